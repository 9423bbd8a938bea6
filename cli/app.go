// Package cli is the command line: one file for each verb. Start with
// [Program]: it is assay, or what an author makes of it with sentences and
// features of their own.
//
// This package is wiring only: a verb reads flags, calls a package and prints.
// It is not where scenarios are planned or run (support/runner), nor where
// reports are made (reports).
//
// It may import the packages that verbs call: reports, steps, and of support
// boundary, catalogue, coverage, door, featurefile, fidelity, lint, openapi,
// runner, simulator, target and watch.
package cli

import (
	"fmt"
	"io"
	"regexp"

	"assay/support/target"

	"github.com/spf13/cobra"
)

// app is what the verbs share: the outside world, and the flags of all verbs.
type app struct {
	program  Program
	commands *regexp.Regexp // what calls the program by another name; nil = nothing

	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string

	configPath     string
	quiet, verbose bool
	color          string

	// origin says for each flag where its value came from, for config show.
	origin map[string]string
}

// rootCommand puts the verbs together.
func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   a.program.Name,
		Short: "Test a payment gateway that speaks the Open Payment Platform API",
		Long: a.program.differs() + `assay tests a payment gateway that speaks the Open Payment Platform API: it runs
scenarios written in Gherkin, plays the shopper in a browser, and reports what
happened. Without a target it tests the simulator that it carries, offline.`,
		Example: `  assay run                              the built-in scenarios against the simulator
  assay run --target uat --tags @smoke   some of them against your test host
  assay doctor --target uat              is everything in place for that?
  assay help exit-codes                  what a pipeline can rely on`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.ArbitraryArgs,
		RunE:              group,
		PersistentPreRunE: a.prepare,
	}
	root.SetFlagErrorFunc(flagMistake)
	f := root.PersistentFlags()
	f.StringVar(&a.configPath, "config", "", "configuration `file` (default ./assay.yaml if there is one)")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print results and errors only")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "print a line for every scenario")
	f.StringVar(&a.color, "color", "auto", "colour: auto, always or never")
	must(root.RegisterFlagCompletionFunc("color", words("auto", "always", "never")))
	root.AddCommand(
		a.runCommand(), a.rerunCommand(), a.mergeCommand(), a.reportCommand(), a.coverageCommand(), a.listCommand(), a.stepsCommand(),
		a.lintCommand(), a.fmtCommand(), a.serveCommand(), a.doctorCommand(), a.configCommand(), a.openapiCommand(),
		a.fidelityCommand(), a.versionCommand(),
		exitCodesTopic(), variablesTopic(), faultsTopic(), journeysTopic(), lintRulesTopic(), shardsTopic(),
	)
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpCommand(a.helpCommand(root))
	a.completionCommand(root)
	a.rename(root)
	return root
}

// completionCommand adds cobra's completion and words its mistakes like ours.
func (a *app) completionCommand(root *cobra.Command) {
	root.InitDefaultCompletionCmd("completion")
	cmd, _, err := root.Find([]string{"completion"})
	must(err)
	cmd.Short = "Print the completion script of a shell"
	cmd.Long = "Print the completion script of a shell. The help of each shell's verb says where the\nscript belongs."
	cmd.Example = "  source <(assay completion bash)\n  assay help completion zsh"
	for _, shell := range cmd.Commands() {
		shell.Short = "Print the completion script of " + shell.Name()
		shell.Example = "  assay completion " + shell.Name()
	}
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = group
}

// group is what a verb with verbs of its own does when it is given none.
func group(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownVerb(cmd, args[0])
	}
	return cmd.Help()
}

// prepare runs ahead of every verb: it fills flags from variables and checks
// the ones that all verbs have.
func (a *app) prepare(cmd *cobra.Command, _ []string) error {
	if err := a.fromVariables(cmd); err != nil {
		return err
	}
	if a.quiet && a.verbose {
		return &usageError{"--quiet and --verbose exclude each other", "leave one of them out"}
	}
	switch a.color {
	case "auto", "always", "never":
		return nil
	}
	return &usageError{fmt.Sprintf("%s cannot be %q", a.setting("color"), a.color), "it takes auto, always or never"}
}

// load reads the configuration.
func (a *app) load() (*target.Config, error) { return target.Load(a.configPath, a.env) }

// say prints a remark for people, unless they want to be left alone.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s: %s\n", a.program.Name, a.named(fmt.Sprintf(format, args...)))
	}
}

// must panics on a mistake in the wiring itself.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// words completes a flag from a fixed list.
func words(list ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)
}
