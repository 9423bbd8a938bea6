package cli

import (
	"cmp"
	"fmt"
	"strings"

	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show, check and describe the configuration",
		Example: `  assay config show --target uat
  assay config validate
  assay config schema > assay.schema.json`,
		Args: cobra.ArbitraryArgs,
		RunE: group,
	}
	cmd.AddCommand(a.configShow(), a.configValidate(), a.configSchema())
	return cmd
}

func (a *app) configShow() *cobra.Command {
	var flags runFlags
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Print the settings in force, where each comes from, and the target",
		Long: `Print the settings that a run would use, where each of them comes from, and the
target with all its variables and files looked up. Secrets are shown as [secret].`,
		Example: `  assay config show
  ASSAY_TARGET=uat assay config show`,
		Args: atMost(0, "name the target with --target"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			config, chosen, err := a.choose(cmd, flags.target)
			if err != nil {
				return err
			}
			return a.showConfig(cmd, config, chosen)
		},
	}
	a.addSettings(cmd, &flags)
	return cmd
}

// showConfig prints settings with their origin, then the target.
func (a *app) showConfig(cmd *cobra.Command, config *target.Config, chosen target.Target) error {
	if a.configPath == "" && config.Path != "" {
		a.origin["config"] = "found here"
	}
	fmt.Fprintf(a.stdout, "%-12s %-28s %s\n", "config", orDash(config.Path), a.from("config"))
	fmt.Fprintf(a.stdout, "%-12s %-28s %s\n", "target", chosen.Name, a.from("target"))
	for _, name := range []string{
		"tags", "out", "concurrency", "seed", "browser", "browser-url", "brands", "quarantine", "color",
	} {
		value := cmd.Flags().Lookup(name).Value.String()
		if name == "browser-url" {
			value = runner.ShownBrowserURL(value)
		}
		fmt.Fprintf(a.stdout, "%-12s %-28s %s\n", name, orDash(value), a.from(name))
	}
	text, err := chosen.YAML()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\n%s", text)
	return err
}

// from says where a setting comes from.
func (a *app) from(name string) string {
	if origin := a.origin[name]; origin != "" {
		return origin
	}
	return "built in"
}

func orDash(s string) string {
	if s == "" || s == "0" {
		return "-"
	}
	return s
}

func (a *app) configValidate() *cobra.Command {
	var where, further string
	cmd := &cobra.Command{
		Use:   "validate",
		Short: "Check the configuration; with --target its variables and files, too",
		Long: `Check the configuration file: keys, addresses, abilities, channels. Variables and
files are looked up for the target that --target names, since the secrets of the
others may be elsewhere, and so are the brands, currencies and payment types of its
channels. The live guard is asked as well.`,
		Example: `  assay config validate
  assay config validate --target uat`,
		Args: atMost(0, "name the file with --config"),
		RunE: func(*cobra.Command, []string) error {
			config, err := a.load()
			if err != nil {
				return err
			}
			if config.Path == "" {
				return &usageError{
					"there is no " + target.DefaultFile + " here",
					"name one with --config, or write one: assay config schema describes it",
				}
			}
			if err := checkRules(config); err != nil {
				return err
			}
			if where != "" {
				chosen, err := config.Target(where)
				if err != nil {
					return err
				}
				if err := chosen.Guard(chosen.Production); err != nil {
					return err
				}
				brands, err := runner.LoadBrands(cmp.Or(further, config.Brands))
				if err != nil {
					return err
				}
				if err := runner.CheckListed(chosen.Channels, brands); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintf(a.stdout, "%s is valid; targets: %s\n", config.Path, strings.Join(config.Names(), ", "))
			return err
		},
	}
	a.addTarget(cmd, &where)
	a.addBrands(cmd, &further)
	return cmd
}

func (a *app) configSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON schema of assay.yaml, for editors",
		Long: `Print the JSON schema of assay.yaml. An editor with YAML support completes and
checks while you type once the first line of the file says
# yaml-language-server: $schema=assay.schema.json`,
		Example: "  assay config schema > assay.schema.json",
		Args:    atMost(0, "leave the rest out"),
		RunE: func(*cobra.Command, []string) error {
			text, err := target.Schema()
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(text)
			return err
		},
	}
}
