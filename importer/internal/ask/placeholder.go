package ask

import (
	"strings"

	"iq/importer/internal/inline"
	"iq/importer/internal/words"
)

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
