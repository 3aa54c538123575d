package db

import (
	"context"
	"path/filepath"
	"testing"

	"iq/srs"
)

// TestCheckBesideASession checks while another process grades: a check once read the schedule before
// a grade and the log after it, and called a sound database wrong.
func TestCheckBesideASession(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iq.db")
	db, other := openAt(t, path, Write), openAt(t, path, Read)
	ids := addCards(t, db, "go", 300)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		for i := 0; ctx.Err() == nil; i++ {
			c, err := db.Card(t.Context(), ids[i%len(ids)])
			if err == nil {
				_, _, err = db.Answer(t.Context(), model(t), Answer{
					Card: c.ID, Seen: c.LastReview, Moment: Moment{AtMS: noon, Day: today}, Grade: srs.Good, Kind: c.State.KindOn(today),
				})
			}
			if err != nil {
				ended <- err
				return
			}
		}
		ended <- nil
	}()
	for range 120 {
		if r := check1(t, other, later, Full); len(r.Problems) > 0 {
			t.Errorf("found %v", r.Problems)
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}
