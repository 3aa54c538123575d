// Mutate asks whether the tests would notice: it changes one small thing at a time in the packages it
// is given, runs their tests on each change, and lists the changes that no test noticed.
//
//	go run ./internal/mutate -seed 1 -n 60 ./srs ./internal/session ./internal/term ./importer/... ./db/...
//
// The changes are drawn by chance, equally many from each argument. The same seed on the same tree
// draws the same changes. The tree itself is never touched: the go command reads the changed file from
// an overlay.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"
)

func main() {
	seed := flag.Uint64("seed", 1, "of the draw")
	n := flag.Int("n", 60, "how many changes to try")
	limit := flag.Duration("limit", time.Minute, "how long the tests of one change may run")
	list := flag.Bool("list", false, "list the changes that were drawn, without trying them")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "mutate: name the packages, such as ./srs ./db/...")
		os.Exit(2)
	}
	drawn, err := drawAll(flag.Args(), *n, rand.New(rand.NewPCG(*seed, 0)))
	if err == nil && !*list {
		err = tryAll(drawn, *limit)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
	if *list {
		for _, m := range drawn {
			fmt.Println(m)
		}
	}
}

// drawAll draws n mutations, an equal share from each pattern of packages.
func drawAll(patterns []string, n int, chance *rand.Rand) (drawn []mutation, err error) {
	for i, pattern := range patterns {
		share := n*(i+1)/len(patterns) - n*i/len(patterns)
		sources, err := load(pattern)
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, draw(sources, share, chance)...)
	}
	return drawn, nil
}

// draw leaves out the mutations that would not compile.
func draw(sources []*source, n int, chance *rand.Rand) (drawn []mutation) {
	var all []mutation
	for _, s := range sources {
		all = append(all, s.mutations()...)
	}
	for _, i := range chance.Perm(len(all)) {
		if len(drawn) == n {
			break
		}
		if all[i].compiles() {
			drawn = append(drawn, all[i])
		}
	}
	return drawn
}

// tryAll runs the tests on each mutation and prints what became of it.
func tryAll(drawn []mutation, limit time.Duration) error {
	if err := errors.Join(limitMemory(), trySound(drawn, limit)); err != nil {
		return err
	}
	var survivors []mutation
	began := time.Now()
	for i, m := range drawn {
		noticed, err := m.noticed(limit)
		if err != nil {
			return fmt.Errorf("%v: %w", m, err)
		}
		fate := "noticed "
		if !noticed {
			fate = "SURVIVED"
			survivors = append(survivors, m)
		}
		fmt.Printf("%*d/%d %s %v\n", digits(len(drawn)), i+1, len(drawn), fate, m)
	}
	fmt.Printf("\n%d of %d changes survived, in %v:\n", len(survivors), len(drawn),
		time.Since(began).Round(time.Second))
	for _, m := range survivors {
		fmt.Println(" ", m)
	}
	return nil
}

func digits(n int) int { return len(fmt.Sprint(n)) }
