package cli

import (
	"fmt"
	"strconv"

	"iq/db"
	"iq/importer"
	"iq/internal/term"
)

// reportMerged says what became of an export.
func (p *program) reportMerged(f imported) {
	m := f.merged
	line := fmt.Sprintf("%s: %s added, %d changed, %d unchanged; %s added, %d known", term.CleanLine(f.doc.Name),
		cards(m.Cards[db.CardAdded]), m.Cards[db.CardChanged], m.Cards[db.CardKept],
		term.Count(m.Reviews, "review"), m.Known)
	if m.TakenBack > 0 {
		line += fmt.Sprintf(" (%d of them taken back)", m.TakenBack)
	}
	if m.Settings > 0 {
		line += "; " + term.Count(m.Settings, "setting") + " taken"
	}
	if m.Unread > 0 {
		line += "; " + term.Count(m.Unread, "line") + " not taken"
	}
	p.say("%s", line)
	if m.SettingsDiff > 0 {
		p.say("  Its settings were left out: only a database without cards and reviews takes them over.")
	}
	if m.waiting > 0 {
		p.say("  %s for cards that are not here yet.", plural(m.waiting, "review waits", "reviews wait"))
	}
	p.reportChanges(f)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// mergedJSON is what `iq import --json` prints of an export.
type mergedJSON struct {
	File      string `json:"file"`
	Format    string `json:"format"` // "iq-export"
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Reviews   struct {
		Added   int `json:"added"`
		Known   int `json:"known"`
		Undone  int `json:"undone"`
		Waiting int `json:"waiting"`
	} `json:"reviews"`
	Settings int                `json:"settings"`
	Unread   int                `json:"unread"`
	Skipped  []importer.Skipped `json:"skipped"`
}

func (f imported) mergedJSON() mergedJSON {
	m := f.merged
	j := mergedJSON{
		File: f.doc.Name, Format: "iq-export",
		Added: m.Cards[db.CardAdded], Changed: m.Cards[db.CardChanged], Unchanged: m.Cards[db.CardKept],
		Settings: m.Settings, Unread: m.Unread, Skipped: m.unread,
	}
	if j.Skipped == nil {
		j.Skipped = []importer.Skipped{}
	}
	j.Reviews.Added, j.Reviews.Known, j.Reviews.Undone, j.Reviews.Waiting = m.Reviews, m.Known, m.TakenBack, m.waiting
	return j
}
