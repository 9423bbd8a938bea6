package cli

import (
	"strconv"

	"assay/support/target"

	"github.com/spf13/cobra"
)

// ownOut marks verbs whose --out is not the one of a run: neither ASSAY_OUT nor
// the configuration must make "assay report OLD" overwrite the newest run.
const ownOut = "own-out"

// fromVariables fills the flags that were not given from the environment.
func (a *app) fromVariables(cmd *cobra.Command) error {
	for _, v := range target.Variables() {
		f := cmd.Flags().Lookup(v.Flag)
		if v.Flag == "" || f == nil || v.Flag == "out" && cmd.Annotations[ownOut] != "" {
			continue
		}
		if f.Changed {
			a.origin[v.Flag] = "--" + v.Flag
			continue
		}
		value := a.env(v.Name)
		if value == "" {
			continue
		}
		if err := cmd.Flags().Set(v.Flag, value); err != nil {
			return &usageError{
				"variable " + v.Name + " has a value that does not fit: " + strconv.Quote(value), "it takes " + kindOf(f),
			}
		}
		a.origin[v.Flag] = v.Name
	}
	return nil
}

// setting is what an error calls a value: the flag, or the variable it came from.
func (a *app) setting(flag string) string {
	for _, v := range target.Variables() {
		if v.Flag == flag && a.origin[flag] == v.Name {
			return "variable " + v.Name
		}
	}
	return "flag --" + flag
}

// fromFile fills the flags that neither the command nor the environment gave
// from the configuration.
func (a *app) fromFile(cmd *cobra.Command, c *target.Config) error {
	values := map[string]string{
		"target": c.DefaultTarget, "out": c.Out, "browser": c.Browser, "browser-url": c.BrowserURL, "brands": c.Brands,
		"trace": c.Trace, "quarantine": c.Quarantine,
	}
	if c.Concurrency > 0 {
		values["concurrency"] = strconv.Itoa(c.Concurrency)
	}
	for name, value := range values {
		f := cmd.Flags().Lookup(name)
		if f == nil || f.Changed || value == "" || name == "out" && cmd.Annotations[ownOut] != "" {
			continue
		}
		if err := cmd.Flags().Set(name, value); err != nil {
			return err
		}
		a.origin[name] = c.Path
	}
	return nil
}

// completeTarget completes --target with the names of the configuration.
func (a *app) completeTarget(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, err := a.load()
	if err != nil {
		return []string{target.SimulatorName}, cobra.ShellCompDirectiveNoFileComp
	}
	return c.Names(), cobra.ShellCompDirectiveNoFileComp
}
