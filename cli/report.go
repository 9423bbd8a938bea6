package cli

import (
	"fmt"

	"assay/reports"

	"github.com/spf13/cobra"
)

func (a *app) reportCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "report LOG --out DIR",
		Short: "Make the reports of an earlier run again from its log",
		Long: `Make the reports of an earlier run again from its log (run.ndjson, or the
directory it is in). The log of a run that was killed will do: what had not run
by then is reported as not run.`,
		Example: `  assay report reports/out --out /tmp/reports
  assay report run.ndjson --out reports/again`,
		Annotations: map[string]string{ownOut: "yes"},
		Args:        atMost(1, "name one log: assay report reports/out --out DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{"no log is named", "assay report reports/out --out DIR"}
			}
			if out == "" {
				return &usageError{"no directory is named for the reports", "add --out DIR"}
			}
			return a.report(args[0], out)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "`directory` for the reports")
	return cmd
}

// report is assay report.
func (a *app) report(log, out string) error {
	run, err := reports.Read(log)
	if err != nil {
		return err
	}
	defer run.Close()
	return a.reportOn(run, out)
}

// reportOn writes the reports of a run and sums it up.
func (a *app) reportOn(run *reports.Run, out string) error {
	files, err := reports.WriteAll(run, out)
	if err != nil {
		return err
	}
	if err := reports.Summary(a.stdout, run, reports.Style{Color: a.colored(a.stdout)}); err != nil {
		return err
	}
	for _, path := range files {
		fmt.Fprintln(a.stdout, "report:", path)
	}
	return nil
}
