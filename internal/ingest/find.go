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

// Report receives what is not read among the paths; the others are read all the same.
type Report struct {
	Failed  func(error)            // a path that cannot be looked at, or a folder without question files
	Skipped func(path, why string) // what a folder holds that is not a file
}

// Find lists the files that the paths name, those of folders in order of their names.
func Find(paths []string, report Report) []Found {
	f := finder{Report: report}
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
	Report
	found []Found
}

func (f *finder) fail(path string, err error) {
	f.Failed(fmt.Errorf("import %s: %w", path, Bare(err)))
}

// walk finds the question files of a folder, in order of their names.
func (f *finder) walk(root string) {
	before := len(f.found)
	// With a separator behind it a link to a folder is the folder.
	err := filepath.WalkDir(filepath.Clean(root)+string(filepath.Separator), f.visit)
	if err == nil && len(f.found) == before {
		err = ErrNoFiles
	}
	if err != nil {
		f.fail(root, err)
	}
}

// visit is called with everything that a folder holds.
func (f *finder) visit(path string, d fs.DirEntry, err error) error {
	if err != nil {
		f.fail(filepath.Clean(path), err)
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	named := strings.HasSuffix(path, string(filepath.Separator)) // the folder itself, which may be called .notes
	hidden := d.Name()[0] == '.' && !named
	switch {
	case d.IsDir() && hidden:
		return fs.SkipDir
	case d.IsDir() || hidden:
	case !d.Type().IsRegular():
		if why := whySkipped(path, d.Type()); why != "" {
			f.Skipped(path, why)
		}
	case questionFile(path):
		f.found = append(f.found, Found{path, false})
	}
	return nil
}

// whySkipped says what something in a folder is that is not a file. It is "" for a link that no
// question file would have been read by: its target is known not to be one by its name.
func whySkipped(path string, mode fs.FileMode) string {
	if mode&fs.ModeSymlink == 0 {
		return kind(mode)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "a link that leads nowhere"
	case info.IsDir():
		return "a link to a folder"
	case !info.Mode().IsRegular():
		return "a link to " + kind(info.Mode())
	case questionFile(path):
		return "a link"
	}
	return ""
}

func kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "not a regular file"
}

// packageExtensions are the endings of Anki's packages.
var packageExtensions = []string{".apkg", ".colpkg"}

func isPackage(path string) bool { return hasExtension(path, packageExtensions) }

// Extensions are the endings of the files that are read in a folder.
func Extensions() []string { return slices.Concat(importer.Extensions(), packageExtensions) }

// questionFile reports whether a folder's file may hold questions, by its name.
func questionFile(path string) bool {
	return hasExtension(path, Extensions())
}

func hasExtension(path string, extensions []string) bool {
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(path)))
}

// ErrNotRegular is the error for a path that leads to a pipe or a device, which might never end.
var ErrNotRegular = errors.New("it is not a regular file")

// Bare drops from a file system's error the path, which the message names already.
func Bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
