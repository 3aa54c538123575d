package torture

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// entry is one operation of a record.
type entry struct {
	op     operation
	name   string // of the file in its folder
	offset int64  // of a write in bytes; the size that a truncation leaves
	data   []byte
}

// record is all that was done to a disk, in order, and the files it began with.
type record struct {
	before  map[string][]byte
	entries []entry
	known   map[string]bool // files that there are now
}

// startRecord records a disk from now on.
func (d *disk) startRecord() (*record, error) {
	files, err := readFolder(d.folder)
	if err != nil {
		return nil, err
	}
	r := &record{before: files, known: map[string]bool{}}
	for name := range files {
		r.known[name] = true
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.record = r
	return r, nil
}

func (d *disk) stopRecord() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.record = nil
}

// ack marks that iq has told the learner that something is done.
func (d *disk) ack() { d.note(entry{op: opAck}) }

func (r *record) add(e entry) {
	switch e.op {
	case opCreate:
		if r.known[e.name] {
			return // it was only opened
		}
		r.known[e.name] = true
	case opRemove:
		delete(r.known, e.name)
	case opWrite:
		e.data = bytes.Clone(e.data) // it is SQLite's own
	}
	r.entries = append(r.entries, e)
}

// readFolder returns the files that stand in a folder, but for the index of the log, which is memory
// rather than a file and is made anew after a crash.
func readFolder(folder string) (map[string][]byte, error) {
	list, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, f := range list {
		if f.IsDir() || strings.HasSuffix(f.Name(), indexExt) {
			continue
		}
		if files[f.Name()], err = os.ReadFile(filepath.Join(folder, f.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// indexExt ends the name of the log's index: iq.db-shm.
const indexExt = "-shm"

// fillFolder makes the files of a folder exactly these.
func fillFolder(folder string, files map[string][]byte) error {
	list, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, f := range list {
		if err := os.RemoveAll(filepath.Join(folder, f.Name())); err != nil {
			return err
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}
