package srs

// LeechTag is the tag of a card that was forgotten again and again.
const LeechTag = "leech"

// BecomesLeech reports whether an answer that led from one state to another was a lapse of a card
// with at least so many lapses; with a threshold of 0 none is a leech.
func BecomesLeech(before, after State, threshold int) bool {
	return threshold > 0 && after.Lapses >= threshold && after.Lapses > before.Lapses
}
