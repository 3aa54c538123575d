// Package anki reads Anki's packages (.apkg and .colpkg): a zip archive around a SQLite file, of
// which there are three forms.
//
// A package may come from anywhere, so nothing in it is trusted: nothing is written or extracted, the SQLite
// file is opened in memory, only plain tables with the expected columns are read, and every size is bounded.
// The notes become the importer's cards; the package does not know where those go.
package anki

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"iq/importer"
)

// Limits on what is read, far above what people have and far below what hurts.
const (
	MaxEntries    = 200_000   // files in the archive
	MaxDirectory  = 32 << 20  // bytes of the archive's list of files
	MaxCollection = 128 << 20 // bytes of the SQLite file
	MaxSchema     = 8 << 20   // bytes of its note types, and of its decks
	MaxNotes      = 1_000_000
	MaxCards      = 4 * MaxNotes
	MaxField      = 4 << 20   // bytes of one note's fields and tags together
	MaxFields     = 1000      // fields of one note
	MaxText       = 256 << 20 // bytes of all notes, and of all that is made of them
	patience      = 2 * time.Minute
)

// What can be wrong with a package.
var (
	ErrNoPackage = errors.New("this is not an Anki package")
	ErrDamaged   = errors.New("the Anki package is damaged")
	ErrTooLarge  = errors.New("the Anki package is too large")
	ErrEncrypted = errors.New("the Anki package is encrypted")
)

// Read reads the notes of a package of size bytes. Cards without a deck go into one that is called by name.
// Cards of one note share their Line, which is the note's number in the package.
func Read(ctx context.Context, name string, r io.ReaderAt, size int64) (doc importer.Document, err error) {
	defer func() {
		// The SQLite library is a translation from C: whatever a crafted file makes it do must not end the program.
		if p := recover(); p != nil {
			err = fmt.Errorf("read %s: %w: %v", name, ErrDamaged, p)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	base := filepath.Base(name)
	deck := cmp.Or(strings.TrimSuffix(base, filepath.Ext(base)), base)
	doc = importer.Document{Name: name, Format: "apkg", Deck: deck}
	if err := read(ctx, &doc, r, size); err != nil {
		return doc, fmt.Errorf("read %s: %w", name, err)
	}
	if len(doc.Cards)+len(doc.Unanswered) == 0 {
		return doc, fmt.Errorf("read %s: %w", name, importer.ErrNoQuestions)
	}
	return doc, nil
}

func read(ctx context.Context, doc *importer.Document, r io.ReaderAt, size int64) error {
	layout, data, err := unpack(r, size)
	if err != nil {
		return err
	}
	doc.Layout = layout
	c, err := openCollection(ctx, data)
	if err != nil {
		return err
	}
	defer c.close()
	types, err := c.noteTypes(ctx)
	if err != nil {
		return err
	}
	decks, err := c.decks(ctx)
	if err != nil {
		return err
	}
	notes, err := c.notes(ctx)
	if err != nil {
		return err
	}
	w := writer{ctx: ctx, doc: doc, types: types, decks: decks}
	for i, n := range notes {
		if err := w.note(i+1, n); err != nil {
			return err
		}
	}
	return nil
}

// damaged marks an error as the package's.
func damaged(err error) error {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: reading it takes longer than %v", ErrTooLarge, patience)
	case errors.Is(err, context.Canceled):
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}
