package term

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	plain "github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// TableSpec is a table to print. Its texts have been cleaned.
type TableSpec struct {
	Header  []string
	Right   []bool // columns of numbers, set to the right; may be shorter than Header
	Rows    [][]string
	Footer  []string // a last row apart; nil for none
	Width   int      // columns that it may take; wider cells are wrapped
	Palette *Palette
}

// columnGap is what stands between two columns.
const columnGap = "  "

// rule is what the lines under the header and above the footer are made of.
const rule = "─"

// Table prints a table; without rows it prints nothing.
func Table(w io.Writer, t TableSpec) error {
	if len(t.Rows) == 0 {
		return nil
	}
	lines, err := tableLines(t)
	if err != nil {
		return err
	}
	for i, line := range lines {
		if i == 0 && t.Palette != nil {
			line = t.Palette.Bold(line)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// tableLines sets the table and takes the blanks off the ends of its lines, which the library pads.
func tableLines(t TableSpec) ([]string, error) {
	var b bytes.Buffer
	fit(&t)
	table := tablewriter.NewTable(&b,
		tablewriter.WithRenderer(plain.NewBlueprint(tw.Rendition{
			Borders: tw.Border{Left: tw.Off, Right: tw.Off, Top: tw.Off, Bottom: tw.Off},
			Symbols: tw.NewSymbolCustom("iq").WithColumn("").WithRow(rule).WithCenter(rule).WithMidLeft("").WithMidRight(""),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off, ShowHeader: tw.Off, ShowFooter: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.On},
			},
		})),
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithFooterAutoFormat(tw.Off), tablewriter.WithRowAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone), tablewriter.WithRowAutoWrap(tw.WrapNone), tablewriter.WithFooterAutoWrap(tw.WrapNone),
		tablewriter.WithPadding(tw.Padding{Left: "", Right: columnGap, Overwrite: true}),
		tablewriter.WithAlignment(alignment(t)),
		tablewriter.WithTrimSpace(tw.Off),
	)
	table.Header(t.Header)
	if err := table.Bulk(t.Rows); err != nil {
		return nil, fmt.Errorf("lay out table: %w", err)
	}
	if t.Footer != nil {
		table.Footer(t.Footer)
	}
	if err := table.Render(); err != nil {
		return nil, fmt.Errorf("lay out table: %w", err)
	}
	return trimmed(b.String()), nil
}

// trimmed takes the padding of the last column off: blanks, and as much of the rules.
func trimmed(table string) []string {
	var lines []string
	width := 0
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, " \n")
		if strings.Trim(line, rule) != "" {
			width = max(width, DisplayWidth(line))
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		if line != "" && strings.Trim(line, rule) == "" {
			lines[i] = strings.Repeat(rule, width)
		}
	}
	return lines
}

func alignment(t TableSpec) tw.Alignment {
	a := make(tw.Alignment, len(t.Header))
	for i := range a {
		a[i] = tw.AlignLeft
		if i < len(t.Right) && t.Right[i] {
			a[i] = tw.AlignRight
		}
	}
	return a
}

// fit wraps the cells of the widest columns until the table takes no more than its width.
func fit(t *TableSpec) {
	widths := naturalWidths(*t)
	room := t.Width
	if room <= 0 {
		room = defaultColumns
	}
	shrink(widths, room-len(columnGap)*(len(widths)-1))
	wrapCells := func(row []string) {
		for i, cell := range row {
			if i < len(widths) && DisplayWidth(cell) > widths[i] {
				lines := Wrap(cell, widths[i])
				for j, line := range lines {
					lines[j] = Truncate(line, widths[i]) // a word alone may be too long
				}
				row[i] = strings.Join(lines, "\n")
			}
		}
	}
	wrapCells(t.Header)
	for _, row := range t.Rows {
		wrapCells(row)
	}
}

// naturalWidths is what each column takes when nothing is wrapped.
func naturalWidths(t TableSpec) []int {
	widths := make([]int, len(t.Header))
	for _, row := range append(append([][]string{t.Header}, t.Rows...), t.Footer) {
		for i, cell := range row {
			if i < len(widths) {
				widths[i] = max(widths[i], DisplayWidth(cell))
			}
		}
	}
	return widths
}

// narrowest is how far a column may be made narrower.
const narrowest = 8

// shrink takes from the widest column until all fit into the room, or none can give any more.
func shrink(widths []int, room int) {
	total := 0
	for _, w := range widths {
		total += w
	}
	for ; total > room; total-- {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if len(widths) == 0 || widths[widest] <= narrowest {
			return
		}
		widths[widest]--
	}
}
