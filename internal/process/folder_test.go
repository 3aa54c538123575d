package process

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestDangerOf(t *testing.T) {
	for _, tt := range []struct {
		folder, marks, network, want string // marks: files; a name that ends in / is a folder
	}{
		{"/home/me/.local/share/iq", "", "", ""},
		{"/", "", "", ""},
		{"/home/me/Dropbox", "", "", "Dropbox"},
		{"/home/me/Dropbox/notes/iq", "", "", "Dropbox"},
		{"/home/me/Dropbox (Personal)/iq", "", "", "Dropbox"},
		{"/Users/me/Library/CloudStorage/Dropbox-Company/iq", "", "", "Dropbox"},
		{"/home/me/dropboxes/iq", "", "", ""},
		{"/home/me/my-dropbox/iq", "", "", ""},
		{"/data/synced/iq", "data/synced/.dropbox", "", "Dropbox"},
		{"/data/synced/iq", "data/synced/.dropbox.cache/x", "", "Dropbox"},
		{"/home/me/.local/share/iq", "home/me/.dropbox/info.json", "", ""}, // its settings are in every home
		{"/Users/me/Library/Mobile Documents/com~apple~CloudDocs/iq", "", "", "iCloud Drive"},
		{"/c/Users/me/iCloudDrive/iq", "", "", "iCloud Drive"},
		{"/c/Users/me/OneDrive/iq", "", "", "OneDrive"},
		{"/c/Users/me/OneDrive - Some Company/iq", "", "", "OneDrive"},
		{"/Users/me/Library/CloudStorage/OneDrive-Personal", "", "", "OneDrive"},
		{"/home/me/onedriver/iq", "", "", ""},
		{"/Users/me/Google Drive/iq", "", "", "Google Drive"},
		{"/Users/me/Library/CloudStorage/GoogleDrive-me@example.org/My Drive", "", "", "Google Drive"},
		{"/home/me/Sync/iq", "home/me/Sync/.stfolder/x", "", "Syncthing"},
		{"/home/me/Sync/iq", "home/me/Sync/.stfolder", "", "Syncthing"},
		{"/home/me/Sync/iq", "home/me/Sync/iq/deeper/.stfolder/x", "", ""},
		{"/home/me/Sync/iq", "home/me/Other/.stfolder/x", "", ""},
		{"/mnt/share/iq", "", "nfs", "on a network file system (nfs)"},
	} {
		marked := fstest.MapFS{}
		if tt.marks != "" {
			marked[tt.marks] = &fstest.MapFile{}
		}
		look := func(path string) fs.FileInfo {
			info, err := fs.Stat(marked, strings.TrimPrefix(filepath.ToSlash(path), "/"))
			if err != nil {
				return nil
			}
			return info
		}
		want := tt.want
		if want != "" && tt.network == "" {
			want = "in a folder of " + want
		}
		if got := dangerOf(filepath.FromSlash(tt.folder), look, tt.network); got != want {
			t.Errorf("%s with %q: %q, want %q", tt.folder, tt.marks, got, want)
		}
	}
}
