// Package file knows what SQLite does not say about a database's file: whether it is iq's to touch, how it is
// opened, and when a name in a folder is on the disk. It must never know what a database holds beyond its header.
package file

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
)

// MakeFolder makes a folder, with those above it that are missing, and has each entered for good in
// the one above. SQLite syncs the folder that its files are in, and no other: a cut of the power
// could take a new folder with all that is in it.
func MakeFolder(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(path)
	if above != path {
		if err := MakeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncFolder(above)
}

// SyncFolder returns when the folder's names are on the disk. Some systems have no such thing, and a folder that
// one may write to need not be one's to read. It is a variable so that a test can see it called.
var SyncFolder = func(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// ReadOnlyQuery opens a file that cannot be written. With no log beside it the file is complete
// and nobody can change it, and only `immutable` spares SQLite from making companions.
func ReadOnlyQuery(path string) string {
	for _, log := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + log); err == nil && info.Size() > 0 {
			return "mode=ro"
		}
	}
	return "mode=ro&immutable=1"
}

// DSN names the file to the driver. A misspelt key is ignored silently, so TestPragmas reads each setting back.
func DSN(path, query string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	u.RawQuery = "_txlock=immediate&_dqs=0" +
		"&_pragma=busy_timeout(10000)" +
		"&_pragma=foreign_keys(1)" +
		"&_pragma=synchronous(FULL)" +
		"&_pragma=trusted_schema(0)"
	if query != "" {
		u.RawQuery += "&" + query
	}
	return u.String()
}
