package coverage

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Table writes a line for each measure, for a terminal.
func Table(w io.Writer, c *Coverage) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, c.headline())
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nmeasure\tcovered\t\tcertain\tcovered means")
	for _, m := range c.Measures {
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\n", m.Name, m.Ratio(), m.Share(), m.Certain, m.Meaning)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	return out.Flush()
}

// Missing writes what nothing covers, measure by measure.
func Missing(w io.Writer, c *Coverage) error {
	out := bufio.NewWriter(w)
	for _, m := range c.Measures {
		missing := m.Missing()
		if len(missing) == 0 {
			continue
		}
		fmt.Fprintf(out, "\nmissing %s (%d):\n", m.Name, len(missing))
		for _, i := range missing {
			fmt.Fprintln(out, strings.TrimRight("  "+i.Name+"  "+i.Detail, " "))
		}
	}
	return out.Flush()
}

// JSON writes everything, for programs.
func JSON(w io.Writer, c *Coverage) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(c)
}

// headline says what was looked at.
func (c *Coverage) headline() string {
	if c.Run == "" {
		return "the specification alone, " + c.counted() + "; nothing was run"
	}
	text := fmt.Sprintf("run %s on %s, %s", c.Run, c.Target, c.counted())
	if c.LeftOut > 0 {
		text += fmt.Sprintf("; %d that did not pass cover nothing", c.LeftOut)
	}
	return text
}

// counted is how many scenarios count.
func (c *Coverage) counted() string {
	if c.Scenarios == 1 {
		return "1 scenario"
	}
	return fmt.Sprintf("%d scenarios", c.Scenarios)
}

// Ratio is "40 of 44"; of what nobody can list in advance it is the number.
func (m Measure) Ratio() string {
	if m.open() {
		return fmt.Sprint(m.Covered)
	}
	return fmt.Sprintf("%d of %d", m.Covered, m.Total)
}

// Share is the covered part in per cent, "" where there is no whole.
func (m Measure) Share() string {
	if m.open() {
		return ""
	}
	return fmt.Sprintf("%d %%", m.Percent())
}

// open says whether the measure lists only what was seen.
func (m Measure) open() bool { return m.Name == forcedCodes }
