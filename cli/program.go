package cli

import (
	"cmp"
	"context"
	"io"
	"io/fs"
	"os"
	"strings"

	"assay/steps"
	"assay/support/runner"
)

// Program is assay, or what an author makes of it. The zero Program is assay
// itself. One with sentences of its own knows them in every verb.
type Program struct {
	Name string // how it is called, and calls itself; "" = assay

	// Features are what the program runs, lists and checks when no path is named,
	// instead of assay's own; nil = those. Their names, "features/orders.feature",
	// are best the ones that they have on disk where the program is developed.
	Features fs.FS

	Steps []steps.Sentence // what features may say beyond assay's sentences
	Words []steps.Word     // and the words in braces that these have beyond assay's
}

// Main runs the program with the arguments, the streams and the environment of
// this process, and returns the exit code.
func (p Program) Main() int {
	return p.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
}

// Run runs one verb and returns the exit code. Results go to stdout, everything
// else to stderr; env looks up environment variables.
func (p Program) Run(
	ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string,
) int {
	p.Name = cmp.Or(p.Name, assay)
	out := &results{Writer: stdout}
	a := &app{program: p, stdin: stdin, stdout: out, stderr: stderr, env: env, origin: map[string]string{}}
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	code := a.finish(root.ExecuteContext(ctx))
	if code == exitPassed {
		code = a.finish(out.lost)
	}
	return code
}

// differs says for the help what the program has beyond assay.
func (p Program) differs() string {
	if p.Name == assay {
		return ""
	}
	var own []string
	if len(p.Steps) > 0 {
		own = append(own, "sentences")
	}
	if p.Features != nil {
		own = append(own, "features")
	}
	if len(own) == 0 {
		return p.Name + " is assay by another name.\n\n"
	}
	return p.Name + " is assay with " + strings.Join(own, " and ") + " of its own.\n\n"
}

// selection is what every verb begins with that reads features.
func (a *app) selection(declaredTags []string) runner.Selection {
	return runner.Selection{
		DeclaredTags: declaredTags, Features: a.program.Features, Steps: a.program.Steps, Words: a.program.Words,
	}
}
