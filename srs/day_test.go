package srs

import (
	"testing"
	"time"
)

func TestDayOf(t *testing.T) {
	tests := []struct {
		name  string
		local string // RFC 3339, with the offset of that moment
		start int
		want  string
	}{
		{"noon", "2026-11-23T12:00:00Z", 4, "2026-11-23"},
		{"just before the start hour", "2026-11-23T03:59:59Z", 4, "2026-11-22"},
		{"at the start hour", "2026-11-23T04:00:00Z", 4, "2026-11-23"},
		{"start hour 0, just before midnight", "2026-11-23T23:59:59Z", 0, "2026-11-23"},
		{"start hour 0, midnight", "2026-11-24T00:00:00Z", 0, "2026-11-24"},
		{"start hour 23", "2026-11-23T22:59:59Z", 23, "2026-11-22"},
		{"Berlin before spring forward", "2026-03-29T01:59:59+01:00", 4, "2026-03-28"},
		{"Berlin after spring forward, before 04:00", "2026-03-29T03:30:00+02:00", 4, "2026-03-28"},
		{"Berlin after spring forward, 04:00", "2026-03-29T04:00:00+02:00", 4, "2026-03-29"},
		{"Berlin spring forward, start hour 0", "2026-03-29T00:00:00+01:00", 0, "2026-03-29"},
		{"Berlin autumn, first 02:30", "2026-10-25T02:30:00+02:00", 4, "2026-10-24"},
		{"Berlin autumn, second 02:30", "2026-10-25T02:30:00+01:00", 4, "2026-10-24"},
		{"Berlin autumn, 04:00", "2026-10-25T04:00:00+01:00", 4, "2026-10-25"},
		{"Berlin autumn, start hour 0", "2026-10-25T23:59:59+01:00", 0, "2026-10-25"},
		{"New York spring forward", "2026-03-08T03:59:59-04:00", 4, "2026-03-07"},
		{"New York autumn back", "2026-11-01T04:00:00-05:00", 4, "2026-11-01"},
		{"Kathmandu, a day ahead of UTC", "2026-01-01T04:00:00+05:45", 4, "2026-01-01"},
		{"Kathmandu, before the start", "2026-01-01T03:59:00+05:45", 4, "2025-12-31"},
		{"Newfoundland", "2026-01-01T04:00:00-03:30", 4, "2026-01-01"},
		{"Newfoundland, start hour 0", "2025-12-31T23:59:59-03:30", 0, "2025-12-31"},
		{"Kiritimati", "2026-06-30T04:00:00+14:00", 4, "2026-06-30"},
		{"Kiritimati, before the start", "2026-06-30T03:59:59+14:00", 4, "2026-06-29"},
		{"Baker Island", "2026-06-30T23:00:00-12:00", 4, "2026-06-30"},
		{"the epoch", "1970-01-01T04:00:00Z", 4, "1970-01-01"},
		{"before the epoch", "1970-01-01T03:59:59Z", 4, "1969-12-31"},
		{"long before the epoch", "1950-05-05T12:00:00Z", 0, "1950-05-05"},
		{"year 2100 is no leap year", "2100-02-28T23:00:00Z", 4, "2100-02-28"},
		{"year 2100, the day after", "2100-03-01T04:00:00Z", 4, "2100-03-01"},
	}
	for _, tt := range tests {
		at, err := time.Parse(time.RFC3339, tt.local)
		if err != nil {
			t.Fatal(err)
		}
		_, seconds := at.Zone()
		if got := DayAt(at, tt.start).String(); got != tt.want {
			t.Errorf("%s: DayAt(%s, %d) is %s, want %s", tt.name, tt.local, tt.start, got, tt.want)
		}
		if got := DayOf(at.UnixMilli(), seconds/60, tt.start).String(); got != tt.want {
			t.Errorf("%s: %s with start hour %d is %s, want %s", tt.name, tt.local, tt.start, got, tt.want)
		}
	}
}

func TestParseDay(t *testing.T) {
	for s, want := range map[string]Day{
		"1969-12-31": -1, "1970-01-01": 0, "2026-11-23": 20780, "2100-02-28": 47540, "9999-12-31": 2932896,
	} {
		d, err := ParseDay(s)
		if err != nil || d != want || d.String() != s || !d.Date().Equal(time.UnixMilli(int64(want)*millisPerDay)) {
			t.Errorf("ParseDay(%q) = %v (%d), %v; want %d", s, d, d, err, want)
		}
	}
	if d, err := ParseDay("23.11.2026"); err == nil || d != 0 {
		t.Errorf("a date in another form was read as %v", d)
	}
}
