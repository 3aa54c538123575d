package markdown

import (
	"slices"
	"strings"

	"iq/importer/internal/ask"
	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

// sides are a question and its answer before they are written: a file is read in many ways, and the
// texts of most of them would be thrown away.
type sides struct {
	question string // the question's own line
	asked    []line // what of the body below still belongs to the question
	answer   []line
	options  bool // what is asked may hold options, some of them ticked
	answered bool // there will be an answer
}

// splitBody takes what stands below a question's line apart: what still belongs to the question (code,
// options, the text before an answer's label) and the answer.
func splitBody(question string, body []line) sides {
	body = trimSpacers(without(body, leadsElsewhere))
	if at, n, first := findAnswer(body); at >= 0 {
		rest := body[at+n:]
		if first.text != "" {
			rest = append([]line{first}, rest...)
		}
		return newSides(sides{question: question, asked: body[:at], answer: rest, options: true})
	}
	if n := optionsEnd(body); n > 0 {
		s := newSides(sides{question: question, asked: body[:n], answer: body[n:], options: true})
		if s.answered || readsAsChoice(body[:n]) {
			return s
		}
	}
	n := codeAskedAbout(question, body)
	return newSides(sides{question: question, asked: body[:n], answer: body[n:]})
}

func newSides(s sides) sides {
	s.answered = holdsAnswer(s.answer) || s.options && len(tickedOptions(s.asked)) > 0
	return s
}

// texts writes both sides; the answer is "" where there is none.
func (s sides) texts() (question, answer string) {
	question, answer = join(s.question, markdownOf(s.asked)), cleanAnswer(s.answer)
	if s.options {
		question, answer = choice(question, s.asked, answer)
	}
	return plainFences(question), answer
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

// findAnswer looks for the line that announces the answer: its index, how many lines it takes, and
// what of the answer stands on it.
func findAnswer(body []line) (at, n int, first line) {
	begun := false // something stood before
	for i, l := range body {
		if isSpacer(l) {
			continue
		}
		if l.kind == code {
			begun = true
			continue
		}
		if n, ok := answerFold(body[i:]); ok {
			return i, n, foldTail(body[i:], n)
		}
		if l.text == "%" && begun {
			return i, 1, line{} // the sign between the sides of a card
		}
		if rest, ok := answerLine(l, begun); ok {
			return i, 1, rest
		}
		begun = true
	}
	return -1, 0, line{}
}

// answerLine reads a line with an answer's label. Where text stands before it, only the plain words
// for "answer" count: "Solution:" and "Explanation:" occur inside answers.
func answerLine(l line, begun bool) (line, bool) {
	text := l.body
	if l.kind == heading {
		text = l.title
	}
	lab, ok := ask.AnswerLabel(text)
	if !ok || lab.Sign == "" && l.kind != heading && !isEmphasised(text) && lab.Rest == "" && begun {
		return line{}, false
	}
	if begun && !plainAnswer.Has(lab.Word) {
		return line{}, false
	}
	if isOptionLetter(lab.Rest) {
		return l, true // "Answer: C" says which option
	}
	return textLine(lab.Rest), true
}

var plainAnswer = words.Of(`answer;answers;ans;correct answer;right answer;the answer;model answer;sample answer;
	expected answer;suggested answer;short answer;
	antwort;richtige antwort;respuesta;respuesta correcta;resposta;resposta correta;risposta;risposta corretta;réponse;
	bonne réponse;ответ;правильный ответ;відповідь;правильна відповідь;
	odpowiedź;poprawna odpowiedź;cevap;doğru cevap;antwoord;svar;vastaus;odpověď;答案;正确答案;参考答案;回答;答;答え;正解;정답;답;답변;
	الإجابة;الجواب;jawaban`)

func isEmphasised(s string) bool {
	return inline.LeadingEmphasis(strings.TrimSpace(inline.EmphasisOfTags(s))) != ""
}

// answerFold recognises <details> whose summary says no more than "answer"; n is how many lines the tags take.
func answerFold(ls []line) (n int, ok bool) {
	if !startsFold(ls[0].text) {
		f, _ := readCallout(ls, 0, len(ls))
		return f.head, f.head > 0 && ask.SaysAnswer(f.summary)
	}
	summary, n := foldSummary(ls)
	return n, n > 0 && ask.SaysAnswer(summary)
}

func startsFold(text string) bool { return hasPrefixFold(text, "<details") }

// foldSummary reads the text of <summary> at the head of a fold and the number of lines up to and
// including </summary>; 0 where there is none.
func foldSummary(ls []line) (string, int) {
	var b strings.Builder
	for i := 0; i < len(ls) && i < 80 && b.Len() < 32<<10; i++ {
		b.WriteString(ls[i].raw + "\n")
		if _, _, closed := cutFold(ls[i].raw, "</summary>"); !closed {
			continue
		}
		head, _, _ := cutFold(b.String(), "</summary>")
		_, tag, found := cutFold(head, "<summary")
		_, summary, opened := strings.Cut(tag, ">")
		if !found || !opened {
			return "", 0
		}
		return summary, i + 1
	}
	return "", 0
}

func leadsElsewhere(l line) bool {
	switch l.kind {
	case comment:
		return true
	case code, table:
		return false
	}
	return ask.IsNavigation(l.text)
}

// cleanAnswer returns an answer's Markdown without wrappers; "" where it is only a placeholder.
func cleanAnswer(ls []line) string {
	return answerText(trimSpacers(unwrap(ls)))
}

// answerText writes an answer whose wrappers are off; "" where it is only a placeholder.
func answerText(ls []line) string {
	s := closeFence(withoutSpoiler(markdownOf(ls)))
	if ask.IsPlaceholder(s) {
		return ""
	}
	first, rest, found := strings.Cut(s, "\n\n")
	announces := found && (ask.IsPlaceholder(first) || ask.Navigates(first))
	if announces && ask.OnlyResources(rest) {
		return ""
	}
	return s
}

// withoutSpoiler takes off the signs that announce or hide an answer as a whole.
func withoutSpoiler(s string) string {
	for _, sign := range []string{"💡", ":bulb:", "🅰️", "||", ">!"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			s = strings.TrimSpace(rest)
			if sign == "||" {
				s = strings.TrimSpace(strings.TrimSuffix(s, "||"))
			}
		}
	}
	return s
}

// holdsAnswer reports whether cleanAnswer would leave anything. An answer whose first paragraph says something
// is no placeholder, whatever follows.
func holdsAnswer(ls []line) bool {
	ls = trimSpacers(unwrap(ls))
	if len(ls) == 0 {
		return false
	}
	first := answerText(ls[:1+until(ls[1:], line.isEmpty)])
	return first != "" && !ask.Navigates(first) || answerText(ls) != ""
}

// markdownOf joins lines without their common indentation and without blanks at both ends.
func markdownOf(ls []line) string {
	ls = trim(ls, line.isEmpty)
	least := 1 << 30
	for _, l := range ls {
		if l.text == "" || l.loose {
			continue
		}
		indent := indentOf(l.raw)
		if l.indcode && l.depth == 0 {
			indent -= 4 // what makes it code stays
		}
		least = min(least, max(indent, 0))
	}
	var b strings.Builder
	for i, l := range ls {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.TrimRight(dedent(l.raw, least), " \t"))
	}
	return strings.TrimRight(strings.TrimLeft(b.String(), "\n"), " \t\n")
}

// dedent takes up to n columns of indentation off.
func dedent(s string, n int) string {
	col := 0
	for i := 0; i < len(s); i++ {
		switch {
		case col >= n || s[i] != ' ' && s[i] != '\t':
			return s[i:]
		case s[i] == '\t':
			if col += 4 - col%4; col > n {
				return strings.Repeat(" ", col-n) + s[i+1:]
			}
		default:
			col++
		}
	}
	return ""
}
