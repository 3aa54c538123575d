package ask

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

// Likeness judges from 0 to 1 whether a text, its number and decoration already cut off, asks something.
func Likeness(s string) float64 {
	s = strings.TrimSpace(withoutTargets(inline.PlainText(s)))
	lower := strings.ToLower(s)
	switch {
	case s == "" || navigationTitles.Has(strings.Trim(lower, " :.!-")):
		return 0
	case EndsAsking(s):
		return 1
	case startsAsking(lower):
		return 0.9
	case asksBehindTopic(lower):
		return 0.85
	case len(s) > 400:
		return 0.1
	case HasMark(s) || strings.Contains(s, "____") || words.Any(strings.Contains, lower, comparisons...):
		return 0.85
	}
	return 0.2
}

// EndsAsking looks for a question mark at the end, behind which only signs, a bracket or an emoji may stand.
func EndsAsking(s string) bool {
	if !HasMark(s) && !strings.Contains(s, "か。") {
		return false
	}
	end := strings.TrimRightFunc(s, func(r rune) bool {
		return r == ' ' || strings.ContainsRune(`*_"'”’»)].!:`, r) || inline.IsDecoration(r)
	})
	if words.Any(strings.HasSuffix, end, "?", "？", "؟", "か。") {
		return true
	}
	if i := strings.LastIndexAny(end, "?？؟"); i > 0 { // "What is it? (easy)", "Why? `***`"
		rest := strings.TrimSpace(strings.TrimLeft(end[i:], "?？؟"))
		return strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "[") || strings.Trim(rest, "*` .") == ""
	}
	return false
}

func endsWord(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:(/", r) }

// HasMark says whether a text has a question mark of any script.
func HasMark(s string) bool { return words.Any(strings.Contains, s, "?", "？", "؟") }

func startsAsking(lower string) bool {
	for range 2 {
		word := lower
		if i := strings.IndexFunc(lower, endsWord); i > 0 {
			word = lower[:i]
		}
		word = strings.Trim(word, "¿¡\"'`*_“„«([.…")
		least := 2 // blanks that a request has
		if plainTelling.Has(word) {
			least = 1
		}
		if askingWords.Has(word) || tellingWords.Has(word) && strings.Count(lower, " ") >= least {
			return true
		}
		if !politeWords.Has(word) {
			break
		}
		lower = strings.TrimSpace(lower[min(len(word)+1, len(lower)):])
	}
	return utf8.RuneCountInString(lower) < len(lower) &&
		(words.Any(strings.HasPrefix, lower, askingStarts...) || words.Any(strings.Contains, lower, askingInside...))
}

var politeWords = words.Of("please briefly bitte пожалуйста in can you and so if to")

// Explicitly says whether nothing else than a question can be meant: by a question mark or a word like "explain".
func Explicitly(s string) bool {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimLeft(s, "*_ ")), " ")
	return HasMark(s) || EndsAsking(s) || plainTelling.Has(word)
}

// asksBehindTopic recognises "Closures: explain how they work".
func asksBehindTopic(lower string) bool {
	i := strings.Index(lower, ": ")
	return i > 0 && i < 60 && startsAsking(lower[i+2:])
}

var comparisons = []string{" vs ", " vs. ", " versus ", "difference between", "advantages of", "types of"}

// withoutTargets drops the targets of links: their question marks ask nothing.
func withoutTargets(s string) string {
	for range 20 {
		i := strings.Index(s, "](")
		if i < 0 {
			break
		}
		end := inline.ClosingParen(s[i+2:])
		if end < 0 {
			break
		}
		s = s[:i] + s[i+3+end:]
	}
	return s
}

// titleTags turns the tags that mean something in a title into Markdown.
var titleTags = strings.NewReplacer("<code>", "`", "</code>", "`", "<b>", "**", "</b>", "**", "<strong>", "**",
	"</strong>", "**", "<br>", " ", "<br/>", " ", "<br />", " ")

// stripAnchors removes jump targets and wrapping tags from a title; <code> becomes backticks.
func stripAnchors(s string) string {
	if i := strings.LastIndex(s, "{#"); i > 0 && strings.HasSuffix(strings.TrimSpace(s), "}") {
		s = s[:i]
	}
	if strings.Contains(s, "<") {
		s = strings.ReplaceAll(inline.StripTags(titleTags.Replace(s)), "****", "")
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "¶"))
}

// NamesList says whether a text calls something a list of questions.
func NamesList(s string) bool {
	return words.Any(strings.Contains, strings.ToLower(s), questionNames...)
}

// TitlesProject says whether a heading belongs to the description of a program or a project: "Usage".
func TitlesProject(heading string) bool {
	return projectTitles.Has(strings.ToLower(strings.Trim(inline.PlainText(ReadTitle(heading).Text), " :.!")))
}

var questionNames = strings.Fields(`interview question quiz flashcard flash-card flash_card faq q&a anki deck trivia
	exam cheat recall вопрос собеседован питан 面试 面試 题 題 質問 問題 면접 질문 문제 entrevista pregunta pergunta fragen frage
	entretien colloquio domande pytania rozmow mülakat soru أسئلة سؤال câu-hỏi phỏng`)

// LooksLikeCode recognises titles of documentation and of change logs: names, calls, versions, dates.
func LooksLikeCode(title string) bool {
	if strings.HasPrefix(title, "`") || strings.Contains(title, "()") || strings.Contains(title, "::") {
		return true
	}
	t := strings.TrimLeft(strings.ToLower(title), "[v( ")
	return t != "" && t[0] >= '0' && t[0] <= '9'
}

var projectTitles = words.Of(`installation;install;installing;getting started;usage;quick start;quickstart;license;
	licence;contributing;features;requirements;prerequisites;build;building;build status;configuration;api;
	api reference;changelog;documentation;examples;example;our pledge;our standards;enforcement;scope;unreleased;added;
	fixed;changed;bug fixes;reporting bugs;reporting a vulnerability;security;synopsis;options;description;commands;
	expected behavior;steps to reproduce;release notes;support;status;development;testing;deployment;authors;
	instalación;uso;licencia;lizenz;verwendung;utilisation;установка;использование;лицензия;安装;使用;许可证`)

// AboutCode says whether a question is about code that follows it: "What is the output?"
func AboutCode(q string) bool {
	lower := strings.ToLower(q)
	return strings.HasSuffix(strings.TrimSpace(lower), ":") || words.Any(strings.Contains, lower, codeHints...)
}

var codeHints = []string{"output", "following", "this code", "below", "the snippet", "this snippet", "printed",
	"be logged", "this program", "this function do", "ausgabe", "folgende", "salida", "siguiente", "saída", "seguinte",
	"sortie", "suivant", "вывод", "следующ", "выведет", "输出", "以下", "下面", "下列", "出力", "다음", "출력"}

// OnlyResources says whether a text is a list of links, with or without a heading.
func OnlyResources(s string) bool {
	for i, raw := range strings.Split(s, "\n") {
		t := strings.TrimSpace(raw)
		if t == "" || IsLink(t) || i == 0 && strings.HasSuffix(strings.Trim(t, "*_"), ":") {
			continue
		}
		if rest, _, ok := inline.CutItemMarker(t); !ok || !IsLink(rest) {
			return false
		}
	}
	return true
}

// IsPlaceholder recognises answers that are still to be written.
func IsPlaceholder(s string) bool {
	if len(s) > 200 || strings.Contains(s, "\n\n") {
		return false
	}
	plain := strings.ToLower(inline.PlainText(inline.StripTags(s)))
	plain = strings.TrimSpace(strings.Trim(plain, " *_`~()[]{}<>.!:;,-–—=\n\t"))
	if plain == "" && !strings.ContainsAny(s, "`0123456789") && !strings.Contains(s, "<img") {
		return true
	}
	if placeholders.Has(plain) || placeholders.Has(strings.TrimPrefix(plain, "answer: ")) {
		return true
	}
	inner, _, rest, ok := inline.LeadingLink(strings.TrimLeft(strings.TrimSpace(s), "*_-> "))
	return ok && strings.Trim(rest, " .*_") == "" && (SaysAnswer(inner) || inline.OnlyDecoration(inner))
}

// notYet are answers still to be written. The list is shorter than that for Markdown: in a list of
// words "soon" is an answer.
var notYet = words.Of(`tbd;tba;tbc;todo;to do;to-do;fixme;wip;to be completed;to be done;to be added;to be answered;
	coming soon;answer here;your answer here;no answer;no answer yet;not answered;not answered yet;unanswered;n/a;...;…;
	?;??;???;-;--;—;待补充;待完善;暂无;暂无答案;noch offen;pendiente;à compléter;в процессе;нет ответа`)

// IsUnwritten recognises the fields of a table or list whose answer is still to be written.
func IsUnwritten(a string) bool {
	return len(a) < 60 && notYet.Has(strings.ToLower(strings.Trim(a, " *_()[]."))) || len(a) < 8 && notYet.Has(a)
}
