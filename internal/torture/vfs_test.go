package torture

import (
	"fmt"
	"path/filepath"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The file system that SQLite uses by default, wrapped: what is opened in the folder of a disk goes
// through that disk, everything else straight to the original.
var (
	original *sqlite3.Tsqlite3_vfs
	wrapped  *sqlite3.Tsqlite3_vfs
	methods  *sqlite3.Tsqlite3_io_methods
)

// handle is an open file as SQLite sees it. The original's own follows it in memory.
type handle struct {
	methods uintptr
	id      uintptr // of the openFile
}

const handleSize = unsafe.Sizeof(handle{})

var openFiles struct {
	sync.RWMutex
	last  uintptr
	files map[uintptr]*openFile
}

// at returns the value at an address outside of Go's memory, where SQLite keeps its own.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// callable gives a function the form in which SQLite's tables keep them. It must be declared at the
// top level, so that it is never moved or freed.
func callable[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// method reads an entry of such a table.
func method[F any](entry uintptr) F { return *(*F)(unsafe.Pointer(&entry)) }

// install makes the wrapped file system the default of this process.
func install() error {
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := sqlite3.Xsqlite3_initialize(tls); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("initialise SQLite: %d", rc)
	}
	original = at[sqlite3.Tsqlite3_vfs](sqlite3.Xsqlite3_vfs_find(tls, 0))
	address := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(*original)))
	table := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(*methods)))
	name, err := libc.CString("torture")
	if address == 0 || table == 0 || err != nil {
		return fmt.Errorf("no memory for a file system: %v", err)
	}
	wrapped, methods = at[sqlite3.Tsqlite3_vfs](address), at[sqlite3.Tsqlite3_io_methods](table)
	openFiles.files = map[uintptr]*openFile{}
	fillMethods()
	*wrapped = *original
	wrapped.FzName, wrapped.FpNext = name, 0
	wrapped.FszOsFile = int32(handleSize) + original.FszOsFile
	wrapped.FxOpen, wrapped.FxDelete = callable(xOpen), callable(xDelete)
	if rc := sqlite3.Xsqlite3_vfs_register(tls, address, 1); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("register the file system: %d", rc)
	}
	return nil
}

// fillMethods fills the table of what can be done to an open file: all but memory-mapped reading,
// which iq does not use.
func fillMethods() {
	*methods = sqlite3.Tsqlite3_io_methods{
		FiVersion: 2,
		FxClose:   callable(xClose), FxRead: callable(xRead), FxWrite: callable(xWrite),
		FxTruncate: callable(xTruncate), FxSync: callable(xSync), FxFileSize: callable(xFileSize),
		FxLock: callable(xLock), FxUnlock: callable(xUnlock), FxCheckReservedLock: callable(xCheckReservedLock),
		FxFileControl: callable(xFileControl), FxSectorSize: callable(xSectorSize),
		FxDeviceCharacteristics: callable(xDeviceCharacteristics),
		FxShmMap:                callable(xShmMap), FxShmLock: callable(xShmLock),
		FxShmBarrier: callable(xShmBarrier), FxShmUnmap: callable(xShmUnmap),
	}
}

// beneath returns the original's own file and its table of methods.
func beneath(file uintptr) (uintptr, *sqlite3.Tsqlite3_io_methods) {
	real := file + handleSize
	return real, at[sqlite3.Tsqlite3_io_methods](at[sqlite3.Tsqlite3_file](real).FpMethods)
}

func fileOf(file uintptr) *openFile {
	openFiles.RLock()
	defer openFiles.RUnlock()
	return openFiles.files[at[handle](file).id]
}

func xOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32 {
	originalOpen := method[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](original.FxOpen)
	self := uintptr(unsafe.Pointer(original))
	var d *disk
	if name != 0 {
		d = diskOf(filepath.Dir(libc.GoString(name)))
	}
	if d == nil {
		return originalOpen(tls, self, name, file, flags, outFlags)
	}
	*at[handle](file) = handle{}
	*at[sqlite3.Tsqlite3_file](file + handleSize) = sqlite3.Tsqlite3_file{}
	base := filepath.Base(libc.GoString(name))
	f, rc := d.open(base, flags)
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	if rc := originalOpen(tls, self, name, file+handleSize, flags, outFlags); rc != sqlite3.SQLITE_OK {
		return rc
	}
	d.opened(f)
	openFiles.Lock()
	defer openFiles.Unlock()
	openFiles.last++
	openFiles.files[openFiles.last] = f
	*at[handle](file) = handle{uintptr(unsafe.Pointer(methods)), openFiles.last}
	return sqlite3.SQLITE_OK
}

func xDelete(tls *libc.TLS, vfs, name uintptr, syncFolder int32) int32 {
	originalDelete := method[func(*libc.TLS, uintptr, uintptr, int32) int32](original.FxDelete)
	path := libc.GoString(name)
	remove := func() int32 { return originalDelete(tls, uintptr(unsafe.Pointer(original)), name, syncFolder) }
	if d := diskOf(filepath.Dir(path)); d != nil {
		return d.remove(filepath.Base(path), syncFolder != 0, remove)
	}
	return remove()
}

func xClose(tls *libc.TLS, file uintptr) int32 {
	openFiles.Lock()
	delete(openFiles.files, at[handle](file).id)
	openFiles.Unlock()
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr) int32](m.FxClose)(tls, real)
}

func xRead(tls *libc.TLS, file, into uintptr, n int32, offset int64) int32 {
	if rc := fileOf(file).read(); rc != sqlite3.SQLITE_OK {
		return rc
	}
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](m.FxRead)(tls, real, into, n, offset)
}

func xWrite(tls *libc.TLS, file, from uintptr, n int32, offset int64) int32 {
	real, m := beneath(file)
	data := unsafe.Slice(at[byte](from), n)
	return fileOf(file).write(data, offset, func(n int) int32 {
		return method[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](m.FxWrite)(tls, real, from, int32(n),
			offset)
	})
}

func xTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	real, m := beneath(file)
	return fileOf(file).truncate(size, func() int32 {
		return method[func(*libc.TLS, uintptr, int64) int32](m.FxTruncate)(tls, real, size)
	})
}

// xSync leaves the sync out: what a cut of the power would leave is reckoned from the record, and no
// other misfortune here depends on it.
func xSync(tls *libc.TLS, file uintptr, flags int32) int32 { return fileOf(file).sync() }
