package term

import (
	"bytes"
	"reflect"
	"sync"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twcache"
	plain "github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// layout is a table of the library, to be used again: making one costs more than laying it out,
// for it comes with a cache of half a megabyte.
type layout struct {
	out   bytes.Buffer
	table *tablewriter.Table
}

var layouts = sync.Pool{New: func() any { return newLayout() }}

func newLayout() *layout {
	measureAlike()
	l := &layout{}
	l.table = tablewriter.NewTable(&l.out,
		tablewriter.WithRenderer(plain.NewBlueprint(tw.Rendition{
			Borders: tw.Border{Left: tw.Off, Right: tw.Off, Top: tw.Off, Bottom: tw.Off},
			Symbols: tw.NewSymbolCustom("rules").WithColumn("").WithRow(ruleSign).WithCenter(ruleSign).WithMidLeft("").WithMidRight(""),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off, ShowHeader: tw.Off, ShowFooter: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.On},
			},
		})),
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithFooterAutoFormat(tw.Off), tablewriter.WithRowAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone), tablewriter.WithRowAutoWrap(tw.WrapNone), tablewriter.WithFooterAutoWrap(tw.WrapNone),
		tablewriter.WithPadding(tw.Padding{Left: "", Right: columnGap, Overwrite: true}),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithStringerCacheCustom(twcache.NewLRU[reflect.Type, reflect.Value](1)),
	)
	return l
}

// begin empties the table.
func (l *layout) begin(right []bool, columns int) *tablewriter.Table {
	l.out.Reset()
	l.table.Reset()
	return l.table.Options(tablewriter.WithAlignment(alignment(right, columns)))
}

func alignment(right []bool, columns int) tw.Alignment {
	a := make(tw.Alignment, columns)
	for i := range a {
		a[i] = tw.AlignLeft
		if i < len(right) && right[i] {
			a[i] = tw.AlignRight
		}
	}
	return a
}
