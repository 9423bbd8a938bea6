package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"assay/reports"
	"assay/support/coverage"
	"assay/support/runner"
	"assay/support/simulator"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// coverageFlags are the flags of assay coverage.
type coverageFlags struct {
	json, missing, static bool
	html, least           string
}

func (a *app) coverageCommand() *cobra.Command {
	var flags coverageFlags
	cmd := &cobra.Command{
		Use:   "coverage [LOG...]",
		Short: "Tell what of the API a run covers, and what is missing",
		Long: `Tell what of the API a run covers: calls, parameters and their groups, payment
types, brands, result codes, test data, demands (S-ids), decisions (D-ids), rules
(R-ids) and settings. It reads the logs of one run (run.ndjson, or the directory it is in),
by default the one in ` + defaultOut + `; without one it tells what the scenarios say.
Only scenarios that passed count.

A result code counts as come to by behaviour unless the scenario asked for it: as
the value of a parameter, by a test card that stands for it, or by a setting.

--min is a gate that ends with exit code 6. A number is per cent, and asked of
every measure but the result codes; of codes=120 it is how many.`,
		Example: `  assay coverage
  assay coverage --missing
  assay coverage build/reports --html coverage.html
  assay coverage --min 95
  assay coverage --min endpoints=100,parameters=95,codes=120
  assay coverage --static                what scenarios say, whatever was run`,
		Annotations: map[string]string{ownOut: "yes"},
		RunE:        func(_ *cobra.Command, args []string) error { return a.coverage(flags, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&flags.json, "json", false, "print everything as JSON, for programs")
	f.BoolVar(&flags.missing, "missing", false, "list what is missing, too")
	f.BoolVar(&flags.static, "static", false, "look at the scenarios only, at no log")
	f.StringVar(&flags.html, "html", "", "`file` for a page with every item and its scenarios")
	f.StringVar(&flags.least, "min", "", "the least to be covered, in `percent`, or measure=number,...")
	return cmd
}

// coverage is assay coverage.
func (a *app) coverage(flags coverageFlags, logs []string) error {
	if flags.static && len(logs) > 0 {
		return &usageError{"--static looks at no log", "leave out --static, or " + logs[0]}
	}
	var minimums []coverage.Minimum
	if flags.least != "" {
		var err error
		if minimums, err = coverage.ParseMinimum(flags.least); err != nil {
			return &usageError{
				fmt.Sprintf("flag --min cannot be %q: %v", flags.least, err), "it takes 95, or endpoints=100,codes=120",
			}
		}
	}
	c, err := a.covered(flags.static, logs)
	if err != nil {
		return err
	}
	short, err := c.Check(minimums)
	var unknown *coverage.UnknownMeasureError
	if errors.As(err, &unknown) {
		return a.unmeasured(c, unknown)
	}
	if err := a.showCoverage(c, flags); err != nil {
		return err
	}
	if len(short) == 0 {
		return nil
	}
	return &gateError{"too little is covered: " + strings.Join(short, "; "), "assay coverage --missing lists what is missing"}
}

// covered measures the logs, or the scenarios when there is none.
func (a *app) covered(static bool, logs []string) (*coverage.Coverage, error) {
	var settings []coverage.Setting
	for _, s := range simulator.Settings() {
		settings = append(settings, coverage.Setting{Name: s.Name, Values: s.Values})
	}
	if len(logs) == 0 && !static {
		logs = []string{defaultOut}
		if _, err := os.Stat(defaultOut); errors.Is(err, fs.ErrNotExist) {
			a.say("there is no log in %s: this is what the scenarios say, not what they do", defaultOut)
			static = true
		}
	}
	if static {
		config, err := a.load()
		if err != nil {
			return nil, err
		}
		simulated, err := config.Target(target.SimulatorName)
		if err != nil {
			return nil, err
		}
		ready, _, err := runner.List(a.selection(config.Tags), simulated)
		if err != nil {
			return nil, err
		}
		return coverage.Planned(ready, settings), nil
	}
	run, err := reports.ReadAll(logs...)
	if err != nil {
		return nil, err
	}
	defer run.Close()
	return coverage.Of(run, settings)
}

// showCoverage writes it in the forms that were asked for.
func (a *app) showCoverage(c *coverage.Coverage, flags coverageFlags) error {
	if flags.html != "" {
		err := writeFile(flags.html, "html", func(w io.Writer) error { return coverage.HTML(w, c) })
		if err != nil {
			return err
		}
		a.say("the page is %s", flags.html)
	}
	if flags.json {
		return coverage.JSON(a.stdout, c)
	}
	if err := coverage.Table(a.stdout, c); err != nil {
		return err
	}
	if flags.missing {
		return coverage.Missing(a.stdout, c)
	}
	return nil
}

// unmeasured words a minimum for something that was not measured.
func (a *app) unmeasured(c *coverage.Coverage, e *coverage.UnknownMeasureError) error {
	remedy := "the measures are " + strings.Join(e.Known, ", ")
	if near := target.Nearest(e.Name, e.Known); near != "" {
		remedy = "did you mean " + near + "?"
	} else if c.Run == "" {
		remedy = "without a log there are only " + strings.Join(e.Known, ", ") + "; assay run writes one"
	}
	return &usageError{"flag --min: " + e.Error(), remedy}
}

// gateError is a policy that was not kept.
type gateError struct{ problem, remedy string }

func (e *gateError) Error() string { return e.problem }

// Hint returns what helps on.
func (e *gateError) Hint() string { return e.remedy }

// ExitCode returns the exit code of gates.
func (e *gateError) ExitCode() int { return exitPolicy }
