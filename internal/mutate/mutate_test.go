package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sourceOf makes a package of one file that imports nothing.
func sourceOf(t *testing.T, code string) *source {
	t.Helper()
	s := &source{path: "p", fset: token.NewFileSet(), files: []string{"p.go"}, code: [][]byte{[]byte(code)}}
	s.info.Types = map[ast.Expr]types.TypeAndValue{}
	file, err := parser.ParseFile(s.fset, "p.go", code, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s.syntax = []*ast.File{file}
	if _, err := s.check(s.syntax, &s.info); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestMutations changes what decides something, and what is done; not what only passes errors on.
func TestMutations(t *testing.T) {
	s := sourceOf(t, `package p

var err error

func f(a int, s string) (int, error) {
	if err != nil {
		return 0, err
	}
	if a < 3 && s == "x" {
		a += 2
	}
	return a, nil
}
`)
	var got []string
	for _, m := range s.mutations() {
		if m.compiles() {
			got = append(got, strings.TrimPrefix(m.String(), "p/p.go:"))
		}
	}
	want := []string{
		`9: if a < 3 && s == "x" { a += 2 }  =>  (nothing)`,
		`9: if a < 3 && s == "x" {  =>  if !(a < 3 && s == "x") {`,
		`9: if a < 3 && s == "x" {  =>  if a < 3 || s == "x" {`,
		`9: if a < 3 && s == "x" {  =>  if a <= 3 && s == "x" {`,
		`9: if a < 3 && s == "x" {  =>  if a > 3 && s == "x" {`,
		`9: if a < 3 && s == "x" {  =>  if a < (3 + 1) && s == "x" {`,
		`9: if a < 3 && s == "x" {  =>  if a < 3 && s != "x" {`,
		`9: if a < 3 && s == "x" {  =>  if a < 3 && s == "\x00" {`,
		`10: a += 2  =>  (nothing)`,
		`10: a += 2  =>  a -= 2`,
		`10: a += 2  =>  a = 2`,
		`10: a += 2  =>  a += (2 + 1)`,
		`12: return a, nil  =>  return (a) + 1, nil`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestTestedBy asks the owner of an internal package too, but not all of iq.
func TestTestedBy(t *testing.T) {
	for path, want := range map[string]string{
		"iq/srs":                   "iq/srs",
		"iq/internal/term":         "iq/internal/term",
		"iq/importer/internal/org": "iq/importer/internal/org iq/importer",
	} {
		if got := strings.Join((&source{path: path}).testedBy(), " "); got != want {
			t.Errorf("%s is tested by %s, want %s", path, got, want)
		}
	}
}
