package backup

// For the tests, which use what is above this package and so stand outside of it.

// OnReached has f told of each step after which a crash must leave everything whole.
func OnReached(f func(step string)) { reached = f }

// Needless is which backups are removed.
var Needless = needless

// What the tests look for by name.
const (
	NewestKept = newestKept
	LockName   = lockName
	TempSuffix = tempSuffix
)
