package process

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// folderDanger says, in the words of a warning, why a folder is a bad place for a database; "" when
// it is a good one. The path is absolute and without symbolic links.
func folderDanger(folder string) string { return dangerOf(folder, lookFor, networkOf(folder)) }

// lookFor returns what is at a path now; nil where there is nothing.
func lookFor(path string) fs.FileInfo {
	info, err := os.Lstat(path)
	if err != nil {
		return nil
	}
	return info
}

// dangerOf judges a folder by the names in its path, by what marks it or a folder above it, and by
// the network file system that it is on, if any.
func dangerOf(folder string, look func(path string) fs.FileInfo, network string) string {
	if network != "" {
		return "on a network file system (" + network + ")"
	}
	for dir := folder; ; dir = filepath.Dir(dir) {
		if who := syncedByName(filepath.Base(dir)); who != "" {
			return "in a folder of " + who
		}
		if who := syncedByMark(dir, look); who != "" {
			return "in a folder of " + who
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// syncedByName returns the service whose folder has this name. The name of an account may follow:
// "OneDrive - Company", "Dropbox (Personal)", "GoogleDrive-me@example.org".
func syncedByName(name string) string {
	for _, service := range []struct{ known, who string }{
		{"dropbox", "Dropbox"},
		{"mobile documents", "iCloud Drive"}, {"iclouddrive", "iCloud Drive"}, {"icloud drive", "iCloud Drive"},
		{"onedrive", "OneDrive"},
		{"google drive", "Google Drive"}, {"googledrive", "Google Drive"},
	} {
		if isNameOf(strings.ToLower(name), service.known) {
			return service.who
		}
	}
	return ""
}

// isNameOf reports whether a folder has a known name, alone or followed by an account's.
func isNameOf(name, known string) bool {
	owner, ok := strings.CutPrefix(name, known)
	if owner = strings.TrimPrefix(owner, " "); !ok || owner == "" {
		return ok
	}
	return owner[0] == '-' || owner[0] == '('
}

// syncedByMark returns the service that put its mark into a folder. Dropbox keeps its settings in a
// folder .dropbox in the user's home; in the folder that it synchronises, .dropbox is a file.
func syncedByMark(dir string, look func(path string) fs.FileInfo) string {
	dropbox := look(filepath.Join(dir, ".dropbox"))
	switch {
	case look(filepath.Join(dir, ".stfolder")) != nil:
		return "Syncthing"
	case dropbox != nil && dropbox.Mode().IsRegular(), look(filepath.Join(dir, ".dropbox.cache")) != nil:
		return "Dropbox"
	}
	return ""
}
