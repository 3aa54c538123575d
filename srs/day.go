package srs

import (
	"fmt"
	"time"
)

// Day is a study day: the number of local days since 1970-01-01, where a day begins at the
// learner's start hour and not at midnight, so that a late evening still belongs to its day.
type Day int32

const (
	millisPerMinute = 60 * 1000
	millisPerHour   = 60 * millisPerMinute
	millisPerDay    = 24 * millisPerHour
)

// DayOf returns the study day of an instant: ms is UTC Unix milliseconds, offset the minutes that
// local time is ahead of UTC at that instant, startHour (0 to 23) the local hour a day begins at.
// It knows no time zone; whoever has one passes the offset of the moment, and so daylight saving
// never rewrites a day that was counted.
func DayOf(ms int64, offset, startHour int) Day {
	local := ms + int64(offset)*millisPerMinute - int64(startHour)*millisPerHour
	day := local / millisPerDay
	if local%millisPerDay < 0 {
		day--
	}
	return Day(day)
}

// DayAt returns the study day of t, in t's own time zone.
func DayAt(t time.Time, startHour int) Day {
	return DayOf(t.UnixMilli(), OffsetMinutes(t), startHour)
}

// OffsetMinutes is how many minutes t's local time is ahead of UTC.
func OffsetMinutes(t time.Time) int {
	_, seconds := t.Zone()
	return seconds / 60
}

// String returns the calendar date as 2006-01-02.
func (d Day) String() string { return d.Date().Format(time.DateOnly) }

// Date returns midnight UTC of the day, for whoever formats it.
func (d Day) Date() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// ParseDay reads a date written as 2006-01-02.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q is not a date such as 2026-11-23", s)
	}
	return Day(t.Unix() / 86400), nil
}
