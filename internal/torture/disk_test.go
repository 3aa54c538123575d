package torture

import (
	"os"
	"path/filepath"
	"sync"

	sqlite3 "modernc.org/sqlite/lib"
)

// disk is a folder that can fail. What SQLite does to the files in it is counted, may be made to go
// wrong and may be recorded; the folder itself is one like any other.
type disk struct {
	folder string
	loose  looseness

	mu     sync.Mutex
	fault  *fault
	count  int // operations since the fault was set
	hits   int // how many of them went wrong
	record *record
}

// operation is a kind of what is done to a disk.
type operation int

const (
	opRead operation = iota
	opCreate
	opWrite
	opTruncate
	opSync
	opRemove
	opSyncFolder // only recorded: it happens within opSync and opRemove
	opAck        // only recorded: iq told the learner that something is done
)

// style is how a disk fails.
type style int

const (
	broken  style = iota // nothing can be done to it
	full                 // nothing can be added to it
	halfway              // as full, but half of what is written gets there
	styles
)

func (s style) String() string { return [...]string{"broken", "full", "halfway"}[s] }

// fault is what is to go wrong.
type fault struct {
	at      int // the operation that fails, from 1
	forGood bool
	style   style
	reads   bool // reading counts as well
}

// disks are found by their folders.
var disks struct {
	sync.RWMutex
	byFolder map[string]*disk
}

// insert makes a folder a disk; eject undoes it.
func insert(folder string) *disk {
	d := &disk{folder: folder}
	disks.Lock()
	defer disks.Unlock()
	if disks.byFolder == nil {
		disks.byFolder = map[string]*disk{}
	}
	disks.byFolder[folder] = d
	return d
}

func (d *disk) eject() {
	disks.Lock()
	defer disks.Unlock()
	delete(disks.byFolder, d.folder)
}

func diskOf(folder string) *disk {
	disks.RLock()
	defer disks.RUnlock()
	return disks.byFolder[folder]
}

// set arranges for a fault, or with nil for none, and counts anew.
func (d *disk) set(f *fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault, d.count, d.hits = f, 0, 0
}

// mend takes the fault away, and leaves the count.
func (d *disk) mend() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = nil
}

// counted tells how many operations there were since set, and how many of them failed.
func (d *disk) counted() (count, hits int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count, d.hits
}

// fails counts an operation and reports whether it is to go wrong.
func (d *disk) fails(op operation) bool { return d.failing(op) != nil }

// strikes reports whether a fault hits the operation of a number.
func (f *fault) strikes(n int) bool { return n == f.at || n > f.at && f.forGood }

// failing returns the fault that an operation, which it counts, falls to.
func (d *disk) failing(op operation) *fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.fault
	if op == opRead && (f == nil || !f.reads) {
		return nil
	}
	d.count++
	if f == nil || !f.strikes(d.count) {
		return nil
	}
	if d.count > f.at && f.style != broken && op != opWrite && op != opCreate {
		return nil // a full disk can still be synced, read and freed
	}
	d.hits++
	return f
}

// note records an operation that was done.
func (d *disk) note(e entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.record != nil {
		d.record.add(e)
	}
}

// openFile is a file of a disk that SQLite has open.
type openFile struct {
	*disk
	name string
	// The folder is synced with the first sync of a log or a journal that may be new, as SQLite's own
	// file system does.
	syncFolder bool
	created    bool
}

// journals are the files whose folder is synced with them.
const journals = sqlite3.SQLITE_OPEN_WAL | sqlite3.SQLITE_OPEN_MAIN_JOURNAL | sqlite3.SQLITE_OPEN_SUPER_JOURNAL

func (d *disk) open(name string, flags int32) (*openFile, int32) {
	f := &openFile{disk: d, name: name}
	if flags&sqlite3.SQLITE_OPEN_CREATE == 0 {
		return f, sqlite3.SQLITE_OK
	}
	f.syncFolder = flags&journals != 0
	if _, err := os.Stat(filepath.Join(d.folder, name)); err != nil {
		f.created = true
		if d.fails(opCreate) {
			return nil, sqlite3.SQLITE_CANTOPEN
		}
	}
	return f, sqlite3.SQLITE_OK
}

// opened records a file that was not there before, whether SQLite made it or somebody else.
func (d *disk) opened(f *openFile) { d.note(entry{op: opCreate, name: f.name}) }

func (f *openFile) read() int32 {
	if f.fails(opRead) {
		return sqlite3.SQLITE_IOERR_READ
	}
	return sqlite3.SQLITE_OK
}

func (f *openFile) write(data []byte, offset int64, do func(n int) int32) int32 {
	n, failed := len(data), int32(sqlite3.SQLITE_OK)
	if fault := f.failing(opWrite); fault != nil {
		n, failed = 0, sqlite3.SQLITE_IOERR_WRITE
		switch fault.style {
		case full:
			failed = sqlite3.SQLITE_FULL
		case halfway:
			n, failed = len(data)/2, sqlite3.SQLITE_FULL
		}
	}
	if n > 0 {
		if rc := do(n); rc != sqlite3.SQLITE_OK {
			return rc
		}
		f.note(entry{op: opWrite, name: f.name, offset: offset, data: data[:n]})
	}
	return failed
}

func (f *openFile) truncate(size int64, do func() int32) int32 {
	if f.fails(opTruncate) {
		return sqlite3.SQLITE_IOERR_TRUNCATE
	}
	rc := do()
	if rc == sqlite3.SQLITE_OK {
		f.note(entry{op: opTruncate, name: f.name, offset: size})
	}
	return rc
}

func (f *openFile) sync() int32 {
	if f.fails(opSync) {
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	if f.skips(f.name) {
		return sqlite3.SQLITE_OK
	}
	f.note(entry{op: opSync, name: f.name})
	if f.syncFolder {
		f.syncFolder = false
		f.note(entry{op: opSyncFolder})
	}
	return sqlite3.SQLITE_OK
}

func (d *disk) remove(name string, syncFolder bool, do func() int32) int32 {
	if d.fails(opRemove) {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	rc := do()
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	d.note(entry{op: opRemove, name: name})
	if syncFolder {
		d.note(entry{op: opSyncFolder})
	}
	return rc
}
