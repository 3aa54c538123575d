package file

import (
	"net/url"
	"os"
	"path/filepath"
)

// ReadOnlyQuery opens a file that cannot be written. With no log beside it the file is complete
// and nobody can change it, and only `immutable` spares SQLite from making companions.
func ReadOnlyQuery(path string) string {
	for _, log := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + log); err == nil && info.Size() > 0 {
			return "mode=ro"
		}
	}
	return "mode=ro&immutable=1"
}

// DSN names the file to the driver. A misspelt key is ignored silently, so TestPragmas reads each
// setting back.
func DSN(path, query string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	u.RawQuery = "_txlock=immediate&_dqs=0" +
		"&_pragma=busy_timeout(10000)" +
		"&_pragma=foreign_keys(1)" +
		"&_pragma=synchronous(FULL)" +
		"&_pragma=trusted_schema(0)"
	if query != "" {
		u.RawQuery += "&" + query
	}
	return u.String()
}
