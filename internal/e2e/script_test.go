package e2e

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"iq/internal/process"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"iq": func() { os.Exit(process.Main()) }, riggedName: rigged})
}

// TestScripts runs iq as a whole program, as testdata/script tells. Each script has its own home,
// its own database and a clock that stands still; each must leave a database that `iq check` finds
// sound, unless it says `env CHECK=no`.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setupScript,
		Cmds:                scriptCommands,
	})
}
