package srs

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func defaultModel(t interface{ Fatal(...any) }) Model {
	sm2, err := NewSM2(MaxInterval)
	if err != nil {
		t.Fatal(err)
	}
	return Model{Scheduler: sm2, Memory: defaultMemory(t)}
}

func TestAnswerOfANewCard(t *testing.T) {
	m := defaultModel(t)
	for i, want := range []State{
		{Due: 101, Interval: 1, Ease: 250, Reps: 0},
		{Due: 101, Interval: 1, Ease: 236, Reps: 1},
		{Due: 101, Interval: 1, Ease: 250, Reps: 1},
		{Due: 101, Interval: 1, Ease: 260, Reps: 1},
	} {
		got := m.Preview(State{}, Scheduled, 100)[i]
		want.LastDay = 100
		want.Stability, want.Difficulty = got.Stability, got.Difficulty
		if got != want || got.New() {
			t.Errorf("%v: got %+v, want %+v", Grades[i], got, want)
		}
	}
}

func TestSecondAnswerOfADayMovesNoDates(t *testing.T) {
	m := defaultModel(t)
	first, _ := m.Answer(State{}, Review{Day: 100, Grade: Again, Kind: Scheduled})
	for _, kind := range []Kind{Scheduled, Repeat} {
		again, err := m.Answer(first, Review{Day: 100, Grade: Good, Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		if again.Due != first.Due || again.Interval != first.Interval || again.Ease != first.Ease ||
			again.Reps != first.Reps {
			t.Errorf("%s: dates moved from %+v to %+v", kind, first, again)
		}
		if again.Stability <= first.Stability {
			t.Errorf("%s: memory did not grow: %g to %g", kind, first.Stability, again.Stability)
		}
	}
}

func TestExtraPracticeChangesNothing(t *testing.T) {
	m := defaultModel(t)
	s, _ := m.Answer(State{}, Review{Day: 100, Grade: Good, Kind: Scheduled})
	got, err := m.Answer(s, Review{Day: 105, Grade: Again, Kind: Extra})
	if err != nil || got != s {
		t.Errorf("extra practice: %+v, %v; want %+v", got, err, s)
	}
}

func TestLapsesCountOnlyWhatWasKnown(t *testing.T) {
	m := defaultModel(t)
	s, err := m.Replay([]Review{
		{100, Again, Scheduled}, {101, Again, Scheduled}, {102, Good, Scheduled},
		{103, Again, Scheduled}, {104, Again, Scheduled}, {105, Hard, Scheduled}, {106, Again, Scheduled},
	})
	if err != nil || s.Lapses != 2 {
		t.Errorf("lapses %d, %v; want 2", s.Lapses, err)
	}
}

func TestLateReviewUsesThePlannedInterval(t *testing.T) {
	m := defaultModel(t)
	s, _ := m.Replay([]Review{{100, Good, Scheduled}, {101, Good, Scheduled}, {150, Good, Scheduled}})
	if s.Interval != 15 || s.Due != 165 {
		t.Errorf("interval %d due %d, want 15 and 165", s.Interval, s.Due)
	}
}

func TestAnswerRefusesAnInvalidGrade(t *testing.T) {
	m := defaultModel(t)
	for _, g := range []Grade{-1, 0, 5} {
		s, err := m.Replay([]Review{{100, Good, Scheduled}, {101, g, Scheduled}})
		if err == nil || s != (State{}) || !strings.HasPrefix(err.Error(), "replay: review 2: answer: grade ") {
			t.Errorf("grade %d was taken, or not named: %+v, %v", g, s, err)
		}
	}
}

func TestKindOn(t *testing.T) {
	answered := State{Due: 110, LastDay: 100, Stability: 1}
	for _, tt := range []struct {
		s    State
		day  Day
		want Kind
	}{
		{State{}, 100, Scheduled},
		{answered, 100, Repeat},
		{answered, 105, Repeat},
		{answered, 110, Scheduled},
		{answered, 200, Scheduled},
		{answered, 90, Repeat},
		{State{Due: 110, LastDay: 110, Stability: 1}, 110, Repeat}, // was due, and answered on that day
	} {
		if got := tt.s.KindOn(tt.day); got != tt.want {
			t.Errorf("%+v on %d: %s, want %s", tt.s, tt.day, got, tt.want)
		}
	}
}

func TestPreviewIsWhatAnswerDoes(t *testing.T) {
	m := defaultModel(t)
	rapid.Check(t, func(t *rapid.T) {
		var s State
		day := Day(100)
		for range rapid.IntRange(0, 20).Draw(t, "answers") {
			day += Day(rapid.IntRange(0, 60).Draw(t, "days"))
			kind := s.KindOn(day)
			preview := m.Preview(s, kind, day)
			g := Grade(rapid.IntRange(1, 4).Draw(t, "grade"))
			next, err := m.Answer(s, Review{Day: day, Grade: g, Kind: kind})
			if err != nil || next != preview[g-1] {
				t.Fatalf("answer %+v, preview %+v, %v", next, preview[g-1], err)
			}
			s = next
		}
	})
}

func TestResetGivesANewCard(t *testing.T) {
	m := defaultModel(t)
	s, err := m.Replay([]Review{
		{Day: 100, Grade: Good, Kind: Scheduled}, {Day: 101, Grade: Good, Kind: Scheduled}, {Day: 103, Kind: Reset},
	})
	if err != nil || s != (State{}) {
		t.Errorf("after a reset: %+v, %v", s, err)
	}
}

func TestParseGrade(t *testing.T) {
	for s, want := range map[string]Grade{
		"1": Again, "2": Hard, "3": Good, "4": Easy, "again": Again, "Hard": Hard, " good ": Good, "EASY": Easy,
		"a": Again, "h": Hard, "g": Good, "ea": Easy, "goo": Good,
	} {
		if got, ok := ParseGrade(s); !ok || got != want {
			t.Errorf("ParseGrade(%q) = %v, %v; want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "0", "5", "33", "x", "e", "E", "good!"} {
		if g, ok := ParseGrade(s); ok || g != 0 {
			t.Errorf("ParseGrade(%q) = %v", s, g)
		}
	}
}

func TestGradeNames(t *testing.T) {
	for g, want := range map[Grade]string{
		0: "grade 0", Again: "again", Hard: "hard", Good: "good", Easy: "easy", 5: "grade 5",
	} {
		if got := g.String(); got != want || g.Valid() != (g >= Again && g <= Easy) {
			t.Errorf("%d is %q, valid %v; want %q", int(g), got, g.Valid(), want)
		}
	}
}

func TestOverdue(t *testing.T) {
	for day, want := range map[Day]int{99: 0, 100: 0, 101: 1, 140: 40} {
		if got := (State{Due: 100}).Overdue(day); got != want {
			t.Errorf("due on 100, on %d: %d days, want %d", day, got, want)
		}
	}
}

// TestLastDay is the latest day of an answer, whatever the clock said: one that was set back makes no
// card older, and a first answer before 1970 is still the first.
func TestLastDay(t *testing.T) {
	m := defaultModel(t)
	for _, tt := range []struct {
		days []Day
		want Day
	}{{[]Day{100}, 100}, {[]Day{100, 90}, 100}, {[]Day{100, 130}, 130}, {[]Day{-5}, -5}, {[]Day{-5, -9}, -5}} {
		var log []Review
		for _, d := range tt.days {
			log = append(log, Review{Day: d, Grade: Good, Kind: Scheduled})
		}
		if s, err := m.Replay(log); err != nil || s.LastDay != tt.want {
			t.Errorf("answers on %v: last day %d, %v; want %d", tt.days, s.LastDay, err, tt.want)
		}
	}
}
