package srs

// Limits are how many cards a learner wants to be asked on one study day, over all sessions.
type Limits struct {
	NewPerDay     int
	ReviewsPerDay int
}

// Done is how many cards were asked on a study day already.
type Done struct {
	New     int // cards seen for the first time
	Reviews int // scheduled reviews of cards seen before
}

// Left is what the limits still allow after what was done.
func (l Limits) Left(d Done) Limits {
	return Limits{
		NewPerDay:     max(0, l.NewPerDay-d.New),
		ReviewsPerDay: max(0, l.ReviewsPerDay-d.Reviews),
	}
}
