package cli

import (
	"fmt"
	"slices"
	"strings"

	"assay/support/lint"
	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// lintFlags are the flags of assay lint.
type lintFlags struct {
	format, explain string
	strict          bool
}

func (a *app) lintCommand() *cobra.Command {
	var flags lintFlags
	cmd := &cobra.Command{
		Use:   "lint [paths]",
		Short: "Say where feature files break the house rules",
		Long: `Say where feature files break the house rules: unknown tags, ids that stand twice,
steps that no sentence fits, two Whens in a scenario, wording that tells which
button to press. Nothing is sent. Without paths it is the built-in specification.

Errors end with exit code 1, warnings only with --strict. A rule is switched off
in a file by a comment "# assay:off RULE", for all files by lint: {off: [RULE]} in
assay.yaml.`,
		Example: `  assay lint my-features
  assay lint --strict --format sarif my-features > lint.sarif
  assay lint --explain one-when
  assay help lint-rules`,
		RunE: func(_ *cobra.Command, args []string) error { return a.lint(flags, args) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", lint.Formats()[0], "print the findings as `form`: "+strings.Join(lint.Formats(), ", "))
	f.StringVar(&flags.explain, "explain", "", "explain a `rule` and look at nothing")
	f.BoolVar(&flags.strict, "strict", false, "let warnings count like errors")
	must(cmd.RegisterFlagCompletionFunc("format", words(lint.Formats()...)))
	must(cmd.RegisterFlagCompletionFunc("explain", words(lint.Names()...)))
	return cmd
}

// lint is assay lint.
func (a *app) lint(flags lintFlags, paths []string) error {
	if flags.explain != "" {
		rule, known := lint.Find(flags.explain)
		if !known {
			return unknownRule("flag --explain: ", flags.explain)
		}
		return lint.Explain(a.stdout, rule)
	}
	if !slices.Contains(lint.Formats(), flags.format) {
		return &usageError{fmt.Sprintf("flag --format cannot be %q", flags.format), "it takes " + strings.Join(lint.Formats(), ", ")}
	}
	config, err := a.load()
	if err != nil {
		return err
	}
	if err := checkRules(config); err != nil {
		return err
	}
	selection := a.selection(config.Tags)
	selection.Paths = paths
	findings, err := runner.Lint(selection, config.LintOff)
	if err != nil {
		return err
	}
	if err := lint.Write(a.stdout, flags.format, findings, release); err != nil {
		return err
	}
	mistakes, warnings := lint.Count(findings, lint.Error), lint.Count(findings, lint.Warning)
	if len(findings) > 0 {
		a.say("%s, %s; assay lint --explain RULE tells more", counted(mistakes, "error"), counted(warnings, "warning"))
	}
	if mistakes > 0 || flags.strict && warnings > 0 {
		return exitStatus(exitFailed)
	}
	return nil
}

// checkRules refuses a configuration that switches off what there is not.
func checkRules(config *target.Config) error {
	for _, name := range config.LintOff {
		if _, known := lint.Find(name); !known {
			return unknownRule(config.Path+": lint: off: ", name)
		}
	}
	return nil
}

func unknownRule(where, name string) error {
	names := lint.Names()
	return &usageError{
		fmt.Sprintf("%sthere is no rule %q", where, name), nearestOr(name, names, "the rules are "+strings.Join(names, ", ")),
	}
}

// counted writes "1 error", "2 errors".
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// lintRulesTopic is "assay help lint-rules".
func lintRulesTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString("The house rules of features. assay lint --explain RULE tells how to keep one.\n\n")
	for _, r := range lint.Rules() {
		fmt.Fprintf(&b, "  %-15s %-8s %s\n", r.Name, r.Severity, r.Meaning)
	}
	b.WriteString(`
A comment "# assay:off RULE, RULE" anywhere in a file switches rules off for it. In
assay.yaml they are switched off for all files:

  lint:
    off: [source, status-tag]
`)
	return topic("lint-rules", "The house rules of features", b.String())
}
