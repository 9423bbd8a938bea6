package cli

import (
	"fmt"
	"strings"

	"assay/support/simulator"

	"github.com/spf13/cobra"
)

// faultsTopic is "assay help faults", made from the simulator's own tables.
func faultsTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString(`What the simulator can be told to do wrong, so that a client or a suite proves
that it notices. A real host is never asked to.

  assay run --fault NAME[,NAME]     the simulator of a run; every report says so
  assay serve --fault NAME[,NAME]   the simulator on its own
  faults: [NAME, NAME]              a channel of a --channels file, or of the management port
  Assay-Fault: NAME, NAME           the header of one request; nothing of assay sends it

Disturbances of a request or of its answer are written name, name=value, or
with limits: "timeout-after=2s;on=POST:payments;nth=1". Durations go up to 50s.

`)
	for _, d := range simulator.Disturbances() {
		fmt.Fprintf(&b, "  %-15s %s\n", d.Name, d.Meaning)
		if d.Value != "" {
			fmt.Fprintf(&b, "  %-15s   =%s (default %s)\n", "", d.Value, d.Default)
		}
	}
	b.WriteString("\nLimits of a disturbance. Those that count are for channels and --fault.\n\n")
	for _, l := range simulator.Limits() {
		fmt.Fprintf(&b, "  %-17s %s\n", l.Name+"="+l.Value, l.Meaning)
	}
	b.WriteString("\nWrong behaviours, by the area of the features that notice.\n")
	area := ""
	for _, f := range simulator.Faults() {
		if f.Area != area {
			area = f.Area
			fmt.Fprintf(&b, "\n%s\n", area)
		}
		fmt.Fprintf(&b, "  %-27s %s\n", f.Name, f.Meaning)
	}
	return topic("faults", "What the simulator can be told to do wrong", b.String())
}
