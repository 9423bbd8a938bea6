package runner

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/reports"
)

// Rerun runs again what did not pass in an earlier run: what failed, was broken,
// found no gateway or was never reached. It makes new attempts in a log of its
// own that has the id of the run, so that both can be joined.
//
// Of cfg the target must be that of the run; what was selected and all that
// changes what a scenario meets are taken from the run. It refuses to run what has changed since, as no
// common result would come of it.
func Rerun(ctx context.Context, cfg Config, run *reports.Run) (Outcome, error) {
	if cfg.Target.Name != run.Target {
		return Outcome{}, usage("name the target of the run", "the run was against target %s, not %s", run.Target, cfg.Target.Name)
	}
	cfg.only, cfg.again = newIDSet(), newIDSet()
	cfg.quarantined = map[string]*reports.Quarantine{}
	for i := range run.Scenarios {
		s := &run.Scenarios[i]
		cfg.only.add(s.ID)
		cfg.quarantined[s.ID] = s.Quarantine
		if toRerun(*s) {
			cfg.again.add(s.ID)
		}
	}
	for _, file := range run.Elsewhere {
		cfg.only.add(file.IDs...)
	}
	if err := cfg.repeat(run.RunRecord); err != nil {
		return Outcome{}, err
	}
	p, err := makePlan(cfg.Selection, cfg.Target, cfg.MeanProduction)
	var problem *Problem
	if errors.As(err, &problem) && problem.Code == ExitNothingToRun {
		p, err = &plan{}, nil // the features are others by now
	}
	if err != nil {
		return Outcome{}, err
	}
	p.withhold(cfg) // as the run did: why a scenario is skipped is a part of the plan
	if p.hash() != run.PlanHash {
		return Outcome{}, changed(p, run)
	}
	return Run(ctx, cfg)
}

// repeat takes over from an earlier run how it was run.
func (cfg *Config) repeat(run reports.RunRecord) error {
	cfg.Paths, cfg.Seed, cfg.Faults, cfg.RunID, cfg.Command = run.Paths, run.Seed, run.Faults, run.RunID, run.Command
	cfg.NoBrowser = cfg.NoBrowser || run.Settings[reports.SettingBrowser] == reports.NoBrowser
	cfg.Ordered = run.Settings[settingOrder] == orderDefined
	cfg.FailOnFlaky = run.Settings[settingFailOnFlaky] != ""
	var errs [3]error
	if vary := run.Settings[reports.SettingVary]; vary != "" {
		cfg.Vary, errs[0] = strconv.ParseInt(vary, 10, 64)
	}
	if limit := run.Settings[settingStepTimeout]; limit != "" {
		cfg.StepTimeout, errs[1] = time.ParseDuration(limit)
	}
	if limit := run.Settings[settingScenarioTimeout]; limit != "" {
		cfg.ScenarioTimeout, errs[2] = time.ParseDuration(limit)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return usage("run it anew with assay run", "the settings of the run cannot be understood: %v", err)
	}
	return nil
}

// ToRerun says whether there is anything for a rerun to do.
func ToRerun(run *reports.Run) bool {
	gaps := run.Gaps()
	return gaps != nil && gaps.Unnamed > 0 || slices.ContainsFunc(run.Scenarios, toRerun)
}

func toRerun(s reports.Scenario) bool { return s.Verdict.Bad() || s.Verdict == reports.NotRun }

// changed says what keeps a plan from being that of an earlier run.
func changed(p *plan, run *reports.Run) error {
	const hint = "a rerun repeats the very same scenarios; run what you changed with assay run"
	if gaps := run.Gaps(); gaps != nil && gaps.Unnamed > 0 {
		return usage("run it anew", "the log was cut off before it had named all of the plan, which a rerun needs")
	}
	masker := newIDSet().mask // a log is masked
	var files []string
	for _, f := range p.features {
		text, err := run.FeatureText(f.path)
		if err != nil {
			return err
		}
		if text != "" && text != masker.String(f.told()) {
			files = append(files, f.path)
		}
	}
	if len(files) > 0 {
		slices.Sort(files)
		return usage(hint, "%s has changed since the run", strings.Join(files, ", "))
	}
	return usage(hint, "the scenarios of the run are not the same any more: "+
		"features, brands, the target's channels or what this machine has of browsers have changed")
}
