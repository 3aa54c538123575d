package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source is a package without its tests.
type source struct {
	path     string // of import
	dir      string
	files    []string // whole paths
	code     [][]byte
	syntax   []*ast.File
	fset     *token.FileSet
	info     types.Info
	importer types.Importer
}

// listed is what the go command says of a package.
type listed struct {
	ImportPath string
	Dir        string
	Export     string // file of the compiled package
	GoFiles    []string
	DepOnly    bool
}

// load reads the packages that a pattern names.
func load(pattern string) (sources []*source, err error) {
	packages, err := list(pattern)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	for _, p := range packages {
		if p.DepOnly {
			continue
		}
		s, err := read(p, exports)
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}

func list(pattern string) (packages []listed, err error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,DepOnly", pattern)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", pattern, err)
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

// read parses a package and finds the types in it, with the compiled packages that it imports.
func read(p listed, exports map[string]string) (*source, error) {
	s := &source{path: p.ImportPath, dir: p.Dir, fset: token.NewFileSet()}
	s.info.Types = map[ast.Expr]types.TypeAndValue{}
	s.importer = importer.ForCompiler(s.fset, "gc", func(path string) (io.ReadCloser,
		error) {
		return os.Open(exports[path])
	})
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		code, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(s.fset, path, code, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.files, s.code, s.syntax = append(s.files, path), append(s.code, code), append(s.syntax, file)
	}
	_, err := s.check(s.syntax, &s.info)
	return s, err
}

func (s *source) check(files []*ast.File, info *types.Info) (*types.Package, error) {
	config := types.Config{Importer: s.importer}
	return config.Check(s.path, s.fset, files, info)
}

// compiles reports whether the package still does, with the mutation.
func (m mutation) compiles() bool {
	s := m.source
	file, err := parser.ParseFile(s.fset, s.files[m.file], m.mutated(), parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	files := append([]*ast.File(nil), s.syntax...)
	files[m.file] = file
	_, err = s.check(files, nil)
	return err == nil
}

// testedBy names the packages whose tests have to notice: its own, and that one for which alone it is,
// when it lies in its internal folder.
func (s *source) testedBy() []string {
	owner, _, inner := strings.Cut(s.path, "/internal/")
	if !inner || !strings.Contains(owner, "/") {
		return []string{s.path}
	}
	return []string{s.path, owner}
}
