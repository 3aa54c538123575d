package main

import "syscall"

// limitMemory keeps a change that asks for ever more memory from taking all there is.
func limitMemory() error {
	const bytes = 6 << 30 // of addresses, of which a Go program reserves more than it uses
	return syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: bytes, Max: bytes})
}
