package cli

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// assay is what texts call the program, whoever wrote them: the help of a verb,
// or the hint of a package that knows nothing of programs.
const assay = "assay"

// named puts the program's own name into the commands that a text tells.
func (a *app) named(text string) string {
	if a.commands == nil {
		return text
	}
	return a.commands.ReplaceAllString(text, a.program.Name+" $1")
}

// rename lets the verbs and topics below a root speak of the program by its name.
func (a *app) rename(root *cobra.Command) {
	if a.program.Name == assay {
		return
	}
	verbs := append(namesOf(root, false), "help")
	a.commands = regexp.MustCompile(`\b` + assay + ` (` + strings.Join(verbs, "|") + `)\b`)
	a.renameBelow(root)
}

func (a *app) renameBelow(cmd *cobra.Command) {
	cmd.Long, cmd.Example = a.named(cmd.Long), a.named(cmd.Example)
	cmd.Flags().VisitAll(func(f *pflag.Flag) { f.Usage = a.named(f.Usage) })
	for _, c := range cmd.Commands() {
		a.renameBelow(c)
	}
}
