package session

import (
	"context"
	"slices"
	"strings"

	"iq/internal/card"
	"iq/internal/term"
	"iq/srs"
)

// commands are what may be said at every prompt; help is that of this one.
func (t *turn) commands(help []string) command {
	return func(ctx context.Context, line string) (choice, bool, error) { return t.command(ctx, line, help) }
}

func (t *turn) command(ctx context.Context, line string, help []string) (done choice, ok bool, err error) {
	word, rest, _ := strings.Cut(line, " ")
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
		t.screen.list(help)
	case "b", "bury":
		done, err = t.bury(ctx)
	case "x", "suspend":
		done, err = t.suspend(ctx)
	case "f", "flag":
		err = t.flag(ctx, strings.TrimSpace(rest))
	case "e", "edit":
		done, err = t.edit(ctx)
	case "i", "info":
		err = t.info(ctx)
	default:
		return choseGo, false, nil
	}
	return done, true, err
}

func (t *turn) bury(ctx context.Context) (choice, error) {
	_, day := t.run.session.day()
	marks := t.card.Marks
	marks.BuriedUntil = day + 1
	return t.leave(ctx, marks, "buried until tomorrow", "burying ")
}

func (t *turn) suspend(ctx context.Context) (choice, error) {
	marks := t.card.Marks
	marks.Status = card.Suspended
	return t.leave(ctx, marks, "suspended until 'iq unsuspend'", "suspending ")
}

// leave marks a card so that it is not asked any more. action names what can be taken back.
func (t *turn) leave(ctx context.Context, marks card.Marks, said, action string) (choice, error) {
	if err := t.mark(ctx, marks, action); err != nil {
		return choseGo, t.run.trouble("not done", err)
	}
	if slices.ContainsFunc(t.run.queue, func(i srs.Item) bool { return i.Card != t.card.ID }) {
		said += " · u takes it back"
	}
	t.screen.good(said)
	return choseLeave, nil
}

// mark sets the card's marks, as something that can be taken back.
func (t *turn) mark(ctx context.Context, marks card.Marks, name string) error {
	before, shown := t.card.Marks, t.card
	if err := t.run.session.Desk.Mark(context.WithoutCancel(ctx), shown.ID, before, marks); err != nil {
		return err
	}
	t.card.Marks = marks
	t.run.did(action{
		item: t.item, name: func() string { return name + named(shown) },
		undo: func(ctx context.Context) error { return t.run.session.Desk.Mark(ctx, shown.ID, marks, before) },
	})
	return nil
}

// flag marks a card for later, with a note on why.
func (t *turn) flag(ctx context.Context, note string) error {
	if note == "" {
		if t.card.Marks.Flagged {
			t.screen.dim(flagText(t.card.Marks.Note))
		}
		got, err := t.run.read(ctx, request{prompt: "note (Enter for none, - removes the flag)> ", text: true})
		if err != nil {
			return err
		}
		note = strings.TrimSpace(got.text)
	}
	marks := t.card.Marks
	marks.Flagged, marks.Note = note != "-", note
	said, action := "flagged", "flagging "
	if note == "-" {
		marks.Note = ""
		said, action = "no longer flagged", "unflagging "
	}
	if err := t.mark(ctx, marks, action); err != nil {
		return t.run.trouble("not flagged", err)
	}
	t.screen.good(said)
	return nil
}

// edit lets the learner change the card's text in their editor.
func (t *turn) edit(ctx context.Context) (choice, error) {
	before := t.card.Text
	changed, err := t.run.session.Desk.Edit(ctx, t.card)
	select {
	case <-t.run.session.Resumed: // from a stop in the editor, when there was no prompt to show again
	default:
	}
	if err != nil {
		t.screen.bad(term.CleanLine("not changed: " + t.run.session.Explain(err)))
		return choseGo, nil
	}
	if !changed {
		t.screen.dim("nothing was changed")
		return choseGo, nil
	}
	after, err := t.run.session.Store.Card(ctx, t.card.ID)
	if err != nil {
		return choseGo, err
	}
	t.didWrite(before, after)
	t.screen.good("changed")
	return choseShowAgain, nil
}

// didWrite remembers a change of the card's text.
func (t *turn) didWrite(before card.Text, after Card) {
	t.run.did(action{
		item: t.item, name: func() string { return "changing " + named(after) },
		undo: func(ctx context.Context) error { return t.run.session.Desk.Write(ctx, after.ID, after.Text, before) },
	})
}

func (t *turn) info(ctx context.Context) error {
	lines, err := t.run.session.Desk.Info(ctx, t.card)
	if err != nil {
		return t.run.trouble("no information", err)
	}
	t.screen.list(lines)
	return nil
}

// everywhereHelp is what may be entered at every prompt.
var everywhereHelp = []string{
	"u  take back your last action, even a grade of an earlier session",
	"e  edit the card in $VISUAL or $EDITOR, and go on with it",
	"s  skip: the card comes back at the end",
	"b  bury: the card comes back tomorrow",
	"x  suspend: the card is not asked any more",
	"f  flag the card, with a note; f - removes the flag",
	"i  show what is known about the card: history, intervals, recall, source",
	"q  quit; every grade is saved already",
}

var questionHelp = append([]string{"Enter  show the answer"}, everywhereHelp...)

var sureHelp = append([]string{
	"s  sure: I would say it in an interview",
	"m  maybe",
	"n  no",
	"Enter  show the answer without saying",
	"skip  (written out here) puts the card to the end",
}, without(everywhereHelp, "s  ")...)

var writingHelp = append([]string{
	"Write your answer in as many lines as you like; an empty line ends it and shows the card's.",
	"As the first line these are commands:",
}, everywhereHelp...)

var againHelp = append([]string{"Enter  try to save it again"}, everywhereHelp...)

var pointsHelp = append([]string{
	"1 3 or 1-3  the points that your answer held; all, none",
	"Enter  as suggested, or without checking",
	"all points make Good, at least half of them Hard, fewer Again; the grade is up to you",
	"again, hard, good, easy  the grade at once, without the points",
}, everywhereHelp...)

var gradeHelp = append([]string{
	"1  again  not recalled: starts over, and comes back at the end of the session",
	"2  hard   recalled with great effort: comes back at the end of the session",
	"3  good   recalled",
	"4  easy   recalled at once",
	"A name or its beginning works too, except e, which edits. The days are when the card comes next; with a * it " +
		"comes once more today.",
}, everywhereHelp...)

// without leaves out the line of a key that means something else at a prompt.
func without(lines []string, key string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, key) })
}
