package cli

import (
	"crypto/rand"
	"fmt"
	"os"
	"slices"
	"strings"

	"assay/reports"

	"github.com/spf13/cobra"
)

// addReport adds the flag for reports beyond those that every run has.
func addReport(cmd *cobra.Command, names *[]string) {
	addList(cmd.Flags(), names, "report", "write further reports as well, by `name`: "+strings.Join(formatNames(), ", "))
	must(cmd.RegisterFlagCompletionFunc("report", words(formatNames()...)))
}

func formatNames() []string {
	var names []string
	for _, f := range reports.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// formatList is a line of help for each further report.
func formatList() string {
	var lines []string
	for _, f := range reports.Formats() {
		lines = append(lines, fmt.Sprintf("  %-9s %-15s %s", f.Name, f.File, f.Meaning))
	}
	return strings.Join(lines, "\n")
}

// checkReports refuses reports that there are not, before anything is run.
func (a *app) checkReports(names []string) error {
	for _, name := range names {
		if known := formatNames(); !slices.Contains(known, name) {
			return &usageError{
				fmt.Sprintf("%s cannot be %q", a.setting("report"), name),
				nearestOr(name, known, "it takes "+strings.Join(known, ", ")+"; all others are always written"),
			}
		}
	}
	return nil
}

// tell sums a run up, and says where its reports are.
func (a *app) tell(run *reports.Run, files []string) error {
	atGitHub := a.env("GITHUB_ACTIONS") == "true"
	if atGitHub { // which would obey what a gateway said
		end := rand.Text()
		fmt.Fprintf(a.stdout, "::stop-commands::%s\n", end)
		defer a.tellGitHub(run)
		defer fmt.Fprintf(a.stdout, "::%s::\n", end)
	}
	if err := reports.Summary(a.stdout, run, reports.Style{Color: a.colored(a.stdout)}); err != nil {
		return err
	}
	for _, path := range files {
		fmt.Fprintln(a.stdout, "report:", path)
	}
	return nil
}

// tellGitHub lets GitHub Actions show what did not pass at its lines, and the summary
// on the page of the job. That it cannot is no fault of the run.
func (a *app) tellGitHub(run *reports.Run) {
	err := reports.Annotations(a.stdout, run)
	if page := a.env("GITHUB_STEP_SUMMARY"); err == nil && page != "" {
		err = appendSummary(page, run)
	}
	if err != nil {
		a.say("GitHub is not told how the run went: %v", err)
	}
}

func appendSummary(page string, run *reports.Run) error {
	file, err := os.OpenFile(page, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	err = reports.Markdown(file, run)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
