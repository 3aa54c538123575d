package term

import "github.com/fatih/color"

// Palette colours text for one writer. Colour never carries a meaning alone: whoever sees none
// reads the same. A nil Palette leaves every text as it is.
//
// Of the colours only red and magenta are used: with the colours that terminals come with, these
// alone can be read on black and on white. Green, yellow and cyan are too light for the one, blue
// is too dark for the other.
type Palette struct{ colours [7]*color.Color } // of each style

// NewPalette makes a palette; without colour it is nil. The library decides for the whole process by
// looking at standard output; here each colour is told.
func NewPalette(on bool) *Palette {
	if !on {
		return nil
	}
	var p Palette
	for i, attributes := range [len(p.colours)][]color.Attribute{
		{color.FgMagenta}, {color.FgRed, color.Bold}, {color.FgRed}, {color.Faint}, {color.Italic}, {color.Bold},
		{color.Bold, color.Underline},
	} {
		p.colours[i] = color.New(attributes...)
		p.colours[i].EnableColor()
	}
	return &p
}

// Heading is for the title above a text, Bold for what matters, Italic for emphasis, Dim for what may be passed over.

func (p *Palette) Heading(s string) string { return p.paint(headingStyle, s) }
func (p *Palette) Bold(s string) string    { return p.paint(boldStyle, s) }
func (p *Palette) Italic(s string) string  { return p.paint(italicStyle, s) }
func (p *Palette) Dim(s string) string     { return p.paint(dimStyle, s) }

// Good, Bad and Warn are for a judgement that the words tell too, Accent for what is to be found at
// a glance, Code for what a machine reads.

func (p *Palette) Good(s string) string   { return p.paint(boldStyle, s) }
func (p *Palette) Bad(s string) string    { return p.paint(badStyle, s) }
func (p *Palette) Warn(s string) string   { return p.paint(warnStyle, s) }
func (p *Palette) Accent(s string) string { return p.paint(boldStyle, s) }
func (p *Palette) Code(s string) string   { return p.paint(codeStyle, s) }

// style is how a piece of text looks: any of these together.
type style uint16

const (
	codeStyle style = 1 << iota
	badStyle
	warnStyle
	dimStyle
	italicStyle
	boldStyle
	headingStyle
)

// paint sets a text in its style. Colours go inside, because the library ends them by ending all.
func (p *Palette) paint(st style, s string) string {
	if p == nil || s == "" {
		return s
	}
	for i, c := range p.colours {
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
