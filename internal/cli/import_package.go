package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"iq/db"
	"iq/internal/anki"
)

// packageExtensions are the endings of Anki's packages.
var packageExtensions = []string{".apkg", ".colpkg"}

func isPackage(path string) bool {
	return slices.Contains(packageExtensions, strings.ToLower(filepath.Ext(path)))
}

// loadPackage reads one of Anki's packages, which may be far larger than what is read of it.
func (r *fileReader) loadPackage(ctx context.Context, f *loadedFile, known map[string]db.Source) {
	fail := func(err error) { f.err = fmt.Errorf("import %s: %w", f.path, bare(err)) }
	if r.opt.format != "" {
		fail(fmt.Errorf("an Anki package cannot be read as %s; leave --format out", r.opt.format))
		return
	}
	var err error
	if f.source, err = filepath.Abs(f.path); err != nil {
		fail(err)
		return
	}
	file, err := openRegular(f.path)
	if err != nil {
		fail(err)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		fail(err)
		return
	}
	f.digest = r.digest(file)
	if !r.same(f, known) {
		f.doc, f.err = anki.Read(ctx, f.name, file, info.Size())
	}
}
