package markup

import (
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// Piece is a piece of a block's text, whether it was written in Markdown or in HTML.
type Piece struct {
	Kind    Kind
	End     bool          // of what comes in pairs: the second of the pair
	Text    string        // decoded; of Signed and Raised, the sign at this end; at a link's end, what it shows
	Address string        // of a link, and of an image that is on the web
	Term    *ast.Emphasis // where Markdown's bold or italic text begins
}

// Kind is what a piece is.
type Kind uint8

// Pieces that stand alone.
const (
	Words    Kind = iota // running text
	Code                 // kept to the letter
	Formula              // the same, line by line
	Blank                // ends a word
	Break                // ends the line
	Line                 // ends the line unless it has just begun
	Bullet               // the same, with a list's item behind it
	Image                // its text is what to show in its place
	CheckBox             // its text is "[x]" or "[ ]"
)

// Pieces that come in pairs, which never cross.
const (
	Bold Kind = iota + 16
	Italic
	Monospace // code of HTML, in which tags may stand
	Signed    // ~struck~ or "quoted"
	Raised    // x^2 or H_2O
	Link
)

// flow collects the pieces of one block.
type flow struct {
	source []byte
	title  bool // the block is a heading
	pieces []Piece
	open   []opened
}

// opened is a piece that has begun and not ended.
type opened struct {
	Piece
	at      int  // its place among the pieces
	html    bool // it was begun by a tag, and only a tag ends it
	resumed bool // a part of it stands in what came before
	ended   bool // by its own end
}

func (f *flow) add(kind Kind, text string) {
	f.pieces = append(f.pieces, Piece{Kind: kind, Text: text})
}

func (f *flow) begin(o opened) {
	o.at = len(f.pieces)
	f.pieces = append(f.pieces, o.Piece)
	f.open = append(f.open, o)
}

// end ends the last piece of a kind. Those that began after it end with it and begin anew behind it.
// An end without a beginning is ignored.
func (f *flow) end(kind Kind, sign string, html bool) {
	from := len(f.open) - 1
	for ; from >= 0; from-- {
		if o := f.open[from]; o.Kind == kind && o.Text == sign && o.html == html {
			break
		}
	}
	if from < 0 {
		return
	}
	f.open[from].ended = true
	within := slices.Clone(f.open[from+1:])
	f.endFrom(from)
	f.resume(within)
}

// endFrom ends what is open, the first few aside.
func (f *flow) endFrom(keep int) {
	for len(f.open) > keep {
		last := f.open[len(f.open)-1]
		f.open = f.open[:len(f.open)-1]
		f.close(last)
	}
}

func (f *flow) resume(open []opened) {
	for _, o := range open {
		o.resumed = true
		f.begin(o)
	}
}

// close ends a piece, or takes it back where nothing stands in it. A link without words shows its
// address; in a heading it is there to be linked to.
func (f *flow) close(o opened) {
	within := f.pieces[o.at+1:]
	if !holdsText(within) {
		f.pieces = slices.Delete(f.pieces, o.at, o.at+1)
		if o.Kind == Link && !o.resumed && !f.title && o.Address != "" && o.Address[0] != '#' {
			f.add(Words, o.Address)
		}
		return
	}
	end := o.Piece
	end.End = true
	switch o.Kind {
	case Link:
		end.Text = joined(within)
	case Raised:
		end.Text = ""
		if o.ended && needsBrackets(joined(within)) {
			f.pieces[o.at].Text, end.Text = o.Text+"(", ")"
		}
	}
	f.pieces = append(f.pieces, end)
}

// joined is the text of pieces. That of a link stands before its end already.
func joined(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Kind != Link {
			b.WriteString(p.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

// needsBrackets reports whether raised text is more than a name or a number.
func needsBrackets(text string) bool {
	isOperator := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return len(text) > 1 && text[0] != '[' && strings.ContainsFunc(text, isOperator)
}

// take returns the pieces so far. What is open ends with them and begins anew in what follows.
func (f *flow) take() []Piece {
	open := slices.Clone(f.open)
	f.open = nil
	for _, o := range slices.Backward(open) {
		o.resumed, o.Address = true, "" // a link's is shown at its end
		f.close(o)
	}
	pieces := f.pieces
	f.pieces = nil
	f.resume(open)
	return pieces
}

// holdsText reports whether there is anything to show.
func holdsText(pieces []Piece) bool {
	return slices.ContainsFunc(pieces, func(p Piece) bool {
		return p.Kind == Code || p.Kind < Bold && strings.TrimSpace(p.Text) != ""
	})
}

// Text returns the text of a node and of all below it as one line, code in backticks. Check boxes are left out.
func Text(n ast.Node, source []byte) string {
	var w lineWriter
	w.node(n, source)
	return w.text.String()
}

func (w *lineWriter) node(n ast.Node, source []byte) {
	w.blank = true
	switch {
	case n.Type() == ast.TypeInline || n.HasChildren() && n.FirstChild().Type() == ast.TypeInline:
		for _, p := range Pieces(n, source) {
			w.piece(p)
		}
	case n.HasChildren():
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.node(c, source)
		}
	case n.Kind() == kindBlock:
		w.words(n.(*Block).Code)
	case n.Kind() == ast.KindCodeBlock || n.Kind() == ast.KindFencedCodeBlock:
		w.words(string(Source(n, source)))
	}
}

// lineWriter writes pieces without styles.
type lineWriter struct {
	text  strings.Builder
	blank bool   // a blank is due before the next word
	sign  string // is due at the beginning of the next word
}

func (w *lineWriter) piece(p Piece) {
	switch p.Kind {
	case Words, Formula:
		w.words(p.Text)
	case Code:
		w.word("`" + strings.ReplaceAll(p.Text, "\t", " ") + "`")
	case Image:
		w.blank = true
		w.words(p.Text)
	case Bullet:
		w.blank = true
		w.words("- ")
	case Blank, Break, Line:
		w.blank = true
	case Monospace:
		w.mark("`", p.End)
	case Signed, Raised:
		w.mark(p.Text, p.End)
	}
}

// mark writes a sign before the next word or behind the last.
func (w *lineWriter) mark(sign string, end bool) {
	if end {
		w.text.WriteString(sign)
	} else {
		w.sign += sign
	}
}

func (w *lineWriter) words(s string) {
	words := strings.Fields(s)
	for i, word := range words {
		w.blank = w.blank || i > 0 || !strings.HasPrefix(s, word)
		w.word(word)
	}
	if n := len(words); s != "" && (n == 0 || !strings.HasSuffix(s, words[n-1])) {
		w.blank = true
	}
}

func (w *lineWriter) word(s string) {
	if w.blank && w.text.Len() > 0 {
		w.text.WriteByte(' ')
	}
	w.text.WriteString(w.sign + s)
	w.blank, w.sign = false, ""
}
