package db

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// makeFolder makes a folder, with those above it that are missing, and has each entered for good in
// the one above. SQLite syncs the folder that its files are in, and no other: a cut of the power
// could take a new folder with all that is in it.
func makeFolder(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(path)
	if above != path {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	syncFolder(above)
	return nil
}

// syncFolder is a variable so that a test can see it called. Where a folder cannot be synced, there is
// nothing to be done about it; SQLite does not mind either.
var syncFolder = func(path string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	f.Sync()
}
