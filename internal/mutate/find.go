package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// What is never changed, because it says nothing of the tests whichever way it ends: whether an error
// that is only passed on is one (each test would notice that at once), passing it on (what a failing
// disk does is the matter of internal/torture), and the texts of messages.

// mutations returns every change that could be made to the package, also those that do not compile.
func (s *source) mutations() (all []mutation) {
	for i, file := range s.syntax {
		f := finder{source: s, file: i}
		ast.Inspect(file, f.visit)
		all = append(all, f.found...)
	}
	return all
}

// finder collects the mutations of a file.
type finder struct {
	source *source
	file   int
	found  []mutation
}

func (f *finder) visit(n ast.Node) (deeper bool) {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.CallExpr:
		return !isMake(n)
	case *ast.IfStmt:
		f.negate(n.Cond)
	case *ast.ForStmt:
		f.negate(n.Cond)
	case *ast.BinaryExpr:
		f.operator(n.X, n.OpPos, n.Op)
		f.comparedText(n)
	case *ast.AssignStmt:
		f.token(n.TokPos, n.Tok)
	case *ast.IncDecStmt:
		f.token(n.TokPos, n.Tok)
	case *ast.BasicLit:
		f.number(n)
	case *ast.CaseClause:
		f.caseTexts(n)
	case *ast.Ident:
		f.truth(n)
	case *ast.BlockStmt:
		f.drop(n.List)
	case *ast.ReturnStmt:
		if slices.ContainsFunc(n.Results, f.passesOn) {
			return false // nobody looks at what comes with an error
		}
		f.results(n)
	}
	return true
}

// isMake reports whether memory is made, of which a size too small or too large changes nothing but time.
func isMake(n *ast.CallExpr) bool {
	name, ok := n.Fun.(*ast.Ident)
	return ok && name.Name == "make"
}

// replace notes the mutation that puts a text in the place of what stands from one position to another.
func (f *finder) replace(from, to token.Pos, text string) {
	start := f.source.fset.Position(from).Offset
	f.found = append(f.found, mutation{f.source, f.file, start, start + int(to-from), text})
}

// insteadOf are the operators that stand in for another.
var insteadOf = map[token.Token][]token.Token{
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
	token.LSS: {token.LEQ, token.GTR}, token.LEQ: {token.LSS, token.GEQ},
	token.GTR: {token.GEQ, token.LSS}, token.GEQ: {token.GTR, token.LEQ},
	token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.QUO: {token.MUL},
	token.REM: {token.MUL},
	token.AND: {token.OR}, token.OR: {token.AND}, token.SHL: {token.SHR}, token.SHR: {token.SHL},
	token.AND_NOT:    {token.AND},
	token.ADD_ASSIGN: {token.SUB_ASSIGN, token.ASSIGN}, token.SUB_ASSIGN: {token.ADD_ASSIGN, token.ASSIGN},
	token.MUL_ASSIGN: {token.QUO_ASSIGN}, token.QUO_ASSIGN: {token.MUL_ASSIGN}, token.OR_ASSIGN: {token.AND_ASSIGN},
	token.INC: {token.DEC}, token.DEC: {token.INC},
}

func (f *finder) token(at token.Pos, op token.Token) {
	for _, other := range insteadOf[op] {
		f.replace(at, at+token.Pos(len(op.String())), other.String())
	}
}

func (f *finder) operator(x ast.Expr, at token.Pos, op token.Token) {
	if !f.isError(x) {
		f.token(at, op)
	}
}

// negate turns a condition into its opposite.
func (f *finder) negate(cond ast.Expr) {
	if compare, ok := cond.(*ast.BinaryExpr); cond == nil || ok && f.isError(compare.X) {
		return
	}
	f.replace(cond.Pos(), cond.End(), "!("+f.text(cond)+")")
}

// number moves a constant by one.
func (f *finder) number(n *ast.BasicLit) {
	if n.Kind == token.INT || n.Kind == token.FLOAT {
		f.replace(n.Pos(), n.End(), "("+n.Value+" + 1)")
	}
}

func (f *finder) truth(n *ast.Ident) {
	if opposite := map[string]string{"true": "false", "false": "true"}[n.Name]; opposite != "" {
		f.replace(n.Pos(), n.End(), opposite)
	}
}

// comparedText takes another text for the one that something is compared with.
func (f *finder) comparedText(n *ast.BinaryExpr) {
	if n.Op == token.EQL || n.Op == token.NEQ {
		f.otherText(n.X)
		f.otherText(n.Y)
	}
}

func (f *finder) caseTexts(n *ast.CaseClause) {
	for _, value := range n.List {
		f.otherText(value)
	}
}

func (f *finder) otherText(x ast.Expr) {
	if lit, ok := x.(*ast.BasicLit); ok && (lit.Kind == token.STRING || lit.Kind == token.CHAR) {
		other := map[token.Token]string{token.STRING: `"\x00"`, token.CHAR: `'\x00'`}[lit.Kind]
		f.replace(lit.Pos(), lit.End(), other)
	}
}

// drop leaves out one statement after the other.
func (f *finder) drop(list []ast.Stmt) {
	for _, statement := range list {
		switch s := statement.(type) {
		case *ast.ExprStmt, *ast.IncDecStmt, *ast.BranchStmt, *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt:
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		case *ast.IfStmt:
			if compare, ok := s.Cond.(*ast.BinaryExpr); s.Else != nil || ok && f.isError(compare.X) {
				continue
			}
		default:
			continue
		}
		f.replace(statement.Pos(), statement.End(), "")
	}
}

// results changes each of the values that are returned.
func (f *finder) results(n *ast.ReturnStmt) {
	for _, x := range n.Results {
		if text := f.instead(x); text != "" {
			f.replace(x.Pos(), x.End(), text)
		}
	}
}

// instead returns a value of the same type that is another; "" is none.
func (f *finder) instead(x ast.Expr) string {
	value := f.source.info.Types[x]
	if value.Type == nil || value.IsNil() {
		return ""
	}
	switch under := value.Type.Underlying().(type) {
	case *types.Basic:
		return f.insteadOfBasic(x, under.Info())
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface, *types.Signature, *types.Chan:
		return "nil"
	}
	return ""
}

func (f *finder) insteadOfBasic(x ast.Expr, kind types.BasicInfo) string {
	switch text := f.text(x); {
	case kind&types.IsBoolean != 0 && text != "true" && text != "false": // those have been changed already
		return "!(" + text + ")"
	case kind&types.IsNumeric != 0:
		if _, literal := x.(*ast.BasicLit); !literal {
			return "(" + text + ") + 1"
		}
	case kind&types.IsString != 0 && text != `""`:
		return `""`
	}
	return ""
}

// passesOn reports whether what is returned is an error that came from elsewhere, or one around it.
func (f *finder) passesOn(x ast.Expr) bool {
	if !f.isError(x) {
		return false
	}
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return true
	}
	for _, arg := range call.Args {
		if f.isError(arg) {
			return true
		}
	}
	return false
}

func (f *finder) isError(x ast.Expr) bool {
	value := f.source.info.Types[x]
	return value.Type != nil && types.Identical(value.Type, types.Universe.Lookup("error").Type())
}

// text is an expression as it stands in the file.
func (f *finder) text(x ast.Expr) string {
	start := f.source.fset.Position(x.Pos()).Offset
	return string(f.source.code[f.file][start : start+int(x.End()-x.Pos())])
}
