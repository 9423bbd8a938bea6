package main

import (
	"fmt"

	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

func (a *app) doctorCommand() *cobra.Command {
	var where, browser string
	var meanProduction bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the browser, the target, the credentials and the clock",
		Long: `Check what a run needs: the browser is there and starts, the target answers, it
accepts the credentials of every channel, and whether its clock can be moved.
One line for each, with the remedy where something is missing.`,
		Example: `  assay doctor
  assay doctor --target uat`,
		Args: atMost(0, "name the target with --target"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, chosen, err := a.choose(cmd, where)
			if err != nil {
				return err
			}
			findings := runner.Doctor(cmd.Context(), runner.Config{
				Target: chosen, Browser: browser, MeanProduction: meanProduction, Version: version(),
			})
			return a.diagnose(findings, chosen)
		},
	}
	a.addTarget(cmd, &where)
	a.addBrowser(cmd, &browser)
	a.addMeanProduction(cmd, &meanProduction)
	return cmd
}

// diagnose prints the findings. The exit code is that of a run that would meet
// the worst of them. A browser is not missed by a target that has no use for
// it: that of a container, say, which only asks whether its gateway is up.
func (a *app) diagnose(findings []runner.Finding, where target.Target) error {
	code := exitPassed
	for _, f := range findings {
		mark, fine := "ok", f.OK
		switch {
		case !f.OK && f.Name == "browser" && !where.Has("browser"):
			mark, fine = "unused", true
		case !f.OK:
			mark = "missing"
		}
		line := fmt.Sprintf("%-8s %-12s %s", mark, f.Name, oneLine(f.Detail))
		if !fine && f.Remedy != "" {
			line += "; remedy: " + oneLine(f.Remedy)
		}
		fmt.Fprintln(a.stdout, line)
		switch {
		case fine:
		case f.Name == "browser":
			code = exitBroken
		case code == exitPassed:
			code = exitUnavailable
		}
	}
	return exitStatus(code)
}
