package record_test

import (
	"strings"
	"testing"

	"iq/importer"
	"iq/importer/internal/doctest"
)

// TestGolden reads every file of each format and compares everything found with the file of the same
// name and the ending .golden.
func TestGolden(t *testing.T) {
	for _, format := range []string{"csv", "tsv", "quizlet", "anki-text", "json"} {
		doctest.GoldenFormat(t, format, importer.Parse, importer.ErrNoQuestions)
	}
}

// TestTablesThatAreNone finds no questions in tables of something else.
func TestTablesThatAreNone(t *testing.T) {
	for name, text := range map[string]string{
		"prices.csv": "id,price,quantity\n1,2.5,3\n2,3.5,4\n",
		"prose.csv":  "This is a sentence.\nAnother one follows, with a comma.\nAnd a third.\n",
		"prose.txt":  "One line - with a dash.\nAnother without.\nA third, with a comma.\n",
		"notes.txt": strings.Repeat("a term - its meaning\nanother - more\nthird one - text\nfourth - text\n", 1) +
			"A sentence of prose.\n",
		"labels.txt":  "Q: What?\nA: That.\nQ: Who?\nA: They.\n",
		"people.csv":  "name,age,city\nAnn,3,Rome\nBob,4,Oslo\n",
		"numbers.tsv": "1\t2\n3\t4\n",
	} {
		d, _ := importer.Parse(name, []byte(text))
		if d.Format != "markdown" {
			t.Errorf("%s was read as %s with %d cards", name, d.Format, len(d.Cards))
		}
	}
}
