//go:build unix

package iqtest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sync"
	"syscall"

	_ "iq/internal/process" // so that go test knows of each change to the program
)

var (
	buildMu sync.Mutex
	built   = map[string]string{} // package -> its program
)

// Build returns the path of a main package's program; that of "iq" is iq as it ships. All tests of this
// tree share one build, and every user of the machine may run it.
func Build(pkg string) (program string, err error) {
	buildMu.Lock()
	defer buildMu.Unlock()
	if program, ok := built[pkg]; ok {
		return program, nil
	}
	if program, err = build(pkg); err != nil {
		return "", fmt.Errorf("build %s: %w", pkg, err)
	}
	built[pkg] = program
	return program, nil
}

// build leaves it to the go command to see whether anything has changed since another test built it.
func build(pkg string) (program string, err error) {
	folder, err := buildFolder()
	if err != nil {
		return "", err
	}
	lock, err := os.Open(folder)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	program = filepath.Join(folder, path.Base(pkg))
	args := append([]string{"build", "-o", program}, buildFlags...)
	cmd := exec.Command("go", append(args, pkg)...)
	cmd.Env = append(os.Environ(), buildEnviron...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return program, nil
}

// buildFolder makes the folder for the programs of this tree, or finds the one that an earlier test has
// made. Its name can be guessed, so it must not belong to anybody else.
func buildFolder() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	tree := sha256.Sum256(fmt.Append(nil, root, buildFlags))
	folder := filepath.Join(os.TempDir(), fmt.Sprintf("iq-test-%d-%x", os.Getuid(), tree[:6]))
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(folder)
	if err != nil {
		return "", err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(stat.Uid) != os.Getuid() {
		return "", fmt.Errorf("%s is somebody else's", folder)
	}
	return folder, os.Chmod(folder, 0o755)
}

// moduleRoot returns the folder of go.mod, above the one in which the test runs.
func moduleRoot() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
	}
	return "", errors.New("no go.mod above this test")
}
