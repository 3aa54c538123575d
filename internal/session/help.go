package session

import (
	"slices"
	"strings"
)

// everywhereHelp is what may be entered at every prompt.
var everywhereHelp = []string{
	"u  take back your last action, even a grade of an earlier session",
	"e  edit the card in $VISUAL or $EDITOR, and go on with it",
	"s  skip: the card comes back at the end",
	"b  bury: the card comes back tomorrow",
	"x  suspend: the card is not asked any more",
	"f  flag the card, with a note; f - removes the flag",
	"i  show what is known about the card: history, intervals, recall, source",
	"q  quit; every grade is saved already",
}

var questionHelp = append([]string{
	"Enter  show the answer",
}, everywhereHelp...)

var sureHelp = append([]string{
	"s  sure: I would say it in an interview",
	"m  maybe",
	"n  no",
	"Enter  show the answer without saying",
	"skip  (written out here) puts the card to the end",
}, without(everywhereHelp, "s  ")...)

var writingHelp = append([]string{
	"Write your answer in as many lines as you like; an empty line ends it and shows the card's.",
	"As the first line these are commands:",
}, everywhereHelp...)

var againHelp = append([]string{
	"Enter  try to save it again",
}, everywhereHelp...)

var pointsHelp = append([]string{
	"1 3 or 1-3  the points that your answer held; all, none",
	"Enter  as suggested, or without checking",
	"all points make Good, at least half of them Hard, fewer Again; the grade is up to you",
	"again, hard, good, easy  the grade at once, without the points",
}, everywhereHelp...)

var gradeHelp = append([]string{
	"1  again  not recalled: starts over, and comes back at the end of the session",
	"2  hard   recalled with great effort: comes back at the end of the session",
	"3  good   recalled",
	"4  easy   recalled at once",
	"A name or its beginning works too, except e, which edits. The days are when the card comes next; with a * it " +
		"comes once more today.",
}, everywhereHelp...)

// without leaves out the line of a key that means something else at a prompt.
func without(lines []string, key string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, key) })
}
