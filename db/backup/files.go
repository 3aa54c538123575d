package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"iq/db/internal/file"
)

// reached is called with each step after which a crash must leave everything whole; tests stop there.
var reached = func(step string) {}

// realPath is the absolute path of a database, symbolic links followed: SQLite puts the files that
// belong to it beside the file itself, not beside a link.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real, nil
	}
	return path, nil // it does not exist yet
}

// lockName is an empty database of SQLite, whose lock the system takes from a process that dies.
const lockName = ".lock"

// lockFolder makes the folder of the backups where there is none, and keeps other processes from
// making or removing backups in it until unlock.
func lockFolder(ctx context.Context, folder string) (unlock func(), err error) {
	if err := file.MakeFolder(folder); err != nil {
		return nil, err
	}
	name := filepath.Join(folder, lockName)
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	handle, err := sql.Open("sqlite", file.DSN(name, ""))
	if err != nil {
		return nil, err
	}
	handle.SetMaxOpenConns(1)
	if _, err := handle.ExecContext(ctx, "begin exclusive"); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", folder, err), handle.Close())
	}
	return func() { _ = handle.Close() }, nil // nothing was written that could be lost
}

// tempSuffix ends the names of files that are not whole yet.
const tempSuffix = ".iq-part"

// newTemp makes an empty file, the owner's alone, whose name begins with prefix, and removes what
// a crash has left under such names.
func newTemp(prefix string) (string, error) {
	folder, base := filepath.Split(prefix)
	if folder == "" {
		folder = "."
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), base+"-") && strings.Contains(e.Name(), tempSuffix) {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
	f, err := os.CreateTemp(folder, base+"-*"+tempSuffix)
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// renameIfFree renames a file, unless the name is taken.
func renameIfFree(temp, name string) error {
	err := os.Link(temp, name)
	if err == nil {
		return os.Remove(temp)
	}
	if errors.Is(err, fs.ErrExist) {
		return fs.ErrExist
	}
	if _, err := os.Lstat(name); err == nil { // a file system that knows no links
		return fs.ErrExist
	}
	return os.Rename(temp, name)
}

// keepAs gives a file a second name, or a copy where the file system knows no links. The error
// wraps fs.ErrExist when the name is taken.
func keepAs(path, name string) error {
	err := os.Link(path, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// syncFile returns when the file's content is on the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
