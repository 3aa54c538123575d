package ingest

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"iq/internal/anki"
)

// packageExtensions are the endings of Anki's packages.
var packageExtensions = []string{".apkg", ".colpkg"}

func isPackage(path string) bool {
	return slices.Contains(packageExtensions, strings.ToLower(filepath.Ext(path)))
}

// readPackage reads one of Anki's packages, which may be far larger than what is read of it.
func (r *Reader) readPackage(ctx context.Context, f *File, unchanged Unchanged) {
	if r.opt.Format != "" {
		f.Err = fmt.Errorf("import %s: an Anki package cannot be read as %s; leave out --format", f.Path, r.opt.Format)
		return
	}
	if err := r.parsePackage(ctx, f, unchanged); err != nil {
		f.Err = fmt.Errorf("import %s: %w", f.Path, Bare(err))
	}
}

func (r *Reader) parsePackage(ctx context.Context, f *File, unchanged Unchanged) (err error) {
	if f.Source, err = filepath.Abs(f.Path); err != nil {
		return err
	}
	file, err := openRegular(f.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f.Digest = r.digest(file)
	if f.Unchanged = r.unchanged(f, unchanged); !f.Unchanged {
		f.Doc, f.Err = anki.Read(ctx, f.Name, file, info.Size())
		r.checkDecks(f)
	}
	return nil
}
