package ask

import (
	"slices"
	"strings"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

// NamesList says whether a text calls something a list of questions.
func NamesList(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(questionNames, func(name string) bool { return strings.Contains(s, name) })
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
