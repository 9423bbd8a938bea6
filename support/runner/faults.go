package runner

import (
	"errors"
	"strings"

	"assay/support/simulator"
	"assay/support/target"
)

// CheckFaults says what is wrong with faults that a simulator is to have: names
// of wrong behaviours, and disturbances. The error is a [*Problem] of usage that
// suggests the nearest name.
func CheckFaults(faults []string) error {
	if p := faultProblem(faults); p != nil {
		return p
	}
	return nil
}

func faultProblem(faults []string) *Problem {
	err := simulator.CheckFaults(faults)
	if err == nil {
		return nil
	}
	p := &Problem{Code: ExitUsage, Text: "these faults cannot be had", Err: err}
	var unknown *simulator.UnknownFaultError
	if errors.As(err, &unknown) {
		if near := target.Nearest(unknown.Name, FaultNames()); near != "" {
			p.Help = "did you mean " + near + "?"
		}
	}
	return p
}

// FaultNames are the names of the wrong behaviours, then of the disturbances.
func FaultNames() []string {
	var names []string
	for _, f := range simulator.Faults() {
		names = append(names, f.Name)
	}
	for _, d := range simulator.Disturbances() {
		names = append(names, d.Name)
	}
	return names
}

// checkFaults refuses faults, and awkwardness, for a target that is not the simulator: a real host
// cannot be told to misbehave, and must not be asked.
func (c *Config) checkFaults() error {
	if len(c.Faults) > 0 && !c.Target.Simulator {
		return usage("leave the faults out, or run against the target simulator",
			"target %s is a real host, which has no faults to switch on: %s", c.Target.Name, strings.Join(c.Faults, ", "))
	}
	if c.Vary != 0 && !c.Target.Simulator {
		return usage("leave --vary out, or give it to assay serve",
			"target %s is a real host, whose answers are what they are", c.Target.Name)
	}
	return CheckFaults(c.Faults)
}
