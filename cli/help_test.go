package cli

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// The help of every verb shows how it is used, by a command of its own.
func TestEveryVerbHasAnExample(t *testing.T) {
	t.Parallel()
	a := &app{program: Program{Name: assay}, origin: map[string]string{}}
	var look func(cmd *cobra.Command)
	look = func(cmd *cobra.Command) {
		if cmd.IsAdditionalHelpTopicCommand() {
			return
		}
		if !strings.Contains(cmd.Example, cmd.CommandPath()) || cmd.Short == "" {
			t.Errorf("the help of %q has no example or no summary", cmd.CommandPath())
		}
		for _, c := range cmd.Commands() {
			look(c)
		}
	}
	look(a.rootCommand())
}
