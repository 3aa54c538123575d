package ask

import "strings"

// AboutCode says whether a question is about code that follows it: "What is the output?"
func AboutCode(q string) bool {
	lower := strings.ToLower(q)
	if strings.HasSuffix(strings.TrimSpace(lower), ":") {
		return true
	}
	for _, hint := range []string{"output", "following", "this code", "code below", "below", "the snippet",
		"this snippet", "printed", "be logged", "this program", "this function do",
		"ausgabe", "folgende", "salida", "siguiente", "saída", "seguinte", "sortie", "suivant", "вывод", "следующ",
		"выведет", "输出", "以下", "下面", "下列", "出力", "다음", "출력"} {
		if strings.Contains(lower, hint) {
			return true
		}
	}
	return false
}
