package cli

import (
	"fmt"
	"time"

	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// The orders that scenarios run in.
const (
	orderRandom  = "random"
	orderDefined = "defined"
)

type timeouts struct{ step, scenario time.Duration }

// addAttempts adds the flags that say how often, in which order and for how long
// scenarios run, and what does not count.
func (a *app) addAttempts(cmd *cobra.Command, flags *runFlags) {
	f := cmd.Flags()
	f.StringVar(&flags.name, "name", "", "run scenarios whose name matches the regular `expression`")
	f.StringVar(&flags.order, "order", orderRandom, "`order` of the scenarios: defined (by the files) or random (by the seed)")
	must(cmd.RegisterFlagCompletionFunc("order", words(orderDefined, orderRandom)))
	f.IntVar(&flags.retries, "retries", 0, "try a scenario that does not pass up to `n` more times; "+
		"none when more than 10\nor a fifth do not pass")
	f.IntVar(&flags.repeat, "repeat", 1, "run every scenario `n` times to find flaky ones, which then fail the run")
	f.BoolVar(&flags.failOnFlaky, "fail-on-flaky", false, "exit with 1 when a scenario is flaky")
	f.DurationVar(&flags.timeouts.step, "step-timeout", runner.DefaultStepTimeout, "`time` that a step may take")
	f.DurationVar(&flags.timeouts.scenario, "scenario-timeout", runner.DefaultScenarioTimeout,
		"`time` that all steps of a scenario may take")
}

func (a *app) addQuarantine(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVar(value, "quarantine", "",
		"`file` of scenarios known not to pass (default ./"+target.DefaultQuarantine+" if there is one)")
}

// checkAttempts refuses what makes no sense.
func (flags *runFlags) checkAttempts() error {
	cannot := func(name string, value any, remedy string) error {
		return &usageError{fmt.Sprintf("flag --%s cannot be %v", name, value), remedy}
	}
	switch {
	case flags.order != orderRandom && flags.order != orderDefined:
		return cannot("order", fmt.Sprintf("%q", flags.order), "it takes defined or random")
	case flags.retries < 0:
		return cannot("retries", flags.retries, "it takes 0 or more")
	case flags.repeat < 1:
		return cannot("repeat", flags.repeat, "it takes 1 or more")
	case flags.repeat > 1 && flags.retries > 0:
		return &usageError{"--repeat and --retries exclude each other", "repeat to find flaky scenarios, or retry to live with them"}
	case flags.timeouts.step <= 0:
		return cannot("step-timeout", flags.timeouts.step, "it takes a duration such as 30s")
	case flags.timeouts.scenario <= 0:
		return cannot("scenario-timeout", flags.timeouts.scenario, "it takes a duration such as 5m")
	}
	return nil
}

// selection says which scenarios the flags mean, and which are known not to pass.
func (flags *runFlags) selection(paths, declared []string) (runner.Selection, error) {
	s := runner.Selection{Paths: paths, Tags: flags.tags, DeclaredTags: declared, Name: flags.name}
	var err error
	if s.Brands, err = runner.LoadBrands(flags.brands); err != nil {
		return s, err
	}
	s.Quarantine, err = target.LoadQuarantine(flags.quarantine, time.Now())
	return s, err
}
