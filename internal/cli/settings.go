package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"iq/srs"
)

// setting is one of the names that `iq config` knows.
type setting struct {
	name, fallback, about string
	low, high             int // of a number; both 0 where the value is one of words
	words                 []string
	replays               bool // a change of it replays the log
}

var onOff = []string{"on", "off"}

var allSettings = []setting{
	{name: "new-per-day", fallback: "10", low: 0, high: 9999, about: "limit of new cards for a study day"},
	{name: "reviews-per-day", fallback: "200", low: 0, high: 99999, about: "limit of due cards for a study day"},
	{name: "day-starts-at", fallback: "4", low: 0, high: 23, about: "local hour at which a study day begins"},
	{name: "max-interval", fallback: "36500", low: 1, high: srs.MaxInterval, replays: true,
		about: "longest interval in days; a change replays the log"},
	{name: "leech-threshold", fallback: "8", low: 0, high: 999, about: "lapses that make a card a leech; 0: never"},
	{name: "grading", fallback: "grades", words: []string{"grades", "points"},
		about: "what iq review asks: the grade, or the key points first"},
	{name: "keep-answers", fallback: "off", words: onOff, about: "keep what is typed with iq review --type"},
	{name: folderWarning, fallback: "on", words: onOff,
		about: "warn about a database in a synced folder or on a network"},
	{name: "starter", fallback: "on", words: onOff, about: "the starter questions; off hides them"},
}

// starterVersion is kept among the settings but is no setting: the version of the bank last loaded.
const starterVersion = "starter-version"

func findSetting(name string) (setting, error) {
	var names []string
	for _, s := range allSettings {
		if s.name == name {
			return s, nil
		}
		names = append(names, s.name)
	}
	return setting{}, usage("there is no setting %q; %s", name, meant(name, names, "%q", "'iq config'"))
}

// check refuses a value that the setting cannot have.
func (s setting) check(value string) error {
	if len(s.words) > 0 {
		if slices.Contains(s.words, value) {
			return nil
		}
		return usage("%s is %q but must be %s", s.name, value, strings.Join(s.words, " or "))
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < s.low || n > s.high {
		return usage("%s is %q but must be a whole number from %d to %d", s.name, value, s.low, s.high)
	}
	return nil
}

// settings are the values in force, by name.
type settings map[string]string

// value returns the value in force. A stored one that is invalid is an error, never a silent default.
func (s settings) value(name string) (string, error) {
	def, err := findSetting(name)
	if err != nil {
		return "", err
	}
	value, stored := s[name]
	if !stored {
		return def.fallback, nil
	}
	if err := def.check(value); err != nil {
		return "", fmt.Errorf("the stored setting %v; fix it with 'iq config %s VALUE'", err, name)
	}
	return value, nil
}

func (s settings) number(name string) (int, error) {
	value, err := s.value(name)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(value)
}

func (s settings) limits() (l srs.Limits, err error) {
	if l.NewPerDay, err = s.number("new-per-day"); err != nil {
		return l, err
	}
	l.ReviewsPerDay, err = s.number("reviews-per-day")
	return l, err
}

// model is the scheduling that the settings ask for.
func (s settings) model() (srs.Model, error) {
	longest, err := s.number("max-interval")
	if err != nil {
		return srs.Model{}, err
	}
	sm2, err := srs.NewSM2(longest)
	if err != nil {
		return srs.Model{}, err
	}
	memory, err := srs.NewMemory(srs.DefaultWeights)
	return srs.Model{Scheduler: sm2, Memory: memory}, err
}
