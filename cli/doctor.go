package cli

import (
	"fmt"

	"assay/support/runner"

	"github.com/spf13/cobra"
)

func (a *app) doctorCommand() *cobra.Command {
	var where, browser, browserURL, further string
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
			if err := chosen.Guard(meanProduction); err != nil {
				return err
			}
			brands, err := runner.LoadBrands(further)
			if err != nil {
				return err
			}
			findings := runner.Doctor(cmd.Context(), runner.Config{
				Selection: runner.Selection{Brands: brands},
				Target:    chosen, Browser: browser, BrowserURL: browserURL,
				MeanProduction: meanProduction, Version: version(),
			})
			return a.diagnose(findings)
		},
	}
	a.addTarget(cmd, &where)
	a.addBrowser(cmd, &browser)
	a.addBrowserURL(cmd, &browserURL)
	a.addBrands(cmd, &further)
	a.addMeanProduction(cmd, &meanProduction)
	return cmd
}

// diagnose prints the findings. The exit code is that of a run that would meet
// the worst of them.
func (a *app) diagnose(findings []runner.Finding) error {
	code := exitPassed
	for _, f := range findings {
		mark := "ok"
		if !f.OK {
			mark = "problem"
		}
		line := fmt.Sprintf("%-8s %-12s %s", mark, f.Name, oneLine(f.Detail))
		if !f.OK && f.Remedy != "" {
			line += "; remedy: " + oneLine(f.Remedy)
		}
		if _, err := fmt.Fprintln(a.stdout, line); err != nil {
			return err
		}
		code = worse(code, f.Code)
	}
	return exitStatus(code)
}
