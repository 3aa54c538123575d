package srs

// LeechTag is the tag of a card that was forgotten again and again.
const LeechTag = "leech"

// BecomesLeech reports whether an answer, which led from before to after, was a lapse that brought
// the card to the threshold or beyond; with a threshold of 0 never.
func BecomesLeech(before, after State, threshold int) bool {
	return threshold > 0 && after.Lapses >= threshold && after.Lapses > before.Lapses
}
