// Package ask judges in words what asks a question: the labels, titles and phrases by which lists in many
// languages mark what is asked, what answers it and what only leads elsewhere. It sees one line or text
// at a time and never the file around it.
package ask

import (
	"strings"

	"iq/importer/internal/words"
)

// The words by which lists in the main languages mark questions and answers, all lower case.

// QuestionLabels stand before a question: "Question 3:", "Q:", "Вопрос 1."
var QuestionLabels = words.Of(`q question ques qn front prompt problem interviewer frage pregunta pergunta domanda
	вопрос питання запитання pytanie soru vraag fråga spørgsmål spørsmål kysymys otázka întrebare kérdés câu hỏi 问 问题 問題
	問 题目 面试题 질문 문제 質問 سؤال प्रश्न שאלה ερώτηση pertanyaan`)

// QuestionPhrases are labels of several words; they count where they are emphasised or a heading.
var QuestionPhrases = words.Of(`practice question;interview question;sample question;quiz question;test question;
	exam question;the question;your question;question text;follow-up question`)

// AnswerLabels stand before an answer: "Answer:", "A:", "Ответ:"
var AnswerLabels = words.Of(`a ans answer answers solution back response reply explanation candidate antwort lösung
	respuesta resposta risposta réponse reponse solución solução soluzione r ответ о решение відповідь розв'язання
	odpowiedź cevap antwoord svar vastaus odpověď odpoveď răspuns válasz trả lời đáp án 答 答案 回答 解答 解析 参考答案 답 답변 정답 해설
	回答例 解説 الإجابة إجابة الجواب جواب ج उत्तर תשובה απάντηση jawaban`)

// answerPhrases are what a fold or a heading says that hides or opens an answer.
var answerPhrases = words.Of(`answer;the answer;answers;show answer;show the answer;show answers;view answer;see answer;
	see the answer;click to see answer;click for answer;click to reveal;click to reveal answer;click to expand;
	click here;click me;reveal;reveal answer;expand;show solution;solution;solutions;see solution;view solution;details;
	show;show me;show more;hint and answer;spoiler;explanation;answer and explanation;answer & explanation;
	sample answer;model answer;short answer;sample answers;suggested answers;possible answers;correct answers;
	model answers;possible answer;suggested answer;example answer;expected answer;correct answer;right answer;
	richtige antwort;respuesta correcta;resposta correta;bonne réponse;правильный ответ;正确答案;正解;antwort;
	antwort anzeigen;lösung;lösung anzeigen;respuesta;ver respuesta;mostrar respuesta;solución;resposta;ver resposta;
	mostrar resposta;solução;réponse;voir la réponse;afficher la réponse;la réponse;risposta;mostra risposta;soluzione;
	ответ;показать ответ;посмотреть ответ;решение;відповідь;показати відповідь;odpowiedź;pokaż odpowiedź;cevap;
	cevabı göster;cevabı gör;antwoord;toon antwoord;svar;visa svar;vis svar;vastaus;odpověď;答案;参考答案;查看答案;显示答案;点击查看答案;
	点击查看;点击展开;展开;查看;查看解析;解析;回答;解答;解答例;答え;答えを見る;回答を見る;정답;답;답변;답변 보기;정답 보기;해설;الإجابة;الاجابة;إجابة;الجواب;đáp án;
	xem đáp án;trả lời;jawaban;lihat jawaban;uitleg;erklärung;explicación;explicação;explication;spiegazione;объяснение;
	пояснение`)

// askingWords begin a question or a request for an answer.
var askingWords = words.Of(`what what's whats what’s how how's how’s why when where which who whom whose is are am was
	were do does did can could should would will shall have has had may might must isn't aren't don't doesn't can't
	won't warum wieso weshalb was wie wann wo welche welcher welches welchen wer wem wozu ist sind hat kann können
	erkläre erklären erläutere nenne beschreibe definiere unterschied qué que cómo como cuál cuáles cual quién cuándo
	cuando dónde donde por explica explique describe defina diferencia quais qual quem quando onde porque explique
	descreva diferença quoi quel quelle quels quelles comment pourquoi quand où qui est-ce qu'est-ce qu’est-ce expliquez
	expliquer décrivez définissez différence cosa che cos'è cos’è quale quali chi come quando dove perché spiega
	descrivi differenza что как какой какая какое какие каких каким каковы зачем почему когда где кто чем чему сколько
	расскажите расскажи объясните опишите назовите перечислите приведите можно есть чём що який яка яке які навіщо чому
	коли де хто розкажіть поясніть опишіть co jak jaki jaka jakie czym czy dlaczego kiedy gdzie kto wyjaśnij opisz
	wymień nedir nasıl neden niçin hangi kim açıklayın wat hoe waarom wanneer waar welke noem beschrijf verschil vad hur
	varför när var vilken vilka vem förklara beskriv hvad hvordan hvorfor hva ما هل كيف لماذا متى أين من ماذا اشرح عرف
	اذكر`)

// tellingWords begin a request for an answer; alone or with one more word they are a term ("List").
var tellingWords = words.Of(`explain describe define list name compare contrast discuss mention state give provide tell
	write implement design outline differentiate distinguish difference differences elaborate suppose imagine walk
	identify enumerate summarize convert calculate find show demonstrate print determine reverse check count remove
	create sort merge detect assume consider given`)

// plainTelling are those that are almost never part of a term: one more word makes a question.
var plainTelling = words.Of("explain describe define discuss elaborate differentiate distinguish compare enumerate")

// askingStarts are beginnings, and askingEnds ends, of questions in scripts that write no blanks.
var (
	askingStarts = strings.Fields("什么 为什么 如何 怎么 怎样 谈谈 说说 请 介绍 简述 解释 列举 描述 讲讲 说一 聊聊 谈一 何 なぜ どの どう 무엇 어떻게 왜")
	askingInside = strings.Fields("什么 为什么 如何 怎么 怎样 哪些 哪个 哪几 是否 区别 吗 多少 有何 とは ですか ますか でしょうか か。 무엇 어떻게 차이 인가 설명")
)

// navigationTitles head what is no question in any list.
var navigationTitles = words.Of(`table of contents;contents;content;toc;index;table of content;menu;navigation;
	summary of contents;quick links;license;licence;licensing;copyright;contributing;contribute;contributors;
	contribution;contributions;how to contribute;contribution guidelines;contributing guidelines;disclaimer;credits;
	credit;acknowledgements;acknowledgments;acknowledgement;thanks;authors;author;about the author;about me;maintainers;
	references;reference;resources;further reading;useful links;links;sources;source;bibliography;additional resources;
	more resources;other resources;useful resources;helpful links;external links;see also;recommended reading;read more;
	learn more;sponsors;sponsor;backers;support;donate;donations;support us;star history;stargazers;
	stargazers over time;community;contact;contact me;contact us;feedback;social;follow me;changelog;release notes;
	roadmap;todo;to do;installation;install;getting started;usage;how to use;how to use this repo;prerequisites;
	requirements;quick start;quickstart;translations;translation;available translations;code of conduct;about;
	about this repo;about this repository;about the project;introduction;intro;preface;foreword;conclusion;conclusions;
	final thoughts;final words;final tips;final notes;closing;wrap up;key takeaways;takeaways;happy learning;good luck;
	bonus tips;overview;note;notes;legend;table des matières;sommaire;inhaltsverzeichnis;inhalt;índice;indice;contenido;
	tabla de contenido;tabla de contenidos;conteúdo;sumário;оглавление;содержание;зміст;spis treści;içindekiler;inhoud;
	inhoudsopgave;innehåll;目录;目錄;目次;索引;목차;المحتويات;فهرس;mục lục;lizenz;licencia;licença;лицензия;许可证;许可;贡献;贡献者;ライセンス;
	라이선스;参考;参考资料;参考文献;参考链接;quellen;referencias;referências;ссылки;источники;литература`)

// topWords are what a link that leads back says.
var topWords = words.Of(`back to top;back to the top;to top;to the top;top;go to top;go to the top;go top;return to top;
	back to table of contents;back to contents;back to content;back to toc;back to index;table of contents;contents;toc;
	index;home;main menu;menu;back;back up;up;return;return to table of contents;return to index;go back;go up;
	scroll to top;main title;main page;readme;previous;next;prev;nach oben;zurück nach oben;volver arriba;
	volver al inicio;ir arriba;inicio;voltar ao topo;voltar ao índice;retour en haut;haut de page;torna su;
	torna all'inizio;indice;índice;наверх;к оглавлению;вверх;назад;к содержанию;назад к оглавлению;на початок;вгору;
	do góry;powrót na górę;başa dön;yukarı;naar boven;till toppen;返回顶部;回到顶部;返回目录;回到目录;返回;トップへ戻る;トップへ;目次へ;맨 위로;목차로;
	العودة للأعلى;về đầu trang`)

// placeholders stand where an answer is still to be written.
var placeholders = words.Of(`to be completed;to be done;to be added;to be answered;to be written;to be updated;
	to be continued;tbd;tba;tbc;todo;to do;to-do;wip;work in progress;coming soon;soon;pending;answer here;
	answer goes here;your answer here;your answer;write your answer here;add answer here;add your answer;add answer;
	answer;answer pending;no answer;no answer yet;not answered;not answered yet;unanswered;none yet;fill in;fill me in;
	fill this in;fixme;placeholder;n/a;na;xxx;...;…;?;??;???;-;--;nothing here yet;empty;under construction;in progress;
	see answer;answer needed;help wanted;needs answer;need answer;noch offen;folgt;kommt noch;pendiente;por completar;
	próximamente;por hacer;pendente;em breve;a completar;à compléter;à venir;bientôt;da completare;in arrivo;дописать;
	будет добавлено;в процессе;скоро;нет ответа;в разработке;буде додано;wkrótce;do uzupełnienia;yakında;eklenecek;
	volgt;kommer snart;待补充;待完善;待更新;待续;未完待续;待定;暂无;暂无答案;略;未完成;準備中;作成中;未回答;추가 예정;작성 중;준비 중;미정;قريبا`)
