package db

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"iq/internal/card"
	"iq/srs"
)

func exported(t *testing.T, db *DB) (lines []string) {
	t.Helper()
	err := db.Export(t.Context(), func(line any) error {
		text, err := json.Marshal(line)
		lines = append(lines, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// merged takes lines behind a header, and gives what was not taken.
func merged(t *testing.T, db *DB, lines ...string) (m Merged, unread []string) {
	t.Helper()
	if len(lines) == 0 || !strings.HasPrefix(lines[0], `{"iq"`) {
		lines = append([]string{`{"iq":"export","format":1}`}, lines...)
	}
	err := db.Import(t.Context(), noon, func(im *Import) (err error) {
		m, err = im.Merge(t.Context(), strings.NewReader(strings.Join(lines, "\n")), MergeOptions{
			Unread: func(_ int, why error) { unread = append(unread, why.Error()) },
		})
		if err != nil {
			return err
		}
		return im.Settle(model(t))
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBeClean(t, db)
	return m, unread
}

func waiting(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.sql.QueryRow("select count(*) from awaited").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// with returns a line with other values, as they stand in the JSON: from, to, from, to.
func with(line string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(line) }

// TestSameUIDsWithAnotherContent keeps what is here, and names the line.
func TestSameUIDsWithAnotherContent(t *testing.T) {
	db := openTemp(t)
	merged(t, db, goodReview) // waits
	other := with(goodReview, `"grade":3`, `"grade":1`, `"undone":true`, `"undone":false`)
	for _, where := range []string{"waiting", "in the log"} {
		m, unread := merged(t, db, other)
		if m.Unread != 1 || len(unread) != 1 || !strings.Contains(unread[0], "is here with other content") {
			t.Errorf("%s: %+v, %v", where, m, unread)
		}
		if lines := exported(t, db); lines[len(lines)-1] != goodReview {
			t.Errorf("%s: %s", where, lines[len(lines)-1])
		}
		merged(t, db, goodCard)
	}
}

// TestReviewsWaitForTheirCards until these come by a merge or by an ordinary import, and are taken
// back meanwhile like any.
func TestReviewsWaitForTheirCards(t *testing.T) {
	counts := with(goodReview, `"undone":true`, `"undone":false`)
	come := map[string]func(db *DB){
		"by a merge": func(db *DB) { merged(t, db, goodCard) },
		"by an import": func(db *DB) {
			var c cardLine
			if err := json.Unmarshal([]byte(goodCard), &c); err != nil {
				t.Fatal(err)
			}
			err := db.Import(t.Context(), noon, func(im *Import) error {
				if _, err := im.Add(c.UID, 0, 0, c.text()); err != nil {
					return err
				}
				return im.Settle(model(t))
			})
			if err != nil {
				t.Fatal(err)
			}
			mustBeClean(t, db)
		},
	}
	for _, how := range slices.Sorted(maps.Keys(come)) {
		for _, undone := range []bool{false, true} {
			db := openTemp(t)
			if m, _ := merged(t, db, counts); m.Reviews != 1 || m.Waiting != 1 || waiting(t, db) != 1 {
				t.Fatalf("%+v, %d wait", m, waiting(t, db))
			}
			if lines := exported(t, db); lines[len(lines)-1] != counts {
				t.Errorf("a review that waits is exported as %s", lines[len(lines)-1])
			}
			if undone {
				if m, _ := merged(t, db, goodReview); m.TakenBack != 1 || m.Known != 1 {
					t.Errorf("taken back: %+v", m)
				}
			}
			come[how](db)
			if n := waiting(t, db); n != 0 {
				t.Errorf("%s: %d still wait", how, n)
			}
			if c := cardOf(t, db, 1); c.State.New() != undone {
				t.Errorf("%s, taken back %v: %+v", how, undone, c.State)
			}
		}
	}
}

// TestNewestTextAndNewestMarksWin each by itself, and the earliest beginning.
func TestNewestTextAndNewestMarksWin(t *testing.T) {
	db := openTemp(t)
	merged(t, db, goodCard)
	text := with(goodCard, "Why?", "How?", "2026-11-21T12:00:00.001Z", "2026-11-21T12:00:00.002Z",
		`"active"`, `"suspended"`, "2026-11-22T12:00:00.002Z", "2026-11-22T12:00:00.001Z", "2026-11-20T", "2026-11-19T")
	if m, _ := merged(t, db, text); m.Cards != [3]int{CardChanged: 1} {
		t.Errorf("%+v", m)
	}
	want := with(goodCard, "Why?", "How?", "2026-11-21T12:00:00.001Z", "2026-11-21T12:00:00.002Z", "2026-11-20T",
		"2026-11-19T")
	if lines := exported(t, db); lines[2] != want {
		t.Errorf("got  %s\nwant %s", lines[2], want)
	}
	if m, _ := merged(t, db, goodCard, text); m.Cards != [3]int{CardKept: 2} {
		t.Errorf("older ones: %+v", m)
	}
	var key int64
	if err := db.sql.QueryRow("select key from card where id = 1").Scan(&key); err != nil || key != card.Key("How?") {
		t.Errorf("key %d, %v", key, err)
	}
}

// TestEqualInstantsAreDecidedAlike on whatever machine they meet.
func TestEqualInstantsAreDecidedAlike(t *testing.T) {
	rename := `{"type":"rename","source":"go.md","given":"go","deck":"a","at":"2026-11-23T12:00:00.000Z"}`
	for name, pair := range map[string][2]string{
		"texts":   {goodCard, with(goodCard, "So.", "No.")},
		"marks":   {goodCard, with(goodCard, `"active"`, `"deleted"`)},
		"burying": {goodCard, with(goodCard, `"2026-11-24"`, `null`)},
		"renames": {rename, with(rename, `"a"`, `"b"`)},
	} {
		here, there := openTemp(t), openTemp(t)
		merged(t, here, pair[0], pair[1])
		merged(t, there, pair[1])
		merged(t, there, pair[0])
		if a, b := exported(t, here), exported(t, there); !slices.Equal(a, b) {
			t.Errorf("%s: %v\nand %v", name, a, b)
		}
	}
}

// TestSettingsAreForEmptyDatabases, which follow the schedule that these make.
func TestSettingsAreForEmptyDatabases(t *testing.T) {
	setting := `{"type":"setting","name":"new-per-day","value":"7"}`
	db := openTemp(t)
	if m, _ := merged(t, db, goodCard, setting); m.Settings != 1 || m.SettingsLeft != 0 {
		t.Errorf("%+v", m)
	}
	m, _ := merged(t, db, setting, with(setting, "7", "8"))
	if m.Settings != 0 || m.SettingsLeft != 2 || m.SettingsDiff != 1 {
		t.Errorf("%+v", m)
	}
	if s := openAt(t, db.Path(), Read).Settings(); s["new-per-day"] != "7" {
		t.Error(s)
	}
}

// TestMergeDropsDigests so that the next import of a file looks at its cards again.
func TestMergeDropsDigests(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		kept bool
	}{
		"the same card": {goodCard, true},
		"a new text":    {with(goodCard, "So.", "No.", "2026-11-21T", "2026-11-22T"), false},
		"new marks":     {with(goodCard, `"active"`, `"gone"`, "2026-11-22T", "2026-11-23T"), false},
		"another card":  {with(goodCard, "f86b323e", "f86b323f"), false},
		"moved away":    {with(goodCard, `"go.md"`, `null`, "2026-11-21T", "2026-11-22T"), false},
	} {
		db := openTemp(t)
		merged(t, db, goodCard)
		if _, err := db.sql.Exec("update source set digest = x'01'"); err != nil {
			t.Fatal(err)
		}
		merged(t, db, c.line)
		var kept bool
		if err := db.sql.QueryRow("select digest is not null from source").Scan(&kept); err != nil || kept != c.kept {
			t.Errorf("%s: digest kept %v, %v", name, kept, err)
		}
	}
}

func TestRefusedWhole(t *testing.T) {
	const header = `{"iq":"export","format":1}` + "\n"
	for name, c := range map[string]struct {
		text string
		err  error
	}{
		"empty":             {"", ErrNoExport},
		"no header":         {goodCard, ErrNoExport},
		"newer":             {`{"iq":"export","format":2}` + "\n" + goodCard, ErrNewerExport},
		"a newer one later": {header + goodCard + "\n" + `{"iq":"export","format":2}`, ErrNewerExport},
		"an unread end":     {header + goodCard + "\n" + goodReview, io.ErrClosedPipe},
	} {
		db := openTemp(t)
		err := db.Import(t.Context(), noon, func(im *Import) error {
			in := io.Reader(strings.NewReader(c.text))
			if c.err == io.ErrClosedPipe {
				in = io.MultiReader(in, failing{})
			}
			_, err := im.Merge(t.Context(), in, MergeOptions{})
			return err
		})
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
		if has, err := db.HasCards(t.Context()); has || err != nil {
			t.Errorf("%s: cards were taken, %v", name, err)
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestTwoExportsInARow are one: their headers may stand anywhere.
func TestTwoExportsInARow(t *testing.T) {
	db := openTemp(t)
	m, unread := merged(t, db, goodReview, `{"iq":"export","format":1}`, goodCard, `{"iq":"export","format":1}`)
	if m.Cards[CardAdded] != 1 || m.Reviews != 1 || m.Unread != 0 {
		t.Errorf("%+v, %v", m, unread)
	}
}

// TestUndoAfterMerge takes back the newest review, wherever it was given.
func TestUndoAfterMerge(t *testing.T) {
	db := openTemp(t)
	merged(t, db, goodCard, with(goodReview, `"undone":true`, `"undone":false`))
	grade(t, db, 1, today+9, srs.Good)
	for range 2 {
		if _, err := db.Undo(t.Context(), model(t), 0); err != nil {
			t.Fatal(err)
		}
	}
	if c := cardOf(t, db, 1); !c.State.New() {
		t.Errorf("%+v", c.State)
	}
	mustBeClean(t, db)
}
