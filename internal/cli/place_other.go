//go:build !linux && !darwin

package cli

// networkOf names the network file system that a folder is on. Here nothing is known of it.
func networkOf(string) string { return "" }
