package cli

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"iq/db"
	"iq/internal/term"
)

func (p *program) searchCommand() *cli.Command {
	var sel selection
	var asJSON bool
	limit := 20
	return &cli.Command{
		Name:      "search",
		Usage:     "find cards by their words, best first",
		ArgsUsage: "WORD...",
		Description: `
			A card must contain all the words, in any form (replica finds replicas); the last word may be the beginning
			of one. Where the question does not contain them all, the line of the answer that has most of them is shown
			below it.`,
		Flags: []cli.Flag{
			listFlag(&sel.decks, "deck", "only in deck `NAME`; may be repeated"),
			listFlag(&sel.tags, "tag", "only with tag `NAME`; may be repeated"),
			boolFlag(&sel.Flagged, "flagged", "only flagged cards"),
			numberFlag(&limit, "limit", "", "`N` cards at most"),
			jsonFlag(&asJSON),
		},
		Action: func(c *cli.Context) error {
			sel.Search = strings.Join(c.Args().Slice(), " ")
			switch {
			case !db.Searchable(sel.Search):
				return usage("search needs a word to look for")
			case limit < 1:
				return usage("--limit takes a whole number from 1 up")
			}
			return p.with(c.Context, db.Read, func(l *library) error {
				return p.search(c.Context, l, &sel, limit, asJSON)
			})
		},
	}
}

func (p *program) search(ctx context.Context, l *library, sel *selection, limit int, asJSON bool) error {
	wanted, err := sel.resolve(ctx, l, nil, false)
	if err != nil {
		return err
	}
	found, err := l.Search(ctx, wanted, limit+1)
	if err == nil && len(found) == 0 {
		err = l.missingTag(ctx, wanted)
	}
	if err != nil {
		return err
	}
	lines, err := p.cardLines(ctx, l, wanted)
	if err != nil {
		return err
	}
	return lines.showFound(found, limit, sel.Search, asJSON)
}

// showFound prints the cards that a search found; one more than limit means that there are more.
func (c cardLines) showFound(found []db.Card, limit int, words string, asJSON bool) error {
	if len(found) == 0 && !asJSON {
		return fmt.Errorf("search: no card contains %q", words)
	}
	for _, card := range found[:min(limit, len(found))] {
		var err error
		if asJSON {
			err = c.printJSON(c.l.cardJSON(card))
		} else {
			err = c.showHit(card, words)
		}
		if err != nil {
			return err
		}
	}
	if len(found) > limit && !asJSON {
		c.note("There are more; --limit N shows more than %d.", limit)
	}
	return nil
}

// hitMargin is how far the line of an answer is set in below its card, in columns.
const hitMargin = 8

// showHit prints a card's line and, where the words are not in the question, the line of the answer
// that has most of them.
func (c cardLines) showHit(card db.Card, words string) error {
	pal := c.palette()
	paint := func(text string) string {
		return wordPattern().ReplaceAllStringFunc(text, func(word string) string {
			if isHit(word, words) {
				return pal.Accent(word)
			}
			return word
		})
	}
	head := c.head(card)
	question := firstLine(card.Question)
	room := max(20, c.width()-term.DisplayWidth(head))
	if err := c.printLine(head + paint(around(question, words, room))); err != nil {
		return err
	}
	if hits(card.Question, words) >= len(strings.Fields(words)) {
		return nil
	}
	best, most := "", 0
	for line := range strings.Lines(card.Answer) {
		if n := hits(line, words); n > most {
			best, most = line, n
		}
	}
	if most == 0 {
		return nil
	}
	answer := around(firstLine(best), words, max(20, c.width()-hitMargin))
	return c.printLine(strings.Repeat(" ", hitMargin) + paint(answer))
}

// around cuts a text to a width so that the first hit is in it.
func around(text, words string, width int) string {
	if term.DisplayWidth(text) <= width {
		return text
	}
	spans := wordPattern().FindAllStringIndex(text, -1)
	at := 0
	if i := slices.IndexFunc(spans, func(s []int) bool { return isHit(text[s[0]:s[1]], words) }); i >= 0 {
		at = spans[i][0]
	}
	if term.DisplayWidth(text[:at]) < width*2/3 {
		return term.Truncate(text, width)
	}
	from := at
	for _, s := range spans { // begin a few words before the hit, or so that the end is just shown
		if s[0] <= at && (term.DisplayWidth(text[s[0]:at]) <= width/3 || term.DisplayWidth(text[s[0]:]) < width) {
			from = s[0]
			break
		}
	}
	return "…" + term.Truncate(text[from:], width-1)
}

// hits counts the words looked for that a text holds.
func hits(text, looked string) (n int) {
	words := wordPattern().FindAllString(text, -1)
	for l := range strings.FieldsSeq(looked) {
		if slices.ContainsFunc(words, func(word string) bool { return isHit(word, l) }) {
			n++
		}
	}
	return n
}

// wordPattern matches a word, as the index has them.
var wordPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\pL\p{Nd}\pM]+`) })

// isHit reports whether a word of a card is one that was looked for, in another form it may be: the
// index compares stems, and this only shows where it will have looked.
func isHit(word, looked string) bool {
	word = strings.ToLower(word)
	for _, part := range wordPattern().FindAllString(strings.ToLower(looked), -1) {
		if strings.HasPrefix(word, part) || len(part) >= 5 && strings.HasPrefix(word, part[:len(part)*2/3]) {
			return true
		}
	}
	return false
}
