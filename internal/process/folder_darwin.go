package process

import (
	"slices"

	"golang.org/x/sys/unix"
)

// networkKinds are the names of macOS for file systems that lie on other machines.
var networkKinds = []string{
	"nfs", "smbfs", "afpfs", "webdav", "ftp", "cifs", "sshfs", "macfuse_sshfs", "osxfuse_sshfs",
}

// networkOf returns the network file system that a folder is on; "" where it is on a local one.
func networkOf(folder string) string {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return ""
	}
	kind := unix.ByteSliceToString(s.Fstypename[:])
	if slices.Contains(networkKinds, kind) {
		return kind
	}
	return ""
}
