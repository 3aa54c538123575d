package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// trySound makes sure that the tests pass with nothing changed: else every change would be noticed.
func trySound(drawn []mutation, limit time.Duration) error {
	var packages []string
	for _, m := range drawn {
		packages = append(packages, m.source.testedBy()...)
	}
	slices.Sort(packages)
	out, err := test(limit, slices.Compact(packages))
	if err != nil {
		return fmt.Errorf("the tests fail with nothing changed: %w\n%s", err, out)
	}
	return nil
}

// noticed reports whether a test fails on the mutation, or does not end.
func (m mutation) noticed(limit time.Duration) (bool, error) {
	folder, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(folder)
	changed, overlay := filepath.Join(folder, "changed.go"), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{m.source.files[m.file]: changed}})
	if err == nil {
		err = errors.Join(os.WriteFile(changed, m.mutated(), 0o600), os.WriteFile(overlay, replace, 0o600))
	}
	if err != nil {
		return false, err
	}
	out, err := test(limit, m.source.testedBy(), "-overlay", overlay)
	if bytes.Contains(out, []byte("[build failed]")) || bytes.Contains(out, []byte("[setup failed]")) {
		return false, fmt.Errorf("%s", out)
	}
	return err != nil, nil
}

// test runs the short tests of packages. The go command ends a test that exceeds the limit; the time
// on top of it is for building.
func test(limit time.Duration, packages []string, flags ...string) (out []byte, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*limit)
	defer cancel()
	args := append([]string{"test", "-short", "-count=1", "-vet=off", "-failfast", "-timeout", limit.String()},
		flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, packages...)...)
	cmd.WaitDelay = 10 * time.Second
	return cmd.CombinedOutput()
}
