package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"assay/reports"
	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// runFlags are the flags of assay run.
type runFlags struct {
	target         string
	tags           string
	concurrency    int
	seed           int64
	out            string
	failFast       bool
	failOnFlaky    bool
	retries        int
	repeat         int
	order          string
	name           string
	quarantine     string
	timeouts       timeouts
	watch          bool
	dryRun         bool
	meanProduction bool
	browser        string
	browserURL     string
	noBrowser      bool
	brands         string
	trace          string
	reports        []string
	faults         []string
	vary           int64
	shard          shardFlags
}

func (a *app) runCommand() *cobra.Command {
	var flags runFlags
	cmd := &cobra.Command{
		Use:   "run [paths]",
		Short: "Run scenarios against a target and write the reports",
		Long: `Run scenarios against a target and write the reports.

Paths are directories, feature files, a line of one (file:line, also of a row of
Examples) or ids of scenarios; without a path it is the built-in specification.
Tags are a Cucumber tag expression; @generated asks for scenarios made from the
table of parameters as well. What runs can be stopped with Ctrl-C: once finishes
the scenarios that have begun, twice stops at once, and the reports are written
either way.

A scenario that passes at a retry is flaky, and all its attempts are reported.
What is known not to pass can be kept in a quarantine file until a day: it runs,
is reported as quarantined, and leaves the exit code alone.`,
		Example: `  assay run
  assay run --target uat --tags '@DB and not @browser'
  assay run features/backoffice/refund.feature:12
  assay run DB-001 'PA-001[VISA]'        a scenario, and a row of another
  assay run my-features --out build/reports --fail-fast
  assay run --tags @generated            the boundaries of every parameter's format
  assay run my-features --watch          again whenever a feature changes
  assay run --tags @smoke --repeat 20    is any of them flaky?
  assay run --seed 4711                  the same order and data as that run
  assay run --dry-run --target uat       what would run, without sending anything
  assay run --fault throttle-never       does the suite notice?
  assay run --shard auto --timings last  one machine's part of it, see assay help shards`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.run(cmd, &flags, args) },
	}
	a.addSettings(cmd, &flags)
	f := cmd.Flags()
	f.BoolVar(&flags.failFast, "fail-fast", false, "stop at the first scenario that does not pass")
	a.addAttempts(cmd, &flags)
	f.BoolVar(&flags.watch, "watch", false, "run again what a change of a feature file touches, until Ctrl-C")
	f.BoolVar(&flags.dryRun, "dry-run", false, "check everything and say what would run; send nothing")
	a.addMeanProduction(cmd, &flags.meanProduction)
	a.addFaults(cmd, &flags.faults)
	addVary(cmd, &flags.vary)
	addReport(cmd, &flags.reports)
	addShard(cmd, &flags.shard)
	return cmd
}

// run is assay run. The flags are read behind a pointer because the
// configuration fills in those that were not given.
func (a *app) run(cmd *cobra.Command, flags *runFlags, paths []string) error {
	file, where, err := a.choose(cmd, flags.target)
	if err != nil {
		return err
	}
	if err := a.checkNumbers(flags); err != nil {
		return err
	}
	if err := a.checkPages(cmd, flags); err != nil {
		return err
	}
	if err := flags.checkAttempts(); err != nil {
		return err
	}
	if err := a.checkReports(flags.reports); err != nil {
		return err
	}
	selection, err := flags.selection(a.selection(file.Tags), paths)
	if err != nil {
		return err
	}
	config := runner.Config{
		Selection: selection,
		Target:    where, Concurrency: flags.concurrency, Seed: flags.seed, Out: flags.out,
		FailFast: flags.failFast, DryRun: flags.dryRun, MeanProduction: flags.meanProduction,
		Faults: flags.faults, Browser: flags.browser, BrowserURL: flags.browserURL, NoBrowser: flags.noBrowser,
		Trace: flags.trace, Reports: flags.reports, Vary: flags.vary, Version: version(),
		FailOnFlaky: flags.failOnFlaky, Ordered: flags.order == orderDefined, Retries: flags.retries, Repeat: flags.repeat,
		StepTimeout: flags.timeouts.step, ScenarioTimeout: flags.timeouts.scenario,
	}
	if err := a.shardOf(&flags.shard, &config); err != nil {
		return err
	}
	config.Command = a.command(cmd, file)
	if flags.watch {
		return a.watch(cmd.Context(), config)
	}
	return a.perform(cmd, config, runner.Run)
}

// checkPages refuses a mode of traces that there is not, wherever it was said, and
// a browser that is not to be used. One that a variable or the configuration names
// is for other runs.
func (a *app) checkPages(cmd *cobra.Command, flags *runFlags) error {
	if !slices.Contains(runner.TraceModes(), flags.trace) {
		return &usageError{
			fmt.Sprintf("the trace cannot be %q, as %s says", flags.trace, a.origin["trace"]),
			"it takes " + strings.Join(runner.TraceModes(), ", "),
		}
	}
	if !flags.noBrowser {
		return nil
	}
	for _, name := range []string{"browser", "browser-url"} {
		if a.origin[name] == "--"+name {
			return &usageError{"--no-browser and --" + name + " exclude each other", "leave one of them out"}
		}
		must(cmd.Flags().Set(name, ""))
	}
	return nil
}

// checkNumbers refuses numbers that make no sense.
func (a *app) checkNumbers(f *runFlags) error {
	if f.concurrency < 1 {
		return &usageError{fmt.Sprintf("%s cannot be %d", a.setting("concurrency"), f.concurrency), "it takes 1 or more"}
	}
	if f.seed < 0 {
		return &usageError{fmt.Sprintf("%s cannot be %d", a.setting("seed"), f.seed), "it takes 1 or more"}
	}
	return nil
}

// perform runs scenarios, in the way of start, until they are done or a signal
// comes.
func (a *app) perform(cmd *cobra.Command, config runner.Config, start starter) error {
	p := a.newProgress()
	ctx, interruption := interruptible(cmd.Context(), p.interrupted)
	defer interruption.stop()
	return a.runOnce(ctx, interruption, p, config, start)
}

// runOnce runs scenarios, in the way of start, while it shows how far they are;
// then it sums up.
func (a *app) runOnce(
	ctx context.Context, interruption *interruption, p *progress, config runner.Config, start starter,
) error {
	defer p.stop()
	config.Abort, config.OnScenario, config.OnReports = interruption.abort, p.scenario, p.stop
	if !config.DryRun {
		config.OnPlan = p.plan
	}
	outcome, err := start(ctx, config)
	p.stop()
	if config.DryRun && err == nil {
		return a.dryRun(outcome, config.Target)
	}
	if shown := a.summarize(outcome); err == nil {
		err = shown
	}
	if code, interrupted := interruption.code(); interrupted && (outcome.Interrupted || outcome.Log == "") {
		if outcome.Interrupted { // and whatever else went wrong
			a.finish(err)
		}
		return exitStatus(code)
	}
	if err != nil {
		return err
	}
	return exitStatus(outcome.ExitCode())
}

// starter begins a run: [runner.Run], or a rerun.
type starter func(context.Context, runner.Config) (runner.Outcome, error)

// choose reads the configuration, fills flags from it and picks the target.
func (a *app) choose(cmd *cobra.Command, name string) (*target.Config, target.Target, error) {
	config, err := a.load()
	if err != nil {
		return nil, target.Target{}, err
	}
	if err := a.fromFile(cmd, config); err != nil {
		return nil, target.Target{}, err
	}
	where, err := config.Target(name)
	return config, where, err
}

// dryRun says what a run would do.
func (a *app) dryRun(o runner.Outcome, where target.Target) error {
	ready, skipped := o.Counts[reports.NotRun], o.Counts[reports.Skipped]
	_, err := fmt.Fprintf(a.stdout, "%s would run on target %s, %d would be skipped\n", scenarios(ready), where.Name, skipped)
	if err != nil {
		return err
	}
	if ready == 0 {
		return exitStatus(exitNothing)
	}
	return nil
}

// summarize prints what the log says, where the reports are, and how to run
// again what did not pass.
func (a *app) summarize(o runner.Outcome) error {
	run := o.Run
	if run == nil {
		return nil // nothing was run, or the error says why there is no log
	}
	defer run.Close()
	if err := a.tell(run, o.Reports); err != nil {
		return err
	}
	for _, note := range o.Notes {
		fmt.Fprintf(a.stderr, "%s: warning: %s\n", a.program.Name, a.named(note))
	}
	if places := placesCommand(run); places != "" && !a.quiet {
		fmt.Fprintf(a.stderr, "%s: hint: to run again what did not pass: %[1]s rerun %s; after a change: %s\n",
			a.program.Name, reports.ShellWord(o.Out), places)
	}
	return nil
}
