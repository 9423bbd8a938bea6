package cli

import (
	"strconv"

	"assay/reports"
	"assay/support/target"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// decisive are the flags that change what a scenario meets. Those that say how
// much is run, how often or how fast are none, nor is --i-mean-production, which
// is a key to be turned by hand, or --browser-url, which may hold a secret.
var decisive = []string{
	"config", "target", "fault", "vary", "brands", "browser", "no-browser", "order", "step-timeout", "scenario-timeout",
}

// command is what asks for such a run again, before its seed and its paths.
// What the configuration says need not be said, but for the target.
func (a *app) command(cmd *cobra.Command, config *target.Config) []string {
	words := []string{a.program.Name, "run"}
	for _, name := range decisive {
		f := cmd.Flags().Lookup(name)
		configured := config.Path != "" && a.origin[name] == config.Path && name != "target"
		if configured || f.Value.String() == f.DefValue {
			continue
		}
		switch value := f.Value.(type) {
		case pflag.SliceValue:
			for _, one := range value.GetSlice() {
				words = append(words, "--"+name, one)
			}
		default:
			words = append(words, "--"+name)
			if f.Value.Type() != "bool" {
				words = append(words, f.Value.String())
			}
		}
	}
	return words
}

// placesMost is how many places a command names before it becomes longer than
// anybody would paste; from then on it names whole files.
const placesMost = 8

// placesCommand is the command that runs the places anew where something did not
// pass, changed or not; "" when all passed.
func placesCommand(run *reports.Run) string {
	var lines, files []string
	for _, s := range run.Scenarios {
		switch s.Verdict {
		case reports.Failed, reports.Broken, reports.Unavailable:
			lines = appendNew(lines, s.File+":"+strconv.Itoa(s.Line))
			files = appendNew(files, s.File)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	places := lines
	if len(lines) > placesMost {
		places = files
	}
	return run.Again(places...)
}

// appendNew appends what is not the last one already; the run is in order.
func appendNew(list []string, s string) []string {
	if n := len(list); n > 0 && list[n-1] == s {
		return list
	}
	return append(list, s)
}

// scenarios counts in words: "1 scenario", "2 scenarios".
func scenarios(n int) string {
	if n == 1 {
		return "1 scenario"
	}
	return strconv.Itoa(n) + " scenarios"
}

// files counts in words: "1 feature file", "2 feature files".
func files(n int) string {
	if n == 1 {
		return "1 feature file"
	}
	return strconv.Itoa(n) + " feature files"
}
