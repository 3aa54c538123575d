package db

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

const (
	goodCard = `{"type":"card","uid":"f86b323e-2795-5e09-b97b-d63ea014751e","deck":"go",` +
		`"source":"go.md","position":3,` +
		`"question":"Why?","answer":"So.","tags":["a"],"given":null,"status":"active","buried":"2026-11-24",` +
		`"flagged":true,"note":"n",` +
		`"created":"2026-11-20T12:00:00.000Z","edited":"2026-11-21T12:00:00.001Z","marked":"2026-11-22T12:00:00.002Z"}`
	goodReview = `{"type":"review","uid":"01a2136f-49f5-7d42-b0ff-146047579f3c",` +
		`"card":"f86b323e-2795-5e09-b97b-d63ea014751e",` +
		`"at":"2026-11-23T12:00:00.003Z","offset":-210,"day":"2026-11-23","grade":3,"kind":"scheduled",` +
		`"ms":1200,"reveal":900,` +
		`"confidence":"maybe","points":{"held":["1"],"missed":[]},"typed":"so\u001b",` +
		`"leech":true,"device":"a8a1eda8-de06-9207-bfe3-90fa344fecfd","undone":true}`
)

// TestGoodLinesComeBack through their records to the byte.
func TestGoodLinesComeBack(t *testing.T) {
	for _, line := range []string{goodCard, goodReview,
		`{"type":"setting","name":"new-per-day","value":"7"}`,
		`{"type":"source","name":"/lists/go.md"}`,
		`{"type":"rename","source":"/lists/go.md","given":"go","deck":"Go","at":"1999-12-31T23:59:59.999Z"}`,
	} {
		record, err := parseLine([]byte(line))
		if err != nil {
			t.Errorf("%v: %s", err, line)
			continue
		}
		if back := string(jsonOf(record)); back != line {
			t.Errorf("came back as\n%s, was\n%s", back, line)
		}
	}
}

func TestWhatMayBeLeftOut(t *testing.T) {
	for _, line := range []string{
		`{"type":"card","uid":"f86b323e-2795-5e09-b97b-d63ea014751e","deck":"go","question":"Why?","status":"active",` +
			`"created":"2026-11-20T12:00:00Z","edited":"2026-11-20T13:00:00+01:00",` +
			`"marked":"2026-11-20T12:00:00.000Z"}`,
		`{"type":"review","uid":"01a2136f-49f5-7d42-b0ff-146047579f3c",` +
			`"card":"f86b323e-2795-5e09-b97b-d63ea014751e",` +
			`"at":"2026-11-23T12:00:00Z","day":"2026-11-23","grade":1,"kind":"extra"}`,
	} {
		if _, err := parseLine([]byte(line)); err != nil {
			t.Errorf("%v: %s", err, line)
		}
	}
}

// TestBadLinesAreNamed changes a good line in one place.
func TestBadLinesAreNamed(t *testing.T) {
	for _, c := range []struct{ good, from, to, why string }{
		{goodCard, `}`, ``, "unexpected end"},
		{goodCard, goodCard, `[1]`, "an array, not an object"},
		{goodCard, goodCard, `7`, "a number, not an object"},
		{goodCard, goodCard, `{"a":tru}`, "not JSON"},
		{goodCard, goodCard, strings.Repeat("[", 20_000), "not JSON"},
		{goodCard, goodCard, `{}`, "no type"},
		{goodCard, `"card"`, `"sheet"`, `unknown type "sheet"`},
		{goodCard, `Why?`, "Why\xff", "UTF-8"},
		{goodCard, `"position":3`, `"position":3,"rank":1`, `unknown field "rank"`},
		{goodCard, `f86b323e-2795`, `f86b323e`, "invalid UUID"},
		{goodCard, `f86b323e-2795-5e09-b97b-d63ea014751e`, `00000000-0000-0000-0000-000000000000`, "no uid"},
		{goodCard, `"deck":"go"`, `"deck":""`, "no deck"},
		{goodCard, `"go.md"`, `""`, "the source has no name"},
		{goodCard, `"position":3`, `"position":-3`, "position"},
		{goodCard, `"position":3`, `"position":1e300`, "position cannot be a number 1e300"},
		{goodCard, `"position":3`, `"position":99999999999999999999999999`, "position cannot be a number"},
		{goodCard, `"position":3`, `"position":9223372036854775807`, "position"},
		{goodCard, `Why?`, ``, "no question"},
		{goodCard, `["a"]`, `"a"`, "tags cannot be a string"},
		{goodCard, `["a"]`, `["a",3]`, "tags cannot be a number"},
		{goodCard, `["a"]`, `{"a":1}`, "tags cannot be an object"},
		{goodCard, `"given":null`, `"given":{"tags":{}}`, "tags cannot be an object"},
		{goodCard, `"active"`, `"hidden"`, `status is "hidden"`},
		{goodCard, `2026-11-24`, `tomorrow`, `"tomorrow" is not a day`},
		{goodCard, `2026-11-24`, `2026-02-30`, `is not a day`},
		{goodCard, `"created":"2026-11-20T12:00:00.000Z"`, `"created":null`, "created is missing"},
		{goodCard, `2026-11-21T12:00:00.001Z`, `-26-11-21`, "is not an instant"},
		{goodCard, `2026-11-21T12:00:00.001Z`, `9999-12-31T23:59:59.999Z`, "edited"},
		{goodCard, `2026-11-21T12:00:00.001Z`, `99999-12-31T23:59:59.999Z`, "is not an instant"},
		{goodCard, `2026-11-22T12:00:00.002Z`, `0000-01-01T00:00:00Z`, "marked"},
		{goodCard, `"2026-11-22T12:00:00.002Z"`, `1795435200000`, "marked cannot be a number"},
		{goodReview, `-7d42-`, `-4d42-`, "UUIDv7"},
		{goodReview, `-b0ff-`, `-00ff-`, "UUIDv7"},
		{goodReview, `01a2136f-49f5`, `ffffffff-ffff`, "too far in the future"},
		{goodReview, `"card":"f86b323e-2795-5e09-b97b-d63ea014751e",`, ``, "no card"},
		{goodReview, `"grade":3`, `"grade":7`, "grade is 7"},
		{goodReview, `"grade":3`, `"grade":0`, "grade is 0"},
		{goodReview, `"grade":3`, `"grade":"good"`, "grade cannot be a string"},
		{goodReview, `"scheduled"`, `"reset"`, "a reset has the grade 0"},
		{goodReview, `"scheduled"`, `"cram"`, `kind is "cram"`},
		{goodReview, `"day":"2026-11-23"`, `"day":null`, "no day"},
		{goodReview, `2026-11-23T12:00:00.003Z`, `9999-12-31T12:00:00Z`, "at "},
		{goodReview, `-210`, `-21000`, "offset"},
		{goodReview, `1200`, `-1`, "ms is"},
		{goodReview, `1200`, `9223372036854775807`, "ms is"},
		{goodReview, `900`, `9223372036854775807`, "reveal is"},
		{goodReview, `"maybe"`, `"certain"`, `confidence is "certain"`},
		{goodReview, `{"held":["1"],"missed":[]}`, `[1]`, "points cannot be an array"},
		{`{"type":"source","name":"x"}`, `"x"`, `""`, "no name"},
		{`{"type":"setting","name":"x","value":"1"}`, `"x"`, `"device"`, "device is not a setting"},
		{`{"type":"setting","name":"x","value":"1"}`, `"1"`, `1`, "value cannot be a number"},
		{`{"type":"rename","source":"x","given":"a","deck":"b","at":"2026-11-23T12:00:00Z"}`, `"b"`, `""`,
			"the deck has no name"},
		{`{"type":"rename","source":"x","given":"a","deck":"b","at":"2026-11-23T12:00:00Z"}`,
			`,"at":"2026-11-23T12:00:00Z"`, ``, "at is missing"},
		{`{"type":"source","name":"x"}`, `"type":"source"`, `"iq":"backup"`, `a header of "backup"`},
	} {
		line := strings.Replace(c.good, c.from, c.to, 1)
		if line == c.good {
			t.Errorf("%s is not in %s", c.from, c.good)
		}
		if _, err := parseLine([]byte(line)); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s for %s: %v; want %q", c.to, c.from, err, c.why)
		}
	}
}

func TestHeaderOfAnExport(t *testing.T) {
	for line, want := range map[string]bool{
		`{"iq":"export","format":1}`:             true,
		"\ufeff" + `{"iq":"export","format":1}`:  true,
		`{"format":1, "iq":"export"}` + "\r":     true,
		`{"iq":"backup","format":1}`:             false,
		`{"question":"iq","answer":"export"}`:    false,
		`{"iq":"export","format":1`:              false,
		`[{"iq":"export","format":1}]`:           false,
		`{"iq":"export","format":"1"}`:           false,
		`# {"iq":"export","format":1}`:           false,
		``:                                       false,
		strings.Repeat(`{"iq":`, 1000):           false,
		`{"iq":"export","format":1}{"iq":"more"`: false,
	} {
		if ok, err := ExportHeader([]byte(line)); ok != want || err != nil {
			t.Errorf("%v, %v for %.60q", ok, err, line)
		}
	}
	if ok, err := ExportHeader([]byte(`{"iq":"export","format":2}`)); !ok || !errors.Is(err, ErrNewerExport) {
		t.Errorf("format 2: %v, %v", ok, err)
	}
	if ok, err := ExportHeader([]byte(`{"iq":"export"}`)); !ok || err == nil {
		t.Errorf("no format: %v, %v", ok, err)
	}
}

// TestLongLinesArePassedOver whole, without a part of them being taken for a line of its own.
func TestLongLinesArePassedOver(t *testing.T) {
	long := strings.Repeat("x", maxLineBytes+1)
	lines := newLineReader(strings.NewReader("a\r\n\n" + long + "\nb\n" + long[:maxLineBytes-1] + "\n" + long))
	for i, want := range []struct {
		line string
		err  error
	}{{"a", nil}, {"", nil}, {"", errLineTooLong}, {"b", nil}, {long[:maxLineBytes-1], nil}, {"", errLineTooLong},
		{"", io.EOF}} {
		line, err := lines.next()
		if string(line) != want.line || err != want.err {
			t.Errorf("line %d: %.20q, %v", i+1, line, err)
		}
		if err == nil && lines.n != i+1 {
			t.Errorf("line %d, counted %d: %.20q, %v", i+1, lines.n, line, err)
		}
	}
}

// FuzzMerge holds a merge to its promise for whatever is behind the header: no panic, no other
// error, each line is counted once, those not taken are named, and the database stays sound.
func FuzzMerge(f *testing.F) {
	for _, seed := range []string{
		goodCard, goodReview, goodReview + "\n" + goodCard, goodCard + "\n" + goodReview + "\n\n" + goodReview,
		strings.Replace(goodReview, `"undone":true`, `"undone":false`, 1) + "\n" + goodReview + "\n" + goodCard,
		`{"type":"rename","source":"x","given":"a","deck":"b","at":"2026-11-23T12:00:00Z"}`,
		`{"type":"setting","name":"a","value":"b"}` + "\n" + `{"type":"source","name":"x"}`,
		`{"iq":"export","format":1}`, `null`, "\x00", `{"type":"card"}`, strings.Replace(goodCard, "So.", "\\ud800", 1),
		strings.Replace(goodReview, `"grade":3,"kind":"scheduled"`, `"grade":0,"kind":"reset"`, 1) + "\n" + goodCard,
	} {
		f.Add([]byte(seed))
	}
	db, err := Open(f.Context(), f.TempDir()+"/none.db", Options{}) // in memory
	if err != nil {
		f.Fatal(err)
	}
	defer db.Close()
	if _, err := db.sql.Exec("pragma query_only = off"); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data, []byte(`"iq"`)) {
			return // a header that is refused ends the merge
		}
		named := 0
		err := db.Import(t.Context(), noon, func(im *Import) error {
			in := io.MultiReader(strings.NewReader(`{"iq":"export","format":1}`+"\n"), bytes.NewReader(data))
			m, err := im.Merge(t.Context(), in, MergeOptions{Unread: func(int, error) { named++ }})
			if err != nil {
				t.Fatal(err)
			}
			if err := im.Settle(model(t)); err != nil {
				t.Fatal(err)
			}
			lines := 0
			for line := range bytes.Lines(data) {
				if len(bytes.TrimSpace(line)) > 0 {
					lines++
				}
			}
			taken := m.Cards[0] + m.Cards[1] + m.Cards[2] + m.Reviews + m.Known + m.Settings + m.SettingsLeft +
				m.Sources + m.Renames
			if named != m.Unread || taken+m.Unread != lines {
				t.Errorf("%d lines, %d taken, %d not, %d named", lines, taken, m.Unread, named)
			}
			return ErrRollback
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
