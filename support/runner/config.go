package runner

import (
	"cmp"
	"fmt"
	"math/rand/v2"

	"assay/steps"
)

// complete puts the defaults in.
func (cfg *Config) complete() {
	if cfg.Concurrency < 1 {
		cfg.Concurrency = DefaultConcurrency
	}
	if cfg.Seed == 0 {
		cfg.Seed = 1 + rand.Int64N(1<<31)
	}
	cfg.StepTimeout = cmp.Or(cfg.StepTimeout, DefaultStepTimeout)
	cfg.ScenarioTimeout = cmp.Or(cfg.ScenarioTimeout, DefaultScenarioTimeout)
	cfg.grace = cmp.Or(cfg.grace, grace)
	cfg.FailOnFlaky = cfg.FailOnFlaky || cfg.Repeat > 1
	if cfg.register == nil {
		cfg.register = steps.Register
	}
}

// settings are what a reader of the log should know beyond the usual.
func (cfg *Config) settings() map[string]string {
	all := map[string]string{}
	add := func(name string, value any, usual bool) {
		if !usual {
			all[name] = fmt.Sprint(value)
		}
	}
	add("order", "defined", !cfg.Ordered)
	add("retries", cfg.Retries, cfg.Retries == 0)
	add("repeat", cfg.Repeat, cfg.Repeat < 2)
	add("step-timeout", cfg.StepTimeout, cfg.StepTimeout == DefaultStepTimeout)
	add("scenario-timeout", cfg.ScenarioTimeout, cfg.ScenarioTimeout == DefaultScenarioTimeout)
	return all
}
