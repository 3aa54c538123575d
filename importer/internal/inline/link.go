package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsDecoration recognises signs and emoji that only decorate a line.
func IsDecoration(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == '|'
	case r == utf8.RuneError:
		return false
	case r == 0xfe0f || r == 0x200d || r == 0x20e3 || r == 0x200b || r == 0xfeff || r == 0x200e || r == 0x200f:
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff:
		return true
	case strings.ContainsRune("•·●○■□▪▫►▶➤➜→»✓✔★☆▸▹◆◇–—|", r):
		return true
	}
	return r > 0x2000 && unicode.Is(unicode.So, r)
}

// OnlyDecoration says whether a text is nothing but decoration.
func OnlyDecoration(s string) bool {
	for _, r := range s {
		if !IsDecoration(r) && r != ' ' {
			return false
		}
	}
	return true
}

// LeadingLink reads [text](target) at the start of s.
func LeadingLink(s string) (inner, target, rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", "", s, false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth > 0 {
			continue
		}
		if i+1 >= len(s) || s[i+1] != '(' {
			return "", "", s, false
		}
		end := ClosingParen(s[i+2:])
		if end < 0 {
			return "", "", s, false
		}
		return s[1:i], s[i+2 : i+2+end], s[i+3+end:], true
	}
	return "", "", s, false
}

// ClosingParen is the offset of the parenthesis that closes one opened before s; -1 where none does.
func ClosingParen(s string) int {
	depth := 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
