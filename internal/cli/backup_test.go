package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"iq/db"
	"iq/db/backup"
	"iq/internal/card"
)

// TestLateBackup makes the daily backup of a large database when the work is done, says so, and makes
// none when it was interrupted.
func TestLateBackup(t *testing.T) {
	var said bytes.Buffer
	path := filepath.Join(t.TempDir(), "iq.db")
	p := &program{Env: Env{Stderr: &said, Getenv: func(string) string { return "" },
		Now: func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }}, dbPath: path}
	cancelled := func() {}
	add := func(ctx context.Context, what string) {
		t.Helper()
		err := p.with(ctx, db.Write, func(l *library) error {
			err := l.Import(t.Context(), 0, func(im *db.Import) error {
				_, err := im.Add(uuid.New(), 0, 0, card.Text{Deck: "go", Question: what})
				return err
			})
			if list, _ := backup.List(path); len(list) != 0 {
				t.Errorf("a backup was made before the end: %v", list)
			}
			cancelled()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	add(t.Context(), "the first")
	ctx, cancel := context.WithCancel(t.Context())
	cancelled = cancel
	add(ctx, "the second")
	cancelled = func() {}
	if list, err := backup.List(path); err != nil || len(list) != 0 {
		t.Errorf("interrupted: %v, %v", list, err)
	}
	add(t.Context(), "the third")
	list, err := backup.List(path)
	if err != nil || len(list) != 1 || list[0].Why != backup.Daily {
		t.Fatalf("backups %v, %v", list, err)
	}
	if c, err := backup.Inspect(t.Context(), list[0].Path); err != nil || c.Cards != 3 {
		t.Errorf("it holds %+v, %v", c, err)
	}
	if !strings.Contains(said.String(), "Making the backup of the day of ") {
		t.Errorf("it said %q", said.String())
	}
}
