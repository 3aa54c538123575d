package session

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

// command does what may be said at every prompt, and reports whether the text was such a thing.
// choseGo is then to ask again.
func (m *meeting) command(ctx context.Context, text string, help []string) (done choice, ok bool, err error) {
	word, rest, _ := strings.Cut(text, " ")
	word = strings.ToLower(word)
	if rest != "" && word != "f" && word != "flag" {
		return choseGo, false, nil
	}
	switch word {
	case "u", "undo":
		return choseUndo, true, nil
	case "s", "skip":
		return choseSkip, true, nil
	case "q", "quit":
		return choseGo, true, errQuit
	case "?", "help":
		m.help(help)
	case "b", "bury":
		done, err = m.bury(ctx)
	case "x", "suspend":
		done, err = m.suspend(ctx)
	case "f", "flag":
		err = m.flag(ctx, strings.TrimSpace(rest))
	case "e", "edit":
		done, err = m.edit(ctx)
	case "i", "info":
		err = m.info(ctx)
	default:
		return choseGo, false, nil
	}
	return done, true, err
}

func (m *meeting) bury(ctx context.Context) (choice, error) {
	_, day := m.day()
	marks := m.card.Marks
	marks.BuriedUntil = day + 1
	return m.leave(ctx, marks, "buried until tomorrow", "the burying of ")
}

func (m *meeting) suspend(ctx context.Context) (choice, error) {
	marks := m.card.Marks
	marks.Status = card.Suspended
	return m.leave(ctx, marks, "suspended until 'iq unsuspend'", "the suspending of ")
}

// leave marks a card so that it is not asked any more.
func (m *meeting) leave(ctx context.Context, marks card.Marks, said, took string) (choice, error) {
	if err := m.mark(ctx, marks, took); err != nil {
		return choseGo, m.trouble("not done", err)
	}
	if !m.lastOfAll() {
		said += " · u takes it back"
	}
	m.tell(m.Palette.Good, said)
	return choseLeave, nil
}

// lastOfAll reports whether the session ends with this card.
func (m *meeting) lastOfAll() bool {
	return !slices.ContainsFunc(m.queue, func(q srs.Item) bool { return q.Card != m.card.ID })
}

// mark sets the card's marks, as something that can be taken back.
func (m *meeting) mark(ctx context.Context, marks card.Marks, took string) error {
	before, shown := m.card.Marks, m.card
	if err := m.Desk.Mark(context.WithoutCancel(ctx), shown.ID, before, marks); err != nil {
		return err
	}
	m.card.Marks = marks
	m.note(deed{
		card: m.now, took: func() string { return took + named(shown) },
		undo: func(ctx context.Context) error { return m.Desk.Mark(ctx, shown.ID, marks, before) },
	})
	return nil
}

// flag marks a card for later, with a note on why.
func (m *meeting) flag(ctx context.Context, note string) error {
	if note == "" {
		if m.card.Flagged {
			m.tell(m.Palette.Dim, flagText(m.card.Note))
		}
		typed, _, err := m.text(ctx, "note (Enter for none, - takes the flag off)> ")
		if err != nil {
			return err
		}
		note = strings.TrimSpace(typed)
	}
	marks := m.card.Marks
	marks.Flagged, marks.Note = note != "-", note
	said := "flagged"
	if note == "-" {
		marks.Note = ""
		said = "no longer flagged"
	}
	if err := m.mark(ctx, marks, "the flag of "); err != nil {
		return m.trouble("not flagged", err)
	}
	m.tell(m.Palette.Good, said)
	return nil
}

// edit lets the learner mend the card.
func (m *meeting) edit(ctx context.Context) (choice, error) {
	before := m.card.Text
	changed, err := m.Desk.Edit(ctx, m.card)
	select {
	case <-m.Resumed: // from a stop in the editor, when there was no prompt to show again
	default:
	}
	if err != nil {
		m.tell(m.Palette.Bad, term.CleanLine("not changed: "+m.Explain(err)))
		return choseGo, nil
	}
	if !changed {
		m.tell(m.Palette.Dim, "nothing was changed")
		return choseGo, nil
	}
	after, err := m.Store.Card(ctx, m.card.ID)
	if err != nil {
		return choseGo, err
	}
	m.noteText(before, after)
	m.tell(m.Palette.Good, "changed")
	return choseAnew, nil
}

// noteText remembers a change of the card's text.
func (m *meeting) noteText(before card.Text, after Card) {
	m.note(deed{
		card: m.now, took: func() string { return "the change of " + named(after) },
		undo: func(ctx context.Context) error { return m.Desk.Write(ctx, after.ID, after.Text, before) },
	})
}

func (m *meeting) info(ctx context.Context) error {
	lines, err := m.Desk.Info(ctx, m.card)
	if err != nil {
		return m.trouble("no information", err)
	}
	m.help(lines)
	return nil
}

// offerLeech tells of a card that is forgotten again and again: it is the card that is wrong more
// often than the learner. now is what the card is from here on: to be repeated.
func (r *run) offerLeech(ctx context.Context, now srs.Item, lapses int) (choice, error) {
	r.tell(r.Palette.Warn, fmt.Sprintf("a leech: forgotten %s, and tagged so. It may ask too much at once.", term.Count(lapses, "time")))
	card, err := r.Store.Card(ctx, now.Card)
	if err != nil {
		return choseGrade, err
	}
	m := &meeting{run: r, now: now, card: card}
	for {
		text, err := r.key(ctx, "e rewrites it, x suspends it, Enter keeps it> ")
		if err != nil {
			return choseGrade, err
		}
		switch strings.ToLower(text) {
		case "":
			return choseGrade, nil
		case "e", "edit":
			_, err := m.edit(ctx)
			return choseGrade, err
		case "x", "suspend":
			return m.suspend(ctx)
		case "u", "undo":
			return choseUndo, nil
		case "q", "quit":
			return choseGrade, errQuit
		}
		r.hint(text, "e rewrites the card, x suspends it, u takes the grade back, Enter goes on")
	}
}
