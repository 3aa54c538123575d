//go:build !linux

package main

func obstruct() {}
