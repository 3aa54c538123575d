//go:build !unix

package process

// Without job control there is nothing to stop and nothing to go on after.

func suspend() func() { return nil }

func resumed() <-chan struct{} { return nil }
