package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"iq/importer"
)

// Found is a file to be read. One that was named, and not found in a folder, has to hold questions.
type Found struct {
	Path  string
	Named bool
}

// ErrNoFiles is the error for a folder without a file that could hold questions.
var ErrNoFiles = errors.New("the folder holds no question files")

// StdinPath stands for standard input among the paths.
const StdinPath = "-"

// Find lists the files that the paths name, those of folders in order of their names. failed is
// called with each path that cannot be looked at; the others are found all the same.
func Find(paths []string, failed func(error)) []Found {
	f := finder{failed: failed}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case path == StdinPath:
			f.found = append(f.found, Found{path, true})
		case err != nil:
			f.fail(path, err)
		case info.IsDir():
			f.walk(path)
		default:
			f.found = append(f.found, Found{path, true})
		}
	}
	return f.found
}

type finder struct {
	found  []Found
	failed func(error)
}

func (f *finder) fail(path string, err error) {
	f.failed(fmt.Errorf("import %s: %w", path, Bare(err)))
}

// walk finds the question files of a folder, in order of their names.
func (f *finder) walk(root string) {
	before := len(f.found)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			f.fail(path, err)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && path != root && d.Name()[0] == '.':
			return fs.SkipDir
		case d.Type().IsRegular() && d.Name()[0] != '.' && questionFile(path):
			f.found = append(f.found, Found{path, false})
		}
		return nil
	})
	if err == nil && len(f.found) == before {
		err = ErrNoFiles
	}
	if err != nil {
		f.fail(root, err)
	}
}

// Extensions are the endings of the files that are read in a folder.
func Extensions() []string { return slices.Concat(importer.Extensions(), packageExtensions) }

// questionFile reports whether a folder's file may hold questions, by its name.
func questionFile(path string) bool {
	return slices.Contains(Extensions(), strings.ToLower(filepath.Ext(path)))
}

// openRegular opens a file that is one: a pipe or a device might never end.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	return os.Open(path)
}

// Bare drops from a file system's error the path, which the message names already.
func Bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
