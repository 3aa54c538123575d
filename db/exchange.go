package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"iq/internal/card"
	"iq/srs"
)

// An export is a text of JSON objects, one a line: a header, settings, sources, renamed decks, cards
// and reviews. It holds everything but what is derived and what is this copy's own (ids, digests of
// sources, the device). Merging is a union, the same in whatever order and however often its lines
// are taken: reviews by uid, of each card the newest text and the newest marks.

// ExportFormat is the number of the format that this iq writes, and the newest it can read.
const ExportFormat = 1

// Errors of Merge.
var (
	ErrNoExport    = errors.New("is not an export of iq: its first line is not the header")
	ErrNewerExport = errors.New("was exported by a newer version of iq")
)

// headerLine begins an export.
type headerLine struct {
	IQ     string `json:"iq"` // "export"
	Format int    `json:"format"`
}

type settingLine struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

type sourceLine struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// renameLine is a row of source_deck.
type renameLine struct {
	Type   string  `json:"type"`
	Source string  `json:"source"`
	Given  string  `json:"given"`
	Deck   string  `json:"deck"`
	At     instant `json:"at"`
}

// cardLine is a card: its text, of which the newest counts, and its marks, of which the newest does.
type cardLine struct {
	Type string    `json:"type"`
	UID  uuid.UUID `json:"uid"`
	cardText
	cardMarks
	Created instant `json:"created"`
	Edited  instant `json:"edited"` // the text
	Marked  instant `json:"marked"` // the marks
}

type cardText struct {
	Deck     string     `json:"deck"`
	Source   *string    `json:"source"` // null: written by hand
	Position int64      `json:"position"`
	Question string     `json:"question"`
	Answer   string     `json:"answer"`
	Tags     []string   `json:"tags"`
	Given    *card.Text `json:"given"` // as the source last gave it; null: as the source has it
}

type cardMarks struct {
	Status  card.Status `json:"status"`
	Buried  *studyDay   `json:"buried"` // null: not buried
	Flagged bool        `json:"flagged"`
	Note    string      `json:"note"`
}

// reviewLine is a line of the log.
type reviewLine struct {
	Type       string     `json:"type"`
	UID        uuid.UUID  `json:"uid"`
	Card       uuid.UUID  `json:"card"`
	At         instant    `json:"at"`
	Offset     int        `json:"offset"` // minutes
	Day        studyDay   `json:"day"`
	Grade      srs.Grade  `json:"grade"`
	Kind       srs.Kind   `json:"kind"`
	MS         int64      `json:"ms"`
	Reveal     int64      `json:"reveal"`
	Confidence confidence `json:"confidence"`
	Points     *Points    `json:"points"`
	Typed      string     `json:"typed"`
	Leech      bool       `json:"leech"` // the card got the leeches' tag with it
	Device     uuid.UUID  `json:"device"`
	Undone     bool       `json:"undone"`
}

// instant is in UTC Unix milliseconds, written as RFC 3339 with milliseconds.
type instant int64

const (
	instantFormat = "2006-01-02T15:04:05.000Z07:00"
	missing       = instant(math.MinInt64) // of a line that has none
)

func (i instant) MarshalText() ([]byte, error) {
	return []byte(time.UnixMilli(int64(i)).UTC().Format(instantFormat)), nil
}

func (i *instant) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return fmt.Errorf("%.40q is not an instant such as 2026-11-23T12:00:00.000Z", text)
	}
	*i = instant(t.UnixMilli())
	return nil
}

// studyDay is a study day, written as 2006-01-02.
type studyDay srs.Day

const noDay = studyDay(math.MinInt32) // of a line that has none

func (d studyDay) MarshalText() ([]byte, error) { return []byte(srs.Day(d).String()), nil }

func (d *studyDay) UnmarshalText(text []byte) error {
	day, err := srs.ParseDay(string(text))
	if err != nil {
		return fmt.Errorf("%.40q is not a day such as 2026-11-23", text)
	}
	*d = studyDay(day)
	return nil
}

// ConfidenceNames are what a learner says of an answer beforehand, by the number in the log.
var ConfidenceNames = [4]string{"", "no", "maybe", "sure"}

// confidence is a number in the log, written by its name.
type confidence int

func (c confidence) MarshalText() ([]byte, error) {
	if c < 0 || int(c) >= len(ConfidenceNames) {
		return nil, fmt.Errorf("confidence %d", int(c))
	}
	return []byte(ConfidenceNames[c]), nil
}

func (c *confidence) UnmarshalText(text []byte) error {
	if i := slices.Index(ConfidenceNames[:], string(text)); i >= 0 {
		*c = confidence(i)
		return nil
	}
	return fmt.Errorf("confidence is %.40q but must be sure, maybe, no or empty", text)
}

// canonical leaves one form of what means the same, so that equal texts have equal bytes.
func (t *cardText) canonical() {
	t.Tags = list(t.Tags)
	if t.Given == nil {
		return
	}
	t.Given.Tags = list(t.Given.Tags)
	if t.Given.Equal(t.text()) {
		t.Given = nil
	}
}

func (m *cardMarks) canonical() {
	if m.Buried != nil && *m.Buried == 0 {
		m.Buried = nil
	}
}

func (r *reviewLine) canonical() {
	if r.Points != nil {
		r.Points = &Points{Held: list(r.Points.Held), Missed: list(r.Points.Missed)}
	}
}

func list(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

func (t cardText) text() card.Text {
	return card.Text{Deck: t.Deck, Question: t.Question, Answer: t.Answer, Tags: t.Tags}
}

// jsonOf returns the bytes by which two values are compared.
func jsonOf(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // what was read from a line or a row has a JSON form
	}
	return text
}

// newer reports whether a was changed after b. Of two changes of one instant it decides in the same
// way on every machine.
func newer(aAt, bAt instant, a, b any) bool {
	return aAt > bAt || aAt == bAt && bytes.Compare(jsonOf(a), jsonOf(b)) > 0
}
