package intake

// Kind is what became of a card.
type Kind string

const (
	Added     Kind = "new"
	Changed   Kind = "changed"
	Unchanged Kind = "kept"
	Duplicate Kind = "duplicate" // equal to a card of this or another source, not added
	Gone      Kind = "gone"      // no longer in its source, hidden
)

// Change is what became of one card.
type Change struct {
	Kind     Kind
	Line     int64
	Question string
	Before   string // the question as it was stored, where it was different
}

// Outcome counts what became of a file's cards. Added, Changed, Unchanged and Duplicate together
// are the cards of the file.
type Outcome struct {
	Added, Changed, Unchanged, Duplicate, Gone int
	Unanswered, Skipped                        int // what did not become cards
	Changes                                    []Change
	Renamed                                    map[string]string // decks of the file that the learner has renamed
	forgotten                                  bool
}

func (o *Outcome) note(k Kind, line int64, question, before string) {
	switch k {
	case Added:
		o.Added++
	case Changed:
		o.Changed++
	case Unchanged:
		o.Unchanged++
	case Duplicate:
		o.Duplicate++
	case Gone:
		o.Gone++
	}
	if before == question {
		before = ""
	}
	o.Changes = append(o.Changes, Change{k, line, question, before})
}

// Plus adds up two outcomes' counts.
func (o Outcome) Plus(other Outcome) Outcome {
	return Outcome{
		Added:      o.Added + other.Added,
		Changed:    o.Changed + other.Changed,
		Unchanged:  o.Unchanged + other.Unchanged,
		Duplicate:  o.Duplicate + other.Duplicate,
		Gone:       o.Gone + other.Gone,
		Unanswered: o.Unanswered + other.Unanswered,
		Skipped:    o.Skipped + other.Skipped,
	}
}

// Forget drops the list of changes and keeps the counts. Only after Finish is the list complete;
// a caller that does not need it may drop it at once.
func (o *Outcome) Forget() { o.Changes, o.forgotten = nil, true }
