// Package backup copies databases and puts copies in their place. It works on paths: nobody need be able to
// open what is copied or replaced as a database of this version.
//
// A backup has its name only when it was read back and is on the disk. At every moment of a restore
// a whole database has the database's name.
package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"iq/db/internal/file"
)

// Why is what a backup was made for.
type Why string

// The reasons of backups. All but Manual are automatic, and are thinned.
const (
	Daily           Why = "daily"     // before the first change of a study day
	BeforeMigration Why = "migration" // before the schema changed
	BeforeRestore   Why = "restore"   // before another backup took the database's place
	BeforeImport    Why = "import"    // before an import that changed much
	Manual          Why = "manual"    // the learner asked for it
)

// Backup is a copy of the database in the folder of its backups.
type Backup struct {
	Path  string
	AtMS  int64 // when it was made, UTC Unix milliseconds, to the second
	Why   Why
	Bytes int64
	nth   int // of those with the same instant and reason
}

// Request asks for a backup.
type Request struct {
	Path  string // the database
	NowMS int64
	Why   Why
	// Had, where it is set, reports whether a backup that there is makes this one needless.
	Had func(Backup) bool
}

// ErrNothing is the error for a copy of a database that does not exist or holds nothing yet.
var ErrNothing = errors.New("there is no database yet")

// stampFormat is an instant in a file's name.
const stampFormat = "20060102T150405Z"

var backupName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{8}T\d{6}Z)-(daily|migration|restore|import|manual)(?:-(\d{1,4}))?\.db$`)
})

// backupFolder is where the backups of a database are: beside it.
func backupFolder(path string) string { return path + ".backups" }

// List lists the backups of the database at path, the newest first. Other files in their folder are left out.
func List(path string) (list []Backup, err error) {
	defer file.Wrap(&err, "list backups")
	path, err = realPath(path)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(backupFolder(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		b, ok := parseBackupName(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		b.Path, b.Bytes = filepath.Join(backupFolder(path), e.Name()), info.Size()
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b Backup) int { return b.compare(a) })
	return list, nil
}

// compare orders backups by when they were made.
func (b Backup) compare(o Backup) int {
	return cmp.Or(cmp.Compare(b.AtMS, o.AtMS), cmp.Compare(b.nth, o.nth), cmp.Compare(b.Why, o.Why))
}

func parseBackupName(name string) (b Backup, ok bool) {
	m := backupName().FindStringSubmatch(name)
	if m == nil {
		return b, false
	}
	at, err := time.Parse(stampFormat, m[1])
	b.AtMS, b.Why, b.nth = at.UnixMilli(), Why(m[2]), 1
	if m[3] != "" {
		b.nth, _ = strconv.Atoi(m[3]) // four digits at most
	}
	return b, err == nil
}

// Make copies a database into the folder of its backups. It reads like any other connection and
// keeps nobody from writing. A copy gets its name when it is whole, has been read and is on the
// disk; whatever happens before leaves no backup. Then backups that are no longer needed are
// removed. It returns no Backup when the request had one.
func Make(ctx context.Context, r Request) (b Backup, c Content, err error) {
	if r.Path, err = realPath(r.Path); err != nil {
		return b, c, fmt.Errorf("back up: %w", err)
	}
	defer file.Wrap(&err, "back up %s", r.Path)
	if err := mustExist(r.Path); err != nil {
		return b, c, err
	}
	folder := backupFolder(r.Path)
	unlock, err := lockFolder(ctx, folder)
	if err != nil {
		return b, c, err
	}
	defer unlock()
	list, err := List(r.Path)
	if err != nil || r.Had != nil && slices.ContainsFunc(list, r.Had) {
		return b, c, err
	}
	temp, c, err := copyWhole(ctx, shared, r.Path, filepath.Join(folder, "copy"))
	if err != nil {
		return b, c, err
	}
	name := freeName(folder, r)
	b, _ = parseBackupName(filepath.Base(name))
	b.Path, b.Bytes = name, c.Bytes
	if err := os.Rename(temp, b.Path); err != nil {
		return b, c, errors.Join(err, os.Remove(temp))
	}
	reached("named")
	if err := file.SyncFolder(folder); err != nil {
		return b, c, err
	}
	if r.Why != Manual {
		removeNeedless(append(list, b))
	}
	return b, c, nil
}

// freeName returns the name of a new backup. The folder is locked.
func freeName(folder string, r Request) string {
	name := filepath.Join(folder, time.UnixMilli(r.NowMS).UTC().Format(stampFormat)+"-"+string(r.Why))
	free := name + ".db"
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); err != nil {
			return free
		}
		free = fmt.Sprintf("%s-%d.db", name, n)
	}
}

// removeNeedless thins the backups. One that cannot be removed is in nobody's way.
func removeNeedless(list []Backup) {
	slices.SortFunc(list, func(a, b Backup) int { return b.compare(a) })
	for _, b := range needless(list) {
		_ = os.Remove(b.Path)
		reached("thinned")
	}
}

// How many of the automatic backups are kept.
const (
	newestKept = 12
	daysKept   = 7
	weeksKept  = 4
)

// needless returns, of backups in order with the newest first, those that are to be removed. Kept are
// all that the learner made, the newest automatic ones, the newest of each of the last days that
// have one, and of each of the last ISO weeks. Days and weeks are those of UTC: what counts is how
// far apart the backups are.
func needless(list []Backup) (out []Backup) {
	automatic := 0
	days, weeks := map[string]bool{}, map[[2]int]bool{}
	for _, b := range list {
		if b.Why == Manual {
			continue
		}
		automatic++
		at := time.UnixMilli(b.AtMS).UTC()
		day := at.Format(time.DateOnly)
		year, week := at.ISOWeek()
		newOfDay := !days[day] && len(days) < daysKept
		newOfWeek := !weeks[[2]int{year, week}] && len(weeks) < weeksKept
		if newOfDay {
			days[day] = true
		}
		if newOfWeek {
			weeks[[2]int{year, week}] = true
		}
		if automatic > newestKept && !newOfDay && !newOfWeek {
			out = append(out, b)
		}
	}
	return out
}

// CopyTo copies a database into a file of the learner's choice, which must not exist.
func CopyTo(ctx context.Context, path, name string) (_ Content, err error) {
	defer file.Wrap(&err, "back up %s to %s", path, name)
	if path, err = realPath(path); err == nil {
		err = mustExist(path)
	}
	if err != nil {
		return Content{}, err
	}
	if _, err := os.Lstat(name); err == nil {
		return Content{}, fs.ErrExist
	}
	temp, c, err := copyWhole(ctx, shared, path, name+".copy")
	if err != nil {
		return Content{}, err
	}
	if err := renameIfFree(temp, name); err != nil {
		return Content{}, errors.Join(err, os.Remove(temp))
	}
	return c, file.SyncFolder(filepath.Dir(name))
}

// mustExist refuses a database that does not exist.
func mustExist(path string) error {
	err := mustBeFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNothing
	}
	return err
}
