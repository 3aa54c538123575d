package process

import "testing"

func TestNetworkMount(t *testing.T) {
	const mounts = `22 28 0:20 / /proc rw,relatime shared:12 - proc proc rw
36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
40 28 0:52 / /home/me/far rw,nosuid shared:300 - fuse.sshfs me@example.org: rw,user_id=1000
41 28 0:53 / /home/me/my\040disk rw - fuse.ntfs-3g /dev/sdb1 rw
42 28 0:54 / /home/me/bucket rw - fuse.rclone remote: rw
broken line
`
	for minor, want := range map[uint32]string{52: "fuse.sshfs", 53: "", 54: "fuse.rclone", 20: "", 5: "", 99: ""} {
		if got := networkMount(mounts, 0, minor); got != want {
			t.Errorf("0:%d is %q, want %q", minor, got, want)
		}
	}
}

func TestThisFolderIsOnNoNetwork(t *testing.T) {
	if got := networkOf("/proc"); got != "" {
		t.Errorf("/proc is on %q", got)
	}
	if got := networkOf("/no/such/folder"); got != "" {
		t.Errorf("what is not there is on %q", got)
	}
}
