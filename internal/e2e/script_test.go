package e2e

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs iq as a whole program, as testdata/script tells. Each script has its own home, its
// own database and a clock that stands still.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setupScript,
		Cmds:                scriptCommands,
	})
}
