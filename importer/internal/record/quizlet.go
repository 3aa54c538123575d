package record

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/ask"
	"iq/importer/internal/doc"
	"iq/importer/internal/words"
)

// termList is how the pairs of a list of terms are written: what stands between a term and its
// definition, and what between two pairs.
type termList struct{ inner, outer string }

// SniffTerms finds lists as Quizlet exports them, with whatever separators their author chose. It asks
// for near perfect regularity, because any prose has dashes and colons.
func SniffTerms(name, text string) float64 {
	if doc.IsMarkdownName(name) {
		return 0
	}
	_, score := findTermList(doc.Sample(text))
	return score
}

func ReadTerms(d *doc.Document, text string) error {
	list, score := findTermList(doc.Sample(text))
	if score == 0 {
		list = termList{"\t", "\n"}
	}
	line, place := 1, placeCounter{}
	for piece := range strings.SplitSeq(text, list.outer) {
		start := line + strings.Count(piece[:len(piece)-len(strings.TrimLeft(piece, " \n"))], "\n")
		line += strings.Count(piece, "\n") + strings.Count(list.outer, "\n")
		term, definition, found := strings.Cut(piece, list.inner)
		term, definition = strings.TrimSpace(term), strings.TrimSpace(definition)
		switch {
		case term == "" && definition == "":
		case !found:
			d.Skip(start, "a row without a separator", term)
		default:
			entry{line: place.next(start), question: fieldText(newlines(term)),
				answer: fieldText(newlines(definition))}.addTo(d)
		}
	}
	place.note(d)
	return nil
}

// findTermList tries the separators that the text offers; a score of 0 says that none fits.
func findTermList(sample string) (best termList, score float64) {
	for _, outer := range []string{"\n", "\n\n", ";\n", ";"} {
		pieces := piecesOf(sample, outer)
		if len(pieces) < 3 {
			continue
		}
		for _, inner := range separatorsIn(pieces[0]) {
			if strings.Contains(inner, ";") && strings.Contains(outer, ";") {
				continue
			}
			if s := regularity(pieces, inner, strings.Contains(outer, ";")); s > score {
				best, score = termList{inner, outer}, s
			}
		}
	}
	return best, score
}

func piecesOf(text, outer string) []string {
	var pieces []string
	for piece := range strings.SplitSeq(text, outer) {
		if piece = strings.TrimSpace(piece); piece != "" {
			pieces = append(pieces, piece)
		}
		if len(pieces) == sampleRows {
			break
		}
	}
	return pieces
}

// separatorsIn lists what may separate the first pair: each run of signs with the blanks around it.
func separatorsIn(piece string) []string {
	line, _, _ := strings.Cut(piece, "\n")
	rest := strings.TrimFunc(line[:min(len(line), 1000)], separates)
	var found []string
	for {
		i := strings.IndexFunc(rest, separates)
		if i < 0 {
			return found
		}
		after := strings.TrimLeftFunc(rest[i:], separates)
		if sep := strings.TrimSuffix(rest[i:], after); usableSeparator(sep) {
			found = append(found, sep)
		}
		rest = after
	}
}

func separates(r rune) bool {
	return r == ' ' || r == '\t' || unicode.IsPunct(r) && !strings.ContainsRune("\"'`()[]{}<>.?!*_#/\\", r) ||
		unicode.IsSymbol(r) && r != '`' || r == '>' || r == '#'
}

// usableSeparator wants a tab, a sign between blanks, or a run of signs that prose does not have.
func usableSeparator(sep string) bool {
	bare := strings.TrimSpace(sep)
	switch {
	case strings.Contains(sep, "\t"):
		return strings.Trim(sep, "\t ") == ""
	case bare == "" || bare == "::" || utf8.RuneCountInString(bare) > 4:
		return false
	case slices.Contains([]string{",", ";", ":", "：", "=", "|", "~", "^"}, bare):
		return true
	case utf8.RuneCountInString(bare) == 1:
		return strings.HasPrefix(sep, " ") && strings.HasSuffix(sep, " ") && bare != "+" && bare != "&"
	}
	return true
}

// regularity says how sure it is that each piece is a term and a definition with this separator. Commas
// and colons alone need more lines to be believed; those between semicolons are no accident.
func regularity(pieces []string, sep string, semicolons bool) float64 {
	once, some, terms := 0, 0, map[string]bool{}
	for _, p := range pieces {
		term, definition, found := strings.Cut(p, sep)
		if !found || strings.TrimSpace(definition) == "" || !plainTerm(term) {
			continue
		}
		some++
		if !strings.Contains(definition, sep) {
			once++
		}
		terms[strings.ToLower(strings.TrimSpace(term))] = true
	}
	n := len(pieces)
	if some*100 < n*95 || once*100 < n*80 || len(terms)*10 < some*9 {
		return 0
	}
	score := 0.7 + 0.1*float64(once)/float64(n)
	if bare := strings.TrimSpace(sep); bare == "," || bare == ":" {
		if n < 5 && !semicolons || once < n {
			return 0
		}
		score -= 0.08
	}
	return score
}

// plainTerm keeps headings, list items, labels and prose out.
func plainTerm(term string) bool {
	t := strings.TrimSpace(term)
	if t == "" || len(t) > 300 || words.Any(strings.HasPrefix, t, "#", "- ", "* ", ">", "|") {
		return false
	}
	word := strings.TrimRight(strings.ToLower(t), " .0123456789)")
	return !ask.QuestionLabels.Has(word) && !ask.AnswerLabels.Has(word) && strings.ContainsFunc(t, unicode.IsLetter)
}
