package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// obstruct makes this process's database impossible to write at SIGUSR1, as it becomes on a disk that
// failed and that the system has gone on with for reading only; at SIGUSR2 it can be written again.
// Rights do not do it: they count when a file is opened, and do not count for root.
func obstruct() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1, syscall.SIGUSR2)
	for s := range signals {
		flags, said := os.O_RDONLY, "[read-only]"
		if s == syscall.SIGUSR2 {
			flags, said = os.O_RDWR, "[writable]"
		}
		if err := reopenLog(flags); err != nil {
			panic(err)
		}
		fmt.Println(said)
	}
}

// reopenLog opens SQLite's log, to which every change goes first, anew in its own place.
func reopenLog(flags int) error {
	open, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		return err
	}
	for _, fd := range open {
		path, err := os.Readlink(fd)
		if err != nil || !strings.HasSuffix(path, "-wal") {
			continue
		}
		f, err := os.OpenFile(path, flags, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		var old int
		if _, err := fmt.Sscan(filepath.Base(fd), &old); err != nil {
			return err
		}
		return syscall.Dup3(int(f.Fd()), old, syscall.O_CLOEXEC)
	}
	return fmt.Errorf("no log among %q", open)
}
