package cli

import "path/filepath"

// folderWarning is the setting that turns the warning about the database's folder off.
const folderWarning = "folder-warning"

// warnOfFolder says once a command, before the work, that what is written to the database may be lost
// where it is. SQLite's log and the file have to change together, which whatever copies them one by
// one does not know, and locks do not hold over most networks.
func (p *program) warnOfFolder(l *library) {
	if p.warnedOfFolder || p.FolderDanger == nil {
		return
	}
	p.warnedOfFolder = true
	if on, err := l.settings.value(folderWarning); err == nil && on == "off" {
		return
	}
	path, err := filepath.EvalSymlinks(l.Path())
	if err != nil {
		return // it was opened there a moment ago: whatever this is, the command will meet it too
	}
	if where := p.FolderDanger(filepath.Dir(path)); where != "" {
		p.warn("the database %s is %s, where it can be damaged or lose grades; keep it in a local folder and "+
			"put only copies there: 'iq backup FILE' or 'iq export' ('iq config %s off' ends this warning)",
			path, where, folderWarning)
	}
}
