package cli

import (
	"slices"

	"golang.org/x/sys/unix"
)

// networkOf names the network file system that a folder is on; "" for none.
func networkOf(folder string) string {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return ""
	}
	kind := unix.ByteSliceToString(s.Fstypename[:])
	if slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav", "ftp", "cifs", "sshfs", "macfuse_sshfs", "osxfuse_sshfs"}, kind) {
		return kind
	}
	return ""
}
