package ask

import (
	"strings"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

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
