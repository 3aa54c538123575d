package ask

import "testing"

func TestIsNavigation(t *testing.T) {
	for line, want := range map[string]bool{
		"[Back to top](#top)": true, "[[↑] Back to top](#Go)": true, "**[⬆ Back to Top](#table-of-contents)**": true,
		"[[Back]](#top)": true, "- [[↑] Back to top](#Go)": true,
		"[[1] a footnote](https://example.org/1)":                                           false,
		"[What is the difference between [x] and (y)?](#difference) is answered elsewhere.": false,
		"See [the section](#locks) on locks.":                                               false,
		"Back to top":                                                                       false, "": false,
	} {
		if got := IsNavigation(line); got != want {
			t.Errorf("IsNavigation(%q) = %v", line, got)
		}
	}
}
