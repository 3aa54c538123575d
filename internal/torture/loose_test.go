package torture

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// looseness is how a disk or a database is less careful than it should be, for the proof that this is
// found.
type looseness int

const (
	careful  looseness = iota
	normal             // connections have synchronous=NORMAL
	unsynced           // the log is never synced
)

func init() { sqlite.RegisterConnectionHook(loosen) }

// loosen takes away, on a disk where that is wanted, the care that iq asked for when it connected.
func loosen(conn sqlite.ExecQuerierContext, dsn string) error {
	at, err := url.Parse(dsn)
	if err != nil {
		return nil // a database in memory
	}
	d := diskOf(filepath.Dir(at.Path))
	if d == nil || d.loose != normal {
		return nil
	}
	_, err = conn.ExecContext(context.Background(), "pragma synchronous = normal", nil)
	return err
}

// skips reports whether the sync of a file does not reach the platter.
func (d *disk) skips(name string) bool { return d.loose == unsynced && strings.HasSuffix(name, "-wal") }
