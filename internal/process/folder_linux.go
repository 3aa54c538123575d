package process

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// networkOf returns the network file system that a folder is on; "" where it is on a local one.
func networkOf(folder string) string {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return ""
	}
	if uint32(s.Type) != unix.FUSE_SUPER_MAGIC {
		return networkMagics[uint32(s.Type)]
	}
	// The kernel says only that a program provides this file system; the list of mounts says which.
	var st unix.Stat_t
	if err := unix.Stat(folder, &st); err != nil {
		return ""
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	return networkMount(string(mounts), unix.Major(uint64(st.Dev)), unix.Minor(uint64(st.Dev)))
}

// networkMagics are the numbers by which the kernel knows network file systems.
var networkMagics = map[uint32]string{
	unix.NFS_SUPER_MAGIC: "nfs", unix.SMB_SUPER_MAGIC: "smb", unix.SMB2_SUPER_MAGIC: "smb",
	unix.CIFS_SUPER_MAGIC: "cifs", unix.V9FS_MAGIC: "9p", unix.AFS_SUPER_MAGIC: "afs", unix.AFS_FS_MAGIC: "afs",
	unix.CEPH_SUPER_MAGIC: "ceph", unix.CODA_SUPER_MAGIC: "coda", unix.NCP_SUPER_MAGIC: "ncp",
}

// networkPrograms are file systems in user space that lie on other machines.
var networkPrograms = []string{
	"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.davfs", "fuse.glusterfs", "fuse.ceph-fuse",
	"fuse.ceph", "fuse.gvfsd-fuse",
}

// networkMount finds a device among the mounts, which proc_pid_mountinfo(5) describes, and returns
// its type where that is one of networkPrograms.
func networkMount(mounts string, major, minor uint32) string {
	device := fmt.Sprintf("%d:%d", major, minor)
	for line := range strings.Lines(mounts) {
		mount, kind, found := strings.Cut(line, " - ")
		if fields := strings.Fields(mount); !found || len(fields) < 3 || fields[2] != device {
			continue
		}
		if kind, _, _ = strings.Cut(kind, " "); slices.Contains(networkPrograms, kind) {
			return kind
		}
	}
	return ""
}
