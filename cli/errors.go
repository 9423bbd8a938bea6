package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usageError is a mistake in the command line.
type usageError struct{ problem, remedy string }

func (e *usageError) Error() string { return e.problem }

// Hint returns the likely remedy.
func (e *usageError) Hint() string { return e.remedy }

// ExitCode returns the exit code for usage and configuration.
func (e *usageError) ExitCode() int { return exitUsage }

// exitStatus ends the program with a code after everything has been said.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// ExitCode returns the code.
func (e exitStatus) ExitCode() int { return int(e) }

// finish prints an error with its hint and returns the exit code.
func (a *app) finish(err error) int {
	if err == nil {
		return exitPassed
	}
	var status exitStatus
	if errors.As(err, &status) {
		return int(status)
	}
	for _, message := range messages(err) {
		fmt.Fprintf(a.stderr, "%s: error: %s\n", a.program.Name, a.named(oneLine(message)))
	}
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) && hinter.Hint() != "" {
		fmt.Fprintf(a.stderr, "%s: hint: %s\n", a.program.Name, a.named(oneLine(hinter.Hint())))
	}
	return runner.CodeOf(err)
}

// messages takes joined errors apart and leaves out what was said already: a
// full disk is met by the log, and by every report after it.
func messages(err error) []string {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []string{err.Error()}
	}
	var all []string
	for _, e := range joined.Unwrap() {
		for _, m := range messages(e) {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// oneLine keeps further lines of an error apart from the next message.
func oneLine(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ") }

// flagMistake words what is wrong with a flag, and names the nearest.
func flagMistake(cmd *cobra.Command, err error) error {
	verb := cmd.CommandPath()
	remedy := fmt.Sprintf("%q lists the flags", verb+" --help")
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		name := unknown.GetSpecifiedName()
		if near := target.Nearest(name, known); near != "" && len(name) > 1 {
			remedy = "did you mean --" + near + "?"
		} else if slices.Contains(namesOf(cmd.Root(), false), name) {
			remedy = fmt.Sprintf("did you mean %q?", cmd.Root().Name()+" "+name)
		}
		return &usageError{"unknown flag " + dashes(name) + " of " + verb, remedy}
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) {
		return &usageError{"flag " + dashes(missing.GetSpecifiedName()) + " needs a value", remedy}
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		f := invalid.GetFlag()
		return &usageError{fmt.Sprintf("flag --%s cannot be %q", f.Name, invalid.GetValue()), "it takes " + kindOf(f)}
	}
	return &usageError{err.Error(), remedy}
}

// dashes writes a flag as it is typed.
func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// kindOf says in words what a flag takes.
func kindOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "true or false"
	case "int", "int64", "uint64":
		return "a whole number"
	case "duration":
		return "a duration such as 30s"
	}
	if _, list := f.Value.(pflag.SliceValue); list {
		return "one or several in one line, with commas between them; what has quotes in it is put into quotes"
	}
	return "a " + f.Value.Type()
}

// unknownVerb is the error for a word that is no verb of cmd.
func unknownVerb(cmd *cobra.Command, word string) error {
	known := namesOf(cmd, false)
	remedy := "the verbs are " + strings.Join(known, ", ")
	if near := target.Nearest(word, known); near != "" {
		remedy = fmt.Sprintf("did you mean %q?", cmd.CommandPath()+" "+near)
	}
	return &usageError{fmt.Sprintf("unknown verb %q", word), remedy}
}

// atMost lets a verb take up to n arguments; remedy is for one too many.
func atMost(n int, remedy string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return &usageError{fmt.Sprintf("%s does not take %q", cmd.CommandPath(), args[n]), remedy}
	}
}
