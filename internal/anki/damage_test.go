package anki

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// damages returns how many of each form are tried. A fuzzer that watches the whole of SQLite comes to a few
// tries a minute, so most of the search for what breaks it is here.
func damages() int {
	if testing.Short() {
		return 50
	}
	return 300
}

// TestDamagedCollections changes bytes at random: whatever comes of it, it is a document or an error.
func TestDamagedCollections(t *testing.T) {
	m, damages := everyKind(), damages()
	for form, whole := range map[string][]byte{"schema 11": m.schema11(t), "schema 18": m.schema18(t)} {
		random := rand.New(rand.NewPCG(1, uint64(len(whole))))
		refused := 0
		for range damages {
			data := damage(random, bytes.Clone(whole))
			doc, err := readPackage(t, archive(t, entry{"collection.anki2", data}))
			if checkDocument(t, doc, err); err != nil {
				refused++
			}
		}
		if refused == 0 || refused == damages {
			t.Errorf("%s: %d of %d refused: the damage is too small or too great to try anything", form, refused,
				damages)
		}
	}
}

// damage changes up to eight bytes, half of them in the headers of pages, where SQLite keeps what
// leads it from one page to the next.
func damage(random *rand.Rand, data []byte) []byte {
	const page, header = 4096, 64
	for range 1 + random.IntN(8) {
		at := 16 + random.IntN(len(data)-16) // the magic stays
		if random.IntN(2) == 0 && at > page {
			at = at/page*page + random.IntN(header)
		}
		data[at] = byte(random.Uint32())
	}
	return data
}
