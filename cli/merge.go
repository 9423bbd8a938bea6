package cli

import (
	"assay/reports"
	"assay/support/runner"

	"github.com/spf13/cobra"
)

func (a *app) mergeCommand() *cobra.Command {
	var out string
	var allowGaps bool
	var further []string
	cmd := &cobra.Command{
		Use:   "merge LOG... --out DIR",
		Short: "Join the logs of shards and reruns into one log and its reports",
		Long: `Join the logs of shards and reruns into one log and its reports.

A log is a run.ndjson or the directory it is in. The order does not matter, nor
does naming a log twice, and what was joined can be joined again. Logs of
different runs, plans, targets or versions of the facts are refused, and so are
gaps: a shard that is missing, or scenarios that never ran to their end.

The exit code is that of the run as a whole, and 3 when it has gaps.`,
		Example: `  assay merge shard1 shard2 shard3 --out reports/out
  assay merge reports/out reports/out-rerun1 --out reports/joined
  assay merge shards/* --out reports/out --allow-gaps   after a machine was lost`,
		Annotations: map[string]string{ownOut: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{"no log is named", "assay merge shard1 shard2 --out DIR"}
			}
			if out == "" {
				return &usageError{"no directory is named for the joined log", "add --out DIR"}
			}
			return a.merge(args, out, allowGaps, further)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&out, "out", "o", "", "`directory` for the log and the reports; an earlier run in it is replaced")
	f.BoolVar(&allowGaps, "allow-gaps", false, "join what there is; what did not run is reported as that")
	addReport(cmd, &further)
	return cmd
}

// merge is assay merge. The index of the logs is gone before that of the joined
// one is made.
func (a *app) merge(logs []string, out string, allowGaps bool, further []string) error {
	if err := a.checkReports(further); err != nil {
		return err
	}
	if err := a.join(logs, out, allowGaps); err != nil {
		return err
	}
	run, err := reports.Read(out)
	if err != nil {
		return err
	}
	defer run.Close()
	if err := a.reportOn(run, out, further); err != nil {
		return err
	}
	return exitStatus(runner.OutcomeOf(run).ExitCode())
}

// join writes the joined log.
func (a *app) join(logs []string, out string, allowGaps bool) error {
	run, err := reports.ReadAll(logs...)
	if err != nil {
		return err
	}
	defer run.Close()
	if gaps := run.Gaps(); gaps != nil && !allowGaps {
		return gaps
	}
	left, err := reports.Join(run, out)
	if err == nil && left > 0 {
		a.say("%d of the files that the logs point to are not beside them and are left out", left)
	}
	return err
}
