package runner

import (
	"cmp"
	"fmt"

	"assay/reports"
)

// complete puts the defaults in. The error is a [*Problem].
func (cfg *Config) complete() error {
	if cfg.Concurrency < 1 {
		cfg.Concurrency = DefaultConcurrency
	}
	cfg.StepTimeout = cmp.Or(cfg.StepTimeout, DefaultStepTimeout)
	cfg.ScenarioTimeout = cmp.Or(cfg.ScenarioTimeout, DefaultScenarioTimeout)
	cfg.grace = cmp.Or(cfg.grace, grace)
	cfg.FailOnFlaky = cfg.FailOnFlaky || cfg.Repeat > 1
	return cfg.identify()
}

// The names of settings that a rerun takes over, or that say how a run ends.
const (
	settingRepeat          = "repeat"
	settingFailOnFlaky     = "fail-on-flaky"
	settingOrder           = "order"
	settingStepTimeout     = "step-timeout"
	settingScenarioTimeout = "scenario-timeout"
	orderDefined           = "defined" // the value of settingOrder for the order of the files
)

// settings are what a reader of the log should know beyond the usual.
func (cfg *Config) settings() map[string]string {
	all := map[string]string{}
	add := func(name string, value any, usual bool) {
		if !usual {
			all[name] = fmt.Sprint(value)
		}
	}
	add(reports.SettingBrowser, reports.NoBrowser, !cfg.NoBrowser)
	add(settingOrder, orderDefined, !cfg.Ordered)
	add(reports.SettingVary, cfg.Vary, cfg.Vary == 0)
	add("retries", cfg.Retries, cfg.Retries == 0)
	add(settingRepeat, cfg.Repeat, cfg.Repeat < 2)
	add(settingFailOnFlaky, true, !cfg.FailOnFlaky || cfg.Repeat > 1)
	add(settingStepTimeout, cfg.StepTimeout, cfg.StepTimeout == DefaultStepTimeout)
	add(settingScenarioTimeout, cfg.ScenarioTimeout, cfg.ScenarioTimeout == DefaultScenarioTimeout)
	return all
}
