package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"assay/reports"
	"assay/support/runner"

	"github.com/spf13/cobra"
)

func (a *app) rerunCommand() *cobra.Command {
	var flags runFlags
	var merged string
	cmd := &cobra.Command{
		Use:   "rerun LOG...",
		Short: "Run again what did not pass in an earlier run",
		Long: `Run again what did not pass in an earlier run: what failed, was broken, found no
gateway or was never reached, against the same target, with the same seed, the same
faults and whatever else changed what the scenarios met.

The attempts go into a log of their own that has the id of the run, in a directory
beside the first log: reports/out-rerun1 for reports/out. --merge joins all of
them into another directory; the exit code is then that of the run as a whole, in
which what passes now is flaky. A rerun repeats the very same scenarios: when a
feature has changed since, it is refused.`,
		Example: `  assay rerun reports/out
  assay rerun reports/out --merge reports/joined
  assay rerun shard1 shard2 shard3 --out again && assay merge shard1 shard2 shard3 again --out reports/out`,
		Annotations: map[string]string{ownOut: "yes"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{"no log is named", "assay rerun " + defaultOut}
			}
			return a.rerun(cmd, &flags, args, merged)
		},
	}
	f := cmd.Flags()
	a.addConcurrency(cmd, &flags.concurrency)
	a.addPages(cmd, &flags)
	a.addBrands(cmd, &flags.brands)
	a.addMeanProduction(cmd, &flags.meanProduction)
	f.BoolVar(&flags.failFast, "fail-fast", false, "stop at the first scenario that does not pass")
	f.StringVarP(&flags.out, "out", "o", "", "`directory` for the reports (default one beside the log)")
	addReport(cmd, &flags.reports)
	f.StringVar(&merged, "merge", "", "join the logs and the new one into this `directory`")
	return cmd
}

// rerun is assay rerun.
func (a *app) rerun(cmd *cobra.Command, flags *runFlags, logs []string, merged string) error {
	if err := a.checkNumbers(flags); err != nil {
		return err
	}
	if err := a.checkReports(flags.reports); err != nil {
		return err
	}
	run, err := reports.ReadAll(logs...)
	if err != nil {
		return err
	}
	defer run.Close()
	if len(run.Command) > 0 && run.Command[0] != a.program.Name {
		a.say("the run is one of %s, whose sentences and features may not be known here", run.Command[0])
	}
	if !runner.ToRerun(run) {
		a.say("everything that ran has passed: there is nothing to run again")
		if merged != "" {
			return a.merge(logs, merged, false, flags.reports)
		}
		return nil
	}
	file, where, err := a.choose(cmd, run.Target)
	if err != nil {
		return err
	}
	if err := a.checkPages(cmd, flags); err != nil {
		return err
	}
	brands, err := runner.LoadBrands(flags.brands)
	if err != nil {
		return err
	}
	out := flags.out
	if out == "" {
		out = besides(logs[0], run.RunID)
	}
	if err := run.Spare(out); err != nil {
		return err
	}
	selection := a.selection(file.Tags)
	selection.Brands = brands
	config := runner.Config{
		Selection: selection,
		Target:    where, Concurrency: flags.concurrency, Out: out, FailFast: flags.failFast,
		MeanProduction: flags.meanProduction, Version: version(),
		Browser: flags.browser, BrowserURL: flags.browserURL, NoBrowser: flags.noBrowser, Trace: flags.trace, Reports: flags.reports,
	}
	err = a.perform(cmd, config, func(ctx context.Context, c runner.Config) (runner.Outcome, error) {
		return runner.Rerun(ctx, c, run)
	})
	var status exitStatus
	if merged == "" || !errors.As(err, &status) || status >= exitHungUp {
		return err
	}
	return a.merge(append(slices.Clone(logs), out), merged, false, flags.reports)
}

// rerunName is the end of the name of a rerun's directory.
var rerunName = regexp.MustCompile(`-rerun\d+$`)

// besides is the directory for the rerun of a log: the first beside it that is
// not taken by another rerun of the same run.
func besides(log, runID string) string {
	dir := filepath.Clean(log)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	if full, err := filepath.Abs(dir); err == nil && (dir == "." || dir == "..") {
		dir = full
	}
	stem := rerunName.ReplaceAllString(dir, "")
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s-rerun%d", stem, n)
		if _, err := os.Stat(name); err != nil {
			return name
		}
		if old, err := reports.Read(name); err == nil {
			stale := old.RunID != runID
			old.Close()
			if stale {
				return name
			}
		}
	}
}
