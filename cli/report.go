package cli

import (
	"assay/reports"

	"github.com/spf13/cobra"
)

func (a *app) reportCommand() *cobra.Command {
	var out string
	var further []string
	cmd := &cobra.Command{
		Use:   "report LOG --out DIR",
		Short: "Make the reports of an earlier run again from its log",
		Long: `Make the reports of an earlier run again from its log (run.ndjson, or the
directory it is in). The log of a run that was killed will do: what had not run
by then is reported as not run.

Reports beyond those that every run has are asked for with --report:

` + formatList(),
		Example: `  assay report reports/out --out /tmp/reports
  assay report run.ndjson --out reports/again
  assay report reports/out --out reports/out --report allure,ctrf,markdown`,
		Annotations: map[string]string{ownOut: "yes"},
		Args:        atMost(1, "name one log: assay report reports/out --out DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{"no log is named", "assay report reports/out --out DIR"}
			}
			if out == "" {
				return &usageError{"no directory is named for the reports", "add --out DIR"}
			}
			return a.report(args[0], out, further)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "`directory` for the reports")
	addReport(cmd, &further)
	return cmd
}

// report is assay report.
func (a *app) report(log, out string, further []string) error {
	if err := a.checkReports(further); err != nil {
		return err
	}
	run, err := reports.Read(log)
	if err != nil {
		return err
	}
	defer run.Close()
	return a.reportOn(run, out, further)
}

// reportOn writes the reports of a run and sums it up.
func (a *app) reportOn(run *reports.Run, out string, further []string) error {
	files, err := reports.WriteAll(run, out, further...)
	if err != nil {
		return err
	}
	return a.tell(run, files)
}
