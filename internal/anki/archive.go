package anki

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// forms are the SQLite files that a package may hold, newest first. A newer package also holds an older file,
// whose only note asks the user to update Anki, so the first that is there counts.
var forms = []struct {
	entry, layout string
	zstd          bool
}{
	{"collection.anki21b", "anki21b", true},
	{"collection.anki21", "anki21", false},
	{"collection.anki2", "anki2", false},
}

// directoryReader lets no more than left bytes be read: the archive's whole list of files is in memory before
// anything can be said about it.
type directoryReader struct {
	io.ReaderAt
	left int64
}

func (d *directoryReader) ReadAt(p []byte, off int64) (int, error) {
	if d.left -= int64(len(p)); d.left < 0 {
		return 0, fmt.Errorf("%w: more than %d MB of names of files in it", ErrTooLarge, MaxDirectory>>20)
	}
	return d.ReaderAt.ReadAt(p, off)
}

// unpack returns the collection of the archive and the name of its form.
func unpack(r io.ReaderAt, size int64) (layout string, data []byte, err error) {
	bounded := &directoryReader{ReaderAt: r, left: MaxDirectory}
	z, err := zip.NewReader(bounded, size)
	switch {
	case errors.Is(err, zip.ErrFormat):
		return "", nil, ErrNoPackage
	case errors.Is(err, ErrTooLarge):
		return "", nil, err
	case err != nil:
		return "", nil, damaged(err)
	}
	bounded.left = math.MaxInt64
	if len(z.File) > MaxEntries {
		return "", nil, fmt.Errorf("%w: more than %d files in it", ErrTooLarge, MaxEntries)
	}
	for _, form := range forms {
		// The first of the name: Anki never writes a second.
		for _, f := range z.File {
			if f.Name == form.entry {
				data, err := extract(f, form.zstd)
				return form.layout, data, err
			}
		}
	}
	return "", nil, ErrNoPackage
}

var errCollection = fmt.Errorf("%w: its collection is larger than %d MB", ErrTooLarge, MaxCollection>>20)

// encrypted is the bit in a file's header for it (APPNOTE 4.4.4).
const encrypted = 1

// extract reads one file of the archive into memory. The size that the archive states may spare the work, but is
// not believed.
func extract(f *zip.File, compressed bool) ([]byte, error) {
	if f.Flags&encrypted != 0 {
		return nil, ErrEncrypted
	}
	if f.UncompressedSize64 > MaxCollection {
		return nil, errCollection
	}
	rc, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	defer rc.Close()
	var r io.Reader = rc
	if compressed {
		z, err := zstd.NewReader(rc, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxCollection),
			zstd.WithDecoderMaxWindow(64<<20))
		if err != nil {
			return nil, damaged(err)
		}
		defer z.Close()
		r = z
	}
	var b bytes.Buffer
	b.Grow(int(f.UncompressedSize64) + bytes.MinRead) // growing as it comes would take twice the room
	n, err := io.Copy(&b, io.LimitReader(r, MaxCollection+1))
	switch {
	case n > MaxCollection, errors.Is(err, zstd.ErrDecoderSizeExceeded), errors.Is(err, zstd.ErrWindowSizeExceeded):
		return nil, errCollection
	case err != nil:
		return nil, damaged(err)
	case !bytes.HasPrefix(b.Bytes(), []byte("SQLite format 3\x00")):
		return nil, fmt.Errorf("%w: its collection is not a SQLite file", ErrDamaged)
	}
	return b.Bytes(), nil
}
