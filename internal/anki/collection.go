package anki

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// collection is Anki's SQLite file, opened in memory.
type collection struct {
	db   *sql.DB
	conn *sql.Conn
}

// limits bound what the file may make the SQLite library do.
var limits = map[int]int{
	sqlite3.SQLITE_LIMIT_LENGTH:          4 * MaxField,
	sqlite3.SQLITE_LIMIT_SQL_LENGTH:      100_000,
	sqlite3.SQLITE_LIMIT_COLUMN:          200,
	sqlite3.SQLITE_LIMIT_EXPR_DEPTH:      50,
	sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
	sqlite3.SQLITE_LIMIT_ATTACHED:        0,
	sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH:   1,
}

// connector opens connections that know Anki's collation. It is a driver of its own, so that the
// connections of the rest of the program do not change.
type connector struct{ driver *sqlite.Driver }

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(":memory:") }
func (c connector) Driver() driver.Driver                        { return c.driver }

// anki is made when the first package is read. The newer schema sorts names by a collation of Anki's own, and
// SQLite reads no table that uses a collation it does not know. Nothing here depends on the order of rows.
var anki = sync.OnceValues(func() (connector, error) {
	d := &sqlite.Driver{}
	return connector{d}, d.RegisterCollationUtf8("unicase", func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
})

// openCollection opens the bytes of a SQLite file, which it may change; nothing is written anywhere.
func openCollection(ctx context.Context, data []byte) (*collection, error) {
	connector, err := anki()
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	c := &collection{db, conn}
	if err := c.load(ctx, data); err != nil {
		return nil, errors.Join(damaged(err), c.close())
	}
	return c, nil
}

func (c *collection) load(ctx context.Context, data []byte) error {
	err := c.conn.Raw(func(driver any) error {
		d, ok := driver.(interface{ Deserialize([]byte) error })
		if !ok {
			return errors.New("the SQLite driver cannot open a file in memory")
		}
		return d.Deserialize(withoutLog(data))
	})
	if err != nil {
		return err
	}
	for id, n := range limits {
		if _, err := sqlite.Limit(c.conn, id, n); err != nil {
			return err
		}
	}
	_, err = c.conn.ExecContext(ctx,
		"pragma trusted_schema = 0; pragma cell_size_check = 1; pragma temp_store = 2; pragma query_only = 1")
	return err
}

// withoutLog marks a file that was last used with a write-ahead log as one without, since SQLite opens no other
// in memory. Two numbers in the header are all the difference.
func withoutLog(data []byte) []byte {
	const readVersion, writeVersion, logged, plain = 18, 19, 2, 1
	for _, at := range []int{readVersion, writeVersion} {
		if at < len(data) && data[at] == logged {
			data[at] = plain
		}
	}
	return data
}

func (c *collection) close() error { return errors.Join(c.conn.Close(), c.db.Close()) }
