package record

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"iq/importer/internal/words"
)

// role is what a column of a table or a key of an object is for.
type role uint8

const (
	roleNone role = iota
	roleQuestion
	roleAnswer
	roleOptions // all of them in one field
	roleOption  // one of several: "option_b", "choice2"
	roleCorrect // which of them is right
	roleWrong   // the options that are not right
	roleExplanation
	roleTags
	roleDeck
	roleQuestionCode
	roleAnswerCode
	roleCode // of the question or the answer, whichever it fits
	roleLanguage
	roleIgnored // known to be no text of a card
)

// weakRank and above are names that stand for a question or an answer only beside a better one.
const weakRank = 10

// bareRank and above are names that many other things have too ("query", "word"): without an answer
// beside it their text has to ask something.
const bareRank = 4

// named is the role of a name, and how good a name it is: the lowest rank wins.
type named struct {
	role role
	rank int
}

// roleNames lists names by role, the surest first. They are written as plainName leaves them.
var roleNames = sync.OnceValue(func() map[string]named {
	roles := map[string]named{}
	add := func(r role, from int, names string) {
		for i, name := range strings.Fields(names) {
			if _, known := roles[name]; !known {
				roles[name] = named{r, from + min(i, weakRank-1)}
			}
		}
	}
	add(roleQuestion, 0, `question questiontext q front prompt term questiontitle questionname questionstatement
		instruction quest query problem clue stem word questions qn ques fronttext cardfront frontside interviewquestion
		side1 sidea questionmd questionhtml questionbody questioncontent frage vorderseite begriff frontseite pregunta
		anverso término termino pergunta frente termo domanda fronte termine recto terme вопрос термин передняя лицевая
		питання термін pytanie przód pojęcie soru önyüz terim vraag voorkant fråga framsida spørgsmål spørsmål kysymys
		otázka pojem întrebare kérdés câuhỏi 问题 问 問題 題目 题目 题干 正面 面试题 질문 문제 앞면 용어 質問 表 表面 用語 سؤال السؤال प्रश्न שאלה
		ερώτηση pertanyaan`)
	add(roleQuestion, weakRank, `title titel titre título titolo heading name text concept phrase expression label
		statement subject keyword command function method shortcut acronym abbreviation symbol operator syntax pattern
		event country vocabulary`)
	add(roleAnswer, 0, `answer answertext a back definition response solution reply answers ans backtext cardback
		backside side2 sideb answermd answerhtml answerbody answercontent sampleanswer modelanswer shortanswer
		expectedanswer suggestedanswer idealanswer detailedanswer answerdetail bestanswer meaning translation completion
		output antwort rückseite lösung definition bedeutung übersetzung respuesta reverso definición solución resposta
		verso definição solução réponse risposta retro definizione ответ определение обратная решение перевод відповідь
		визначення odpowiedź tył definicja rozwiązanie cevap arkayüz tanım antwoord achterkant definitie svar baksida
		vastaus odpověď definice răspuns válasz trảlời đápán 答案 答 回答 解答 背面 参考答案 定义 답변 답 정답 뒷면 정의 裏 裏面 意味 إجابة الإجابة
		الجواب جواب उत्तर תשובה απάντηση jawaban`)
	add(roleAnswer, weakRank, `description content body details detail summary value notes note text2 action purpose
		usage expansion fullform result effect beschreibung descripción descrição beschrijving описание 描述 内容 설명`)
	add(roleExplanation, 0, `explanation rationale reason reasoning why explain justification feedback generalfeedback
		commentary erklärung begründung explicación explicação explication spiegazione объяснение пояснение wyjaśnienie
		açıklama uitleg förklaring 解析 解释 說明 说明 해설 解説`)
	add(roleOptions, 0, `options choices alternatives optionlist answeroptions answerchoices possibleanswers variants
		antwortmöglichkeiten opciones opções alternativas варианты вариантыответа opcje seçenekler 选项 選択肢 보기 선택지`)
	add(roleCorrect, 0, `correct correctanswer correctanswers correctoption correctoptions correctchoice correctindex
		correctanswerindex correctoptionindex answerindex answeridx correctidx rightanswer rightoption right answerkey
		correctkey iscorrect isright isanswer istrue iscorrectanswer richtig correcta respuestacorrecta respostacorreta
		correta правильныйответ верныйответ 正确答案 正答`)
	add(roleWrong, 0, `incorrectanswers incorrectanswer wronganswers wronganswer distractors incorrect wrong
		incorrectoptions falscheantworten`)
	add(roleTags, 0, `tags tag labels category categories topic topics section chapter keywords theme subtopic
		subcategory area module domain unit kategorie thema schlagworte schlagwörter categoría etiquetas tema categoria
		etiqueta catégorie étiquettes argomento категория тема теги тег раздел kategoria tagi etiketler kategori 标签 分类
		类别 태그 카테고리 分野 タグ`)
	add(roleDeck, 0, `deck deckname stapel mazo baralho paquet колода talia`)
	add(roleQuestionCode, 0, `questioncode questioncodeblock questioncodeblocks questionsnippet`)
	add(roleAnswerCode, 0, `answercode answercodeblock answercodeblocks solutioncode codeexample codesolution
		examplecode`)
	add(roleCode, 0, `code codeblock codeblocks codesnippet snippet codesample`)
	add(roleLanguage, 0, `language lang codelanguage`)
	add(roleIgnored, 0, `id uuid guid uid index number no num nr difficulty level points score url link links source
		media image audio date created createdat updated updatedat type hint hints due interval ease reps lapses status
		slug filename file author time duration flag flags position order rank company companies frequency example
		examples sentence pronunciation input`)
	return roles
})

// languages head the columns of vocabulary lists.
var languages = words.Of(`english german french spanish italian portuguese russian ukrainian polish turkish dutch
	swedish japanese chinese korean arabic hindi latin greek deutsch englisch französisch spanisch italienisch latein
	español inglés alemán francés português inglês français anglais allemand espagnol русский английский немецкий 中文 英文
	英语 日本語 한국어 영어`)

// plainName is a name as people write it in different ways: "Question_Text", "questionText", "1. Question".
func plainName(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s), "0123456789")
}

// roleOf finds what a column or key is for by its name.
func roleOf(name string) named {
	plain := plainName(name)
	if plain == "" || len(name) > 60 {
		return named{}
	}
	if n, ok := roleNames()[plain]; ok {
		return n
	}
	if optionKey(plain) != "" {
		return named{roleOption, 0}
	}
	// "question (english)", "answer_en", "front side"
	for _, end := range []string{"en", "english", "field", "side", "text", "md", "html", "markdown"} {
		if n, ok := roleNames()[strings.TrimSuffix(plain, end)]; ok && strings.HasSuffix(plain, end) {
			return named{n.role, n.rank + 1}
		}
	}
	return named{}
}

// rolesOf finds the roles of the columns of a table or the keys of an object. Where some are called A, B and
// C, letters are the options.
func rolesOf(names []string) []named {
	roles, plain := make([]named, len(names)), make([]string, len(names))
	for i, name := range names {
		roles[i], plain[i] = roleOf(name), plainName(name)
	}
	lettered := slices.Contains(plain, "a") && slices.Contains(plain, "b") && slices.Contains(plain, "c")
	for i, name := range plain {
		if lettered && len(name) == 1 && name <= "h" {
			roles[i] = named{role: roleOption}
		}
	}
	return roles
}

// optionKey reads the letter or number of "option_b", "choice2", "answer c"; "" where the name has neither.
func optionKey(plain string) string {
	for _, word := range []string{"option", "choice", "answeroption", "opt", "alternative", "variant", "answer",
		"opción", "opcion", "opção", "вариант", "选项", "ans"} {
		rest, ok := strings.CutPrefix(plain, word)
		if ok && len(rest) == 1 && strings.Contains("abcdefgh12345678", rest) {
			return rest
		}
	}
	return ""
}
