//go:build !linux

package main

// obstruct has no way to do that here.
func obstruct() {}
