package importer

import "strings"

// namesQuestions says whether a file calls itself a list of questions: by its path, its title or its
// tags. What it holds may then be bare terms.
func namesQuestions(name string, m *markdown) bool {
	parts := strings.Split(strings.ReplaceAll(name, `\`, "/"), "/")
	texts := append(parts[max(0, len(parts)-3):], m.front.title, m.front.deck)
	texts = append(texts, m.front.tags...)
	for i, n := m.first, 0; i < len(m.lines) && n < 2; i++ {
		if m.lines[i].kind == heading {
			texts = append(texts, m.lines[i].title)
			n++
		}
	}
	for _, t := range texts {
		t = strings.ToLower(t)
		for _, w := range questionNames {
			if strings.Contains(t, w) {
				return true
			}
		}
	}
	return false
}

var questionNames = strings.Fields(`interview question quiz flashcard flash-card flash_card faq q&a anki deck trivia exam cheat recall
	вопрос собеседован питан 面试 面試 题 題 質問 問題 면접 질문 문제 entrevista pregunta pergunta fragen frage entretien
	colloquio domande pytania rozmow mülakat soru أسئلة سؤال câu-hỏi phỏng`)

// readsAsTerms says whether questions that ask nothing may be the terms of a list: many, short and
// alike. A file that does not call itself a list of questions must look like nothing else.
func (s section) readsAsTerms(drafts []draft) bool {
	if s.doc.asksByName {
		return len(drafts) >= 3
	}
	if len(drafts) < 3 || s.doc.isProject() {
		return false
	}
	long, coded := 0, 0
	for _, d := range drafts {
		if d.end-d.line > 20 {
			long++
		}
		if looksLikeCode(d.question) || strings.Contains(d.answer, "```") || strings.Contains(d.answer, "\n#") {
			coded++
		}
	}
	return long*5 <= len(drafts) && coded*3 <= len(drafts)
}

// looksLikeCode recognises titles of documentation and of change logs: names, calls, versions, dates.
func looksLikeCode(title string) bool {
	if strings.HasPrefix(title, "`") || strings.Contains(title, "()") || strings.Contains(title, "::") {
		return true
	}
	t := strings.TrimLeft(strings.ToLower(title), "[v( ")
	return t != "" && t[0] >= '0' && t[0] <= '9'
}

// isProject says whether the file describes a program or a project, by headings such as "Usage".
func (m *markdown) isProject() bool {
	for _, l := range m.lines {
		if l.kind == heading && projectTitles.has(strings.ToLower(strings.Trim(plainText(readTitle(l.title).text), " :.!"))) {
			return true
		}
	}
	return false
}

var projectTitles = wordsOf(`installation;install;installing;getting started;usage;quick start;quickstart;license;licence;contributing;features;
	requirements;prerequisites;build;building;build status;configuration;api;api reference;changelog;documentation;examples;example;
	our pledge;our standards;enforcement;scope;unreleased;added;fixed;changed;bug fixes;reporting bugs;reporting a vulnerability;security;synopsis;options;
	description;commands;expected behavior;steps to reproduce;release notes;support;status;development;testing;deployment;authors;
	instalación;uso;licencia;lizenz;verwendung;utilisation;установка;использование;лицензия;安装;使用;许可证`)
