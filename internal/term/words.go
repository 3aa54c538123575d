package term

import (
	"fmt"
	"time"
)

// Count writes a number with its noun: "1 card", "5 cards".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Span writes a length of time as one would say it: "40 s", "12 min", "1 h 5 min".
func Span(d time.Duration) string {
	switch m := int((d + 30*time.Second).Minutes()); {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case m < 60:
		return fmt.Sprintf("%d min", m)
	default:
		return fmt.Sprintf("%d h %d min", m/60, m%60)
	}
}

// Ahead writes a date that lies so many days ahead of today: "tomorrow", "on Thu 31 Dec".
func Ahead(date time.Time, days int) string {
	switch {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days > 1 && days < 300:
		return "on " + date.Format("Mon 2 Jan")
	}
	return "on " + date.Format("2 Jan 2006")
}

// About writes an estimate: "about 14 min", "under a minute".
func About(d time.Duration) string {
	if d < time.Minute {
		return "under a minute"
	}
	return "about " + Span(d)
}
