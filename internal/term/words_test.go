package term

import (
	"testing"
	"time"
)

func TestWords(t *testing.T) {
	day := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ got, want string }{
		{Count(0, "card"), "0 cards"},
		{Count(1, "card"), "1 card"},
		{Count(12, "card"), "12 cards"},
		{Span(0), "0 s"},
		{Span(59*time.Second + 900*time.Millisecond), "59 s"},
		{Span(90 * time.Second), "2 min"},
		{Span(59*time.Minute + 29*time.Second), "59 min"},
		{Span(59*time.Minute + 40*time.Second), "1 h 0 min"},
		{Span(125 * time.Minute), "2 h 5 min"},
		{About(59 * time.Second), "under a minute"},
		{About(14 * time.Minute), "about 14 min"},
		{Ahead(day, 0), "today"},
		{Ahead(day, 1), "tomorrow"},
		{Ahead(day, 2), "on Thu 31 Dec"},
		{Ahead(day, 300), "on 31 Dec 2026"},
		{Ahead(day, -3), "on 31 Dec 2026"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
