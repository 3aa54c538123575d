package db

import (
	"path/filepath"
	"slices"
	"testing"

	"iq/db/internal/file"
)

// TestNewFoldersAreSynced makes a database in folders that are new: each must be entered for good in
// the one above it before the first grade is acknowledged, or a cut of the power takes all of them.
func TestNewFoldersAreSynced(t *testing.T) {
	var synced []string
	really := file.SyncFolder
	file.SyncFolder = func(path string) error {
		synced = append(synced, path)
		return really(path)
	}
	t.Cleanup(func() { file.SyncFolder = really })
	folder := t.TempDir()
	openAt(t, filepath.Join(folder, "share", "iq", "iq.db"), Write)
	if want := []string{folder, filepath.Join(folder, "share")}; !slices.Equal(synced, want) {
		t.Errorf("synced %q, want %q", synced, want)
	}
	synced = nil
	openAt(t, filepath.Join(folder, "share", "iq", "other.db"), Write)
	if len(synced) > 0 {
		t.Errorf("no folder is new, and %q were synced", synced)
	}
}
