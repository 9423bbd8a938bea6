package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"assay/support/featurefile"
	"assay/support/runner"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"
)

func (a *app) fmtCommand() *cobra.Command {
	var check, difference bool
	cmd := &cobra.Command{
		Use:   "fmt paths",
		Short: "Lay out feature files: indentation, empty lines, tables",
		Long: `Lay out feature files: indentation, one empty line between blocks, tables aligned
by what a terminal shows, lines ended as on Unix. Words, comments and doc strings
stay as they are; a file whose meaning would change is left alone. The names of
the files that were changed are printed. With - it reads standard input and
writes standard output.

--check and --diff change nothing; they end with exit code 1 when there is
something to change.`,
		Example: `  assay fmt my-features
  assay fmt --check my-features
  assay fmt --diff my-features/refund.feature`,
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return &usageError{"assay fmt needs to know which files", "name them, or their directory: assay fmt my-features"}
			case len(args) == 1 && args[0] == "-":
				return a.layOut()
			}
			return a.fmt(args, check, difference)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "list what is not laid out, and change nothing")
	cmd.Flags().BoolVarP(&difference, "diff", "d", false, "print what would change, and change nothing")
	return cmd
}

// fmt is assay fmt on files. All of them are laid out before one is written.
func (a *app) fmt(paths []string, check, difference bool) error {
	sources, err := runner.Sources(paths)
	if err != nil {
		return err
	}
	texts := make([][]byte, len(sources))
	for i, s := range sources {
		if texts[i], err = featurefile.Format(s.Text); err != nil {
			return unformatted(s.Path, err)
		}
	}
	changed := false
	for i, s := range sources {
		if bytes.Equal(s.Text, texts[i]) {
			continue
		}
		changed = true
		switch {
		case difference:
			_, err = a.stdout.Write(diff.Diff(s.Path, s.Text, s.Path+" (laid out)", texts[i]))
		case check:
			_, err = fmt.Fprintln(a.stdout, s.Path)
		case s.Disk == "":
			err = &usageError{s.Path + " is part of the program and cannot be changed", "name files that are here"}
		default:
			err = a.rewrite(s, texts[i])
		}
		if err != nil {
			return err
		}
	}
	if changed && (check || difference) {
		return exitStatus(exitFailed)
	}
	return nil
}

// rewrite puts a text into the file it was read from, and keeps its mode.
func (a *app) rewrite(s runner.Source, text []byte) error {
	if err := os.WriteFile(s.Disk, text, 0o644); err != nil {
		return &usageError{fmt.Sprintf("cannot write %s: %v", s.Path, err), "make the file writable"}
	}
	_, err := fmt.Fprintln(a.stdout, s.Path)
	return err
}

// layOut is assay fmt of standard input.
func (a *app) layOut() error {
	text, err := io.ReadAll(a.stdin)
	if err == nil {
		text, err = featurefile.Format(text)
	}
	if err != nil {
		return unformatted("standard input", err)
	}
	_, err = a.stdout.Write(text)
	return err
}

// unformatted words why a file cannot be laid out.
func unformatted(path string, err error) error {
	var broken *featurefile.Broken
	if errors.As(err, &broken) {
		if p := broken.Problems[0]; p.Line > 0 {
			return &usageError{
				fmt.Sprintf("%s:%d:%d: the feature cannot be read: %s", path, p.Line, p.Column, p.Text),
				`correct it there; "assay lint" shows all such places`,
			}
		}
	}
	return &usageError{fmt.Sprintf("%s: %v", path, err), ""}
}
