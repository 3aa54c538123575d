package torture

import "modernc.org/libc"

// These go to the original file system as they come.

func xFileSize(tls *libc.TLS, file, size uintptr) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, uintptr) int32](m.FxFileSize)(tls, real, size)
}

func xLock(tls *libc.TLS, file uintptr, level int32) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, int32) int32](m.FxLock)(tls, real, level)
}

func xUnlock(tls *libc.TLS, file uintptr, level int32) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, int32) int32](m.FxUnlock)(tls, real, level)
}

func xCheckReservedLock(tls *libc.TLS, file, result uintptr) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, uintptr) int32](m.FxCheckReservedLock)(tls, real, result)
}

func xFileControl(tls *libc.TLS, file uintptr, op int32, arg uintptr) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, int32, uintptr) int32](m.FxFileControl)(tls, real, op, arg)
}

func xSectorSize(tls *libc.TLS, file uintptr) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr) int32](m.FxSectorSize)(tls, real)
}

func xDeviceCharacteristics(tls *libc.TLS, file uintptr) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr) int32](m.FxDeviceCharacteristics)(tls, real)
}

func xShmMap(tls *libc.TLS, file uintptr, region, size, extend int32, result uintptr) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32](m.FxShmMap)(tls, real, region, size,
		extend, result)
}

func xShmLock(tls *libc.TLS, file uintptr, offset, n, flags int32) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, int32, int32, int32) int32](m.FxShmLock)(tls, real, offset, n, flags)
}

func xShmBarrier(tls *libc.TLS, file uintptr) {
	real, m := beneath(file)
	method[func(*libc.TLS, uintptr)](m.FxShmBarrier)(tls, real)
}

func xShmUnmap(tls *libc.TLS, file uintptr, remove int32) int32 {
	real, m := beneath(file)
	return method[func(*libc.TLS, uintptr, int32) int32](m.FxShmUnmap)(tls, real, remove)
}
