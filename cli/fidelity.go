package cli

import (
	"path"
	"slices"

	"assay/support/fidelity"
	"assay/support/runner"
	"assay/support/simulator"
	"assay/support/target"

	"github.com/spf13/cobra"
)

func (a *app) fidelityCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "fidelity",
		Short: "Tell how faithful the simulator is: verified, decided, unverified",
		Long: `Tell how faithful the simulator is, as Markdown: by area what is verified, what
was decided where the documentation is silent, and what nobody could verify, each
with its source; how many scenarios stand on which; and the settings of a channel.`,
		Example: `  assay fidelity
  assay fidelity > fidelity.md`,
		Args: atMost(0, "it takes none"),
		RunE: func(*cobra.Command, []string) error {
			areas, err := certainties()
			if err != nil {
				return err
			}
			var settings []fidelity.Setting
			for _, s := range simulator.Settings() {
				settings = append(settings, fidelity.Setting{Name: s.Name, Values: s.Values, Default: s.Default, Meaning: s.Meaning})
			}
			return fidelity.Write(a.stdout, settings, areas)
		},
	}
}

// certainties counts the scenarios of the specification by area and by how
// certain their promise is.
func certainties() (map[string]fidelity.Count, error) {
	ready, skipped, err := runner.List(runner.Selection{}, target.Target{Name: target.SimulatorName, Simulator: true})
	if err != nil {
		return nil, err
	}
	areas := map[string]fidelity.Count{}
	count := func(file string, tags []string) {
		area := path.Base(path.Dir(file))
		if areas[area] == nil {
			areas[area] = fidelity.Count{}
		}
		for _, status := range []string{"verified", "decided", "unverified"} {
			if slices.Contains(tags, "@"+status) {
				areas[area][status]++
			}
		}
	}
	for _, s := range ready {
		count(s.File, s.Tags)
	}
	for _, s := range skipped {
		count(s.Scenario.File, s.Scenario.Tags)
	}
	return areas, nil
}
