package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"iq/internal/term"
	"iq/srs"
)

func (r *run) farewell(ctx context.Context, sum Summary) {
	answers := 0
	var parts []string
	for i, n := range sum.Grades {
		answers += n
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %v", n, srs.Grades[i]))
		}
	}
	r.say("")
	switch {
	case answers == 0 && len(r.done) == 0 && !r.before:
		r.say("Nothing graded, nothing changed.")
		return
	case answers == 0:
		r.say("Nothing graded; what you changed is kept.")
		return
	}
	line := fmt.Sprintf("%s in %s · %s", term.Count(sum.Cards, "card"), term.Span(sum.Took), strings.Join(parts, ", "))
	if recalled := answers - sum.Grades[srs.Again-1]; answers > 0 {
		line += fmt.Sprintf(" · %d %% recalled", (100*recalled+answers/2)/answers)
	}
	r.tell(r.Palette.Bold, line)
	if sum.Left > 0 {
		r.sayLeft(ctx, sum.Left)
	}
}

// sayLeft tells what was not done, how long it would take, and what waiting costs.
func (r *run) sayLeft(ctx context.Context, left int) {
	kept := "every grade is saved"
	if r.failed != nil {
		kept = "not everything could be saved"
	}
	r.tell(plain, fmt.Sprintf("%s left for later, %s; %s.", term.Count(left, "card"), term.About(time.Duration(left)*r.budget.Pace), kept))
	if r.budget.Within == 0 {
		return
	}
	if lost := r.forgottenByTomorrow(ctx); lost >= 0.05 {
		r.tell(plain, fmt.Sprintf("Left until tomorrow, about %.1f of them more will be forgotten.", lost))
	} else {
		r.tell(plain, "Left until tomorrow, hardly one of them more will be forgotten.")
	}
}

// mostWeighed bounds how many cards are looked at to tell what waiting costs.
const mostWeighed = 300

// forgottenByTomorrow is how many of the cards in the queue are likely to be recalled today and not
// tomorrow.
func (r *run) forgottenByTomorrow(ctx context.Context) float64 {
	_, day := r.day()
	lost, weighed := 0.0, 0
	for _, q := range r.queue[:min(len(r.queue), mostWeighed)] {
		card, err := r.Store.Card(ctx, q.Card)
		if err != nil {
			continue
		}
		lost += r.Model.Memory.Recall(card.State, day) - r.Model.Memory.Recall(card.State, day+1)
		weighed++
	}
	if weighed == 0 {
		return 0
	}
	return lost * float64(len(r.queue)) / float64(weighed)
}
