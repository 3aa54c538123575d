package term

import (
	"math"
	"regexp"
	"testing"
)

// defaults are the colours that terminals come with: for 31 red to 36 cyan, as 0xrrggbb.
var defaults = map[string]map[string]int{
	"xterm":           {"31": 0xcd0000, "32": 0x00cd00, "33": 0xcdcd00, "34": 0x0000ee, "35": 0xcd00cd, "36": 0x00cdcd},
	"Linux console":   {"31": 0xaa0000, "32": 0x00aa00, "33": 0xaa5500, "34": 0x0000aa, "35": 0xaa00aa, "36": 0x00aaaa},
	"GNOME":           {"31": 0xcc0000, "32": 0x4e9a06, "33": 0xc4a000, "34": 0x3465a4, "35": 0x75507b, "36": 0x06989a},
	"macOS":           {"31": 0x990000, "32": 0x00a600, "33": 0x999900, "34": 0x0000b2, "35": 0xb200b2, "36": 0x00a6b2},
	"Windows console": {"31": 0xc50f1f, "32": 0x13a10e, "33": 0xc19c00, "34": 0x0037da, "35": 0x881798, "36": 0x3a96dd},
}

// leastContrast is what red and magenta reach everywhere, and no other colour.
const leastContrast = 2.2

// TestColoursAreReadOnBlackAndWhite holds every style against both grounds.
func TestColoursAreReadOnBlackAndWhite(t *testing.T) {
	p := NewPalette(true)
	codes := regexp.MustCompile(`3[0-7]|[0-9]+`)
	for st := codeStyle; st <= headingStyle; st <<= 1 {
		painted := p.paint(st, "x")
		for _, code := range codes.FindAllString(painted, -1) {
			switch code {
			case "0", "1", "2", "3", "4", "22", "23", "24", "39": // attributes, and the ends of styles
				continue
			}
			for terminal, colours := range defaults {
				colour, ok := colours[code]
				if !ok {
					t.Fatalf("%q is no attribute and none of the eight colours: %q", code, painted)
				}
				for _, ground := range []int{0x000000, 0xffffff} {
					if c := contrast(colour, ground); c < leastContrast {
						t.Errorf("%q on %06x in the colours of %s has a contrast of %.1f", painted, ground, terminal, c)
					}
				}
			}
		}
	}
}

// contrast is that of two colours after WCAG 2, from 1 to 21.
func contrast(a, b int) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(rgb int) float64 {
	part := func(shift int) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
