package term

import "github.com/fatih/color"

// Palette colours text for one writer. Colour never carries a meaning alone: whoever sees none
// reads the same.
type Palette struct {
	on                                             bool
	bold, dim, good, bad, warn, accent, code, ital *color.Color
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
		on:     on,
		bold:   paint(color.Bold),
		dim:    paint(color.Faint),
		good:   paint(color.FgGreen),
		bad:    paint(color.FgRed),
		warn:   paint(color.FgYellow),
		accent: paint(color.FgCyan),
		code:   paint(color.FgMagenta),
		ital:   paint(color.Italic),
	}
}

func (p *Palette) paint(c *color.Color, s string) string {
	if !p.on || s == "" {
		return s
	}
	return c.Sprint(s)
}

// The palette's colours are of the sixteen that a terminal's owner has chosen, so that they can be
// read on dark and on light grounds.

func (p *Palette) Bold(s string) string   { return p.paint(p.bold, s) }
func (p *Palette) Dim(s string) string    { return p.paint(p.dim, s) }
func (p *Palette) Good(s string) string   { return p.paint(p.good, s) }
func (p *Palette) Bad(s string) string    { return p.paint(p.bad, s) }
func (p *Palette) Warn(s string) string   { return p.paint(p.warn, s) }
func (p *Palette) Accent(s string) string { return p.paint(p.accent, s) }
func (p *Palette) Code(s string) string   { return p.paint(p.code, s) }
func (p *Palette) Italic(s string) string { return p.paint(p.ital, s) }

// UseColor decides for one writer. when is "always", "never" or, for anything else, "auto": on a
// terminal that is not dumb, unless NO_COLOR is set to anything (no-color.org).
func UseColor(when string, terminal bool, noColor, termName string) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	return terminal && noColor == "" && termName != "dumb"
}
