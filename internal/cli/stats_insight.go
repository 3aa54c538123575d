package cli

import (
	"context"
	"fmt"
	"strings"

	"iq/db"
	"iq/internal/markup"
	"iq/internal/term"
)

// insightDays is over how many days, today included, confidence and key points are looked at.
const insightDays = 90

// maxMissed is how many missed points are shown.
const maxMissed = 5

// calibrationLine is what came of the answers of which a learner said the same beforehand.
type calibrationLine struct {
	Said     string `json:"said"` // sure, maybe, no
	Answers  int    `json:"answers"`
	Recalled int    `json:"recalled"`
}

// pointLine is a key point that was missed each time it was asked for.
type pointLine struct {
	Card     int64  `json:"card"`
	Question string `json:"question"`
	Point    int    `json:"point"` // its number in the answer
	Text     string `json:"text"`
	Missed   int    `json:"missed"`
}

// addInsight fills in what was said beside the grades: confidence and key points.
func (l *library) addInsight(ctx context.Context, decks []string, s *statistics) error {
	said, err := l.Calibration(ctx, decks, l.day-insightDays+1, l.day)
	if err != nil {
		return err
	}
	s.Confidence, s.Points = []calibrationLine{}, []pointLine{}
	for _, c := range said {
		s.Confidence = append(s.Confidence, calibrationLine{db.ConfidenceNames[c.Confidence], c.Answers, c.Recalled})
	}
	missed, err := l.MissedPoints(ctx, decks, l.day-insightDays+1, l.day, 2*maxMissed)
	if err != nil {
		return err
	}
	for _, m := range missed[:min(len(missed), 2*maxMissed)] {
		card, err := l.Card(ctx, m.Card)
		if err != nil {
			return err
		}
		for i, text := range term.Points(card.Answer) { // none, where the answer has changed since
			if markup.PointKey(text) == m.Point && len(s.Points) < maxMissed {
				s.Points = append(s.Points, pointLine{card.ID, card.Question, i + 1, text, m.Missed})
			}
		}
	}
	return nil
}

// showInsight prints what was said beside the grades, where anything was.
func (p *program) showInsight(s statistics) {
	if len(s.Confidence) > 0 {
		p.say("")
		p.sentence("%s", s.confidenceSentence())
	}
	if len(s.Points) == 0 {
		return
	}
	p.say("")
	p.say("Points missed each time:")
	for _, m := range s.Points {
		p.sentence("%d times: card %d, %s", m.Missed, m.Card, term.Truncate(firstLine(m.Question), 60))
		for _, line := range term.Wrap(fmt.Sprintf("%d. %s", m.Point, term.CleanLine(m.Text)), max(20, p.width()-4)) {
			p.say("    %s", line)
		}
	}
}

func (s statistics) confidenceSentence() string {
	var parts []string
	for _, c := range s.Confidence {
		parts = append(parts, fmt.Sprintf("%s %d of %d recalled", c.Said, c.Recalled, c.Answers))
	}
	line := fmt.Sprintf("Confidence, last %d days: %s.", insightDays, strings.Join(parts, " · "))
	if first := s.Confidence[0]; first.Said == "sure" && first.Recalled < first.Answers {
		line += fmt.Sprintf(" Sure and wrong: %s; that is what hurts in an interview.",
			term.Count(first.Answers-first.Recalled, "time"))
	}
	return line
}
