//go:build !race

package iqtest

var buildFlags []string
