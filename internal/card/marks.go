package card

import "iq/srs"

// Status reports whether a card is asked.
type Status string

const (
	Active    Status = "active"
	Suspended Status = "suspended" // by the learner, until they take it up again
	Gone      Status = "gone"      // no longer in its source; comes back when the source has it again
	Deleted   Status = "deleted"   // by the learner; hidden, never lost
)

// Known reports whether s is one of the four.
func (s Status) Known() bool {
	return s == Active || s == Suspended || s == Gone || s == Deleted
}

// Hidden reports whether the card is out of the learner's sight.
func (s Status) Hidden() bool { return s == Gone || s == Deleted }

// Marks are what a learner sets on a card beside its text.
type Marks struct {
	Status      Status
	BuriedUntil srs.Day // study day on which it is asked again; 0: not buried
	Flagged     bool
	Note        string // why it is flagged; may be empty
}

// OutOfReview reports whether the card is not to be asked on a study day.
func (m Marks) OutOfReview(day srs.Day) bool {
	buried := m.BuriedUntil != 0 && m.BuriedUntil > day
	return buried || m.Status == Suspended || m.Status.Hidden()
}

// Change carries over what differs between shown and wanted, and leaves what has changed elsewhere
// since shown was read: a status, above all, that is no longer the one that was shown.
func (m *Marks) Change(shown, wanted Marks) {
	if wanted.Status != shown.Status && m.Status == shown.Status {
		m.Status = wanted.Status
	}
	if wanted.BuriedUntil != shown.BuriedUntil {
		m.BuriedUntil = wanted.BuriedUntil
	}
	if wanted.Flagged != shown.Flagged || wanted.Note != shown.Note {
		m.Flagged, m.Note = wanted.Flagged, wanted.Note
	}
}
