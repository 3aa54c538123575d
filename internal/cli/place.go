package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folderWarning is the setting that turns the warning about the database's place off.
const folderWarning = "folder-warning"

// warnOfPlace says once a command, before the work, that the database is where what is written to it
// may be lost. SQLite's log and the file have to change together, which whoever copies them one by
// one does not know; and locks do not hold over most networks.
func (p *program) warnOfPlace(l *library) {
	if p.placeTold {
		return
	}
	p.placeTold = true
	if on, err := l.settings.value(folderWarning); err == nil && on == "off" {
		return
	}
	path, err := filepath.EvalSymlinks(l.Path())
	if err != nil {
		return // the file is looked for where it was opened a moment ago: whatever it is, the work will tell
	}
	folder := filepath.Dir(path)
	if where := dangerOf(folder, lookFor, networkOf(folder)); where != "" {
		p.warn("the database %s is %s, where it can be damaged or lose grades; keep it in a local folder, and only copies there: "+
			"'iq backup FILE' or 'iq export' ('iq config %s off' ends this warning)", path, where, folderWarning)
	}
}

// lookFor tells what a path is now; nil for nothing.
func lookFor(path string) fs.FileInfo {
	info, err := os.Lstat(path)
	if err != nil {
		return nil
	}
	return info
}

// dangerOf tells, in the words of a warning, why a folder is no place for a database: by the names
// in its path, by what marks it or a folder above it, and by the network file system that it is on,
// if any. It is "" for a good place. The path is absolute, and without symbolic links.
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

// syncedByName knows the folders of the services by their names, which end with whose they are where
// somebody has several: "OneDrive - Company", "Dropbox (Personal)", "GoogleDrive-me@example.org".
func syncedByName(name string) string {
	for _, service := range []struct {
		who   string
		names []string
	}{
		{"Dropbox", []string{"dropbox"}},
		{"iCloud Drive", []string{"mobile documents", "iclouddrive", "icloud drive"}},
		{"OneDrive", []string{"onedrive"}},
		{"Google Drive", []string{"google drive", "googledrive"}},
	} {
		if slices.ContainsFunc(service.names, func(known string) bool { return isNameOf(strings.ToLower(name), known) }) {
			return service.who
		}
	}
	return ""
}

// isNameOf reports whether a folder is called so, or so and then whose it is.
func isNameOf(name, known string) bool {
	owner, ok := strings.CutPrefix(name, known)
	owner = strings.TrimPrefix(owner, " ")
	return ok && (owner == "" || owner[0] == '-' || owner[0] == '(')
}

// syncedByMark knows them by what they put into their topmost folder. Dropbox keeps its settings in
// a folder .dropbox in the user's home; in its own folder .dropbox is a file.
func syncedByMark(dir string, look func(path string) fs.FileInfo) string {
	if look(filepath.Join(dir, ".stfolder")) != nil {
		return "Syncthing"
	}
	if info := look(filepath.Join(dir, ".dropbox")); info != nil && info.Mode().IsRegular() {
		return "Dropbox"
	}
	if look(filepath.Join(dir, ".dropbox.cache")) != nil {
		return "Dropbox"
	}
	return ""
}
