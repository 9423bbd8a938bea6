// Command own-steps runs features that use sentences of one's own beside those
// of assay: copy this directory, write features, and add to [sentences] what
// they say. It reads assay.yaml, writes the same reports as "assay run", and
// ends with the same exit codes.
//
//	go run . features          the features in a directory
//	ASSAY_TARGET=uat go run .  against a target of assay.yaml
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"assay/reports"
	"assay/support/runner"
	"assay/support/target"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], "assay-out", os.Stdout, os.Stderr))
}

// run is the program: it runs the features in some paths and returns the exit
// code.
func run(ctx context.Context, paths []string, out string, stdout, stderr io.Writer) int {
	if len(paths) == 0 {
		paths = []string{"features"}
	}
	outcome, err := test(ctx, paths, out)
	if outcome.Run != nil {
		defer outcome.Run.Close()
		err = errors.Join(err, reports.Summary(stdout, outcome.Run, reports.Style{}))
	}
	if err != nil {
		return explain(stderr, err)
	}
	return outcome.ExitCode()
}

// test reads the configuration and runs the features on its target.
func test(ctx context.Context, paths []string, out string) (runner.Outcome, error) {
	config, err := target.Load("", os.Getenv)
	if err != nil {
		return runner.Outcome{}, err
	}
	where, err := config.Target(os.Getenv("ASSAY_TARGET"))
	if err != nil {
		return runner.Outcome{}, err
	}
	return runner.Run(ctx, runner.Config{
		Selection: runner.Selection{Paths: paths, DeclaredTags: config.Tags, Steps: sentences, Words: words},
		Target:    where,
		Out:       out,
	})
}

// explain prints what went wrong and what helps, and returns the exit code.
func explain(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "error:", err)
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) && hinter.Hint() != "" {
		fmt.Fprintln(stderr, "hint:", hinter.Hint())
	}
	var coder interface{ ExitCode() int }
	if errors.As(err, &coder) {
		return coder.ExitCode()
	}
	return runner.ExitBroken
}
