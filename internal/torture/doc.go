// Package torture tries to make iq lose a grade that it has acknowledged. It is tests alone: nothing
// of it ships.
//
// iq runs in this process, unchanged, on a disk that fails: a wrapped copy of SQLite's own file
// system lets the k-th write, sync, truncation, deletion or creation go wrong, once or from then on,
// and records what a disk would hold if the power went at that moment. After each such misfortune
// the database is opened on a sound disk, and every acknowledged grade has to be there, in a sound
// file whose schedule is what replaying its log makes it.
//
// iq as it ships also runs in processes of its own: killed at random moments, many at once on one
// database, at the limits of the machine; and, in this process again, by clocks that jump.
//
// The ordinary tests make a cut of it; everything is tried by
//
//	go test -v -timeout 60m ./internal/torture -torture
//
// which ends in one line of counts for each kind of misfortune. What was tried at random can be tried
// again with the -seed that was printed.
package torture
