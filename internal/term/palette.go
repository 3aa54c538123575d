package term

import "github.com/fatih/color"

// Palette colours text for one writer. Colour never carries a meaning alone: whoever sees none
// reads the same. A nil Palette leaves every text as it is.
//
// Of the colours only red and magenta are used: with the colours that terminals come with, these
// alone can be read on black and on white. Green, yellow and cyan are too light for the one, blue
// is too dark for the other.
type Palette struct {
	on                                                      bool
	heading, bold, ital, dim, good, bad, warn, accent, code *color.Color
}

// NewPalette makes a palette; without colour it leaves every text as it is. The library decides
// for the whole process by looking at standard output; here each colour is told.
func NewPalette(on bool) *Palette {
	paint := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	return &Palette{
		on:      on,
		heading: paint(color.Bold, color.Underline),
		bold:    paint(color.Bold),
		ital:    paint(color.Italic),
		dim:     paint(color.Faint),
		good:    paint(color.Bold),
		bad:     paint(color.FgRed, color.Bold),
		warn:    paint(color.FgRed),
		accent:  paint(color.Bold),
		code:    paint(color.FgMagenta),
	}
}

func (p *Palette) colours() bool { return p != nil && p.on }

// Heading is for the title above a text, Bold for what matters, Italic for emphasis, Dim for what
// may be passed over.

func (p *Palette) Heading(s string) string { return p.paint(headingStyle, s) }
func (p *Palette) Bold(s string) string    { return p.paint(boldStyle, s) }
func (p *Palette) Italic(s string) string  { return p.paint(italicStyle, s) }
func (p *Palette) Dim(s string) string     { return p.paint(dimStyle, s) }

// Good, Bad and Warn are for a judgement that the words tell too, Accent for what is to be found at
// a glance, Code for what a machine reads.

func (p *Palette) Good(s string) string   { return p.paint(goodStyle, s) }
func (p *Palette) Bad(s string) string    { return p.paint(badStyle, s) }
func (p *Palette) Warn(s string) string   { return p.paint(warnStyle, s) }
func (p *Palette) Accent(s string) string { return p.paint(accentStyle, s) }
func (p *Palette) Code(s string) string   { return p.paint(codeStyle, s) }

// style is how a piece of text looks: any of these together.
type style uint16

const (
	codeStyle style = 1 << iota
	goodStyle
	badStyle
	warnStyle
	accentStyle
	dimStyle
	italicStyle
	boldStyle
	headingStyle
)

// paint sets a text in its style. Colours go inside, because the library ends them by ending all.
func (p *Palette) paint(st style, s string) string {
	if !p.colours() || s == "" || st == 0 {
		return s
	}
	for i, c := range []*color.Color{p.code, p.good, p.bad, p.warn, p.accent, p.dim, p.ital, p.bold, p.heading} {
		if st&(1<<i) != 0 {
			s = c.Sprint(s)
		}
	}
	return s
}

// UseColor decides for one writer. mode is "always", "never" or, for anything else, "auto": on a
// terminal that is not dumb, unless NO_COLOR is set to anything (no-color.org).
func UseColor(mode string, isTerminal bool, noColor, termName string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	return isTerminal && noColor == "" && termName != "dumb"
}
