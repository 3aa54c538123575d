package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"iq/internal/term"
	"iq/srs"
)

func (r *run) summary() Summary {
	sum, cards := Summary{Left: len(r.queue), Took: r.session.Now().Sub(r.began)}, map[int64]bool{}
	for _, a := range r.actions {
		if a.grade != 0 {
			sum.Grades[a.grade-1]++
			cards[a.item.Card] = true
		}
	}
	sum.Cards = len(cards)
	return sum
}

// showSummary tells at the end what was done, and what was not.
func (r *run) showSummary(ctx context.Context, sum Summary) {
	var parts []string
	for i, n := range sum.Grades {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %v", n, srs.Grades[i]))
		}
	}
	r.screen.line("")
	grades := r.grades()
	switch {
	case grades == 0 && len(r.actions) == 0 && !r.earlier:
		r.screen.line("Nothing graded, nothing changed.")
		return
	case grades == 0:
		r.screen.line("Nothing graded; what you changed is kept.")
		return
	}
	recalled := grades - sum.Grades[srs.Again-1]
	r.screen.bold(fmt.Sprintf("%s in %s · %s · %d %% recalled", term.Count(sum.Cards, "card"), term.Span(sum.Took),
		strings.Join(parts, ", "), (100*recalled+grades/2)/grades))
	if sum.Left > 0 {
		r.showLeft(ctx, sum.Left)
	}
}

// showLeft tells what was not done, how long it would take, and what waiting costs.
func (r *run) showLeft(ctx context.Context, left int) {
	kept := "every grade is saved"
	if r.failed != nil {
		kept = "not everything could be saved"
	}
	took := term.About(time.Duration(left) * r.budget.Pace)
	r.screen.plain(fmt.Sprintf("%s left for later, %s; %s.", term.Count(left, "card"), took, kept))
	if r.budget.Within == 0 {
		return
	}
	more := "hardly any"
	if lost := r.forgottenByTomorrow(ctx); lost >= 0.05 {
		more = fmt.Sprintf("about %.1f", lost)
	}
	r.screen.plain("If they wait until tomorrow, you will forget " + more + " more of them.")
}

// maxSampled bounds how many cards are looked at to tell what waiting costs.
const maxSampled = 300

// forgottenByTomorrow is how many of the cards in the queue are likely to be recalled today and not tomorrow.
func (r *run) forgottenByTomorrow(ctx context.Context) float64 {
	_, day := r.session.day()
	memory := r.session.Model.Memory
	sample := r.queue.First(maxSampled)
	ids := make([]int64, len(sample))
	for i, item := range sample {
		ids[i] = item.Card
	}
	states, err := r.session.Store.States(ctx, ids)
	if err != nil || len(sample) == 0 {
		return 0
	}
	lost := 0.0
	for _, state := range states { // a new card cannot be forgotten
		lost += memory.Recall(state, day) - memory.Recall(state, day+1)
	}
	return lost * float64(len(r.queue)) / float64(len(sample))
}
