// Package fidelity tells how faithful the simulator is: what is verified, what
// was decided and what is not known, area by area, as Markdown. Start with
// [Write].
//
// It is not where facts are kept: those are in the tables of package spec.
//
// It may import support/spec.
package fidelity

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/support/spec"
)

// Setting is a setting of a simulated channel.
type Setting struct {
	Name    string // a decision's id, perhaps with a suffix; or a word
	Values  []string
	Default string
	Meaning string
}

// Count is how many scenarios of an area have each status.
type Count map[string]int

// statuses are the degrees of certainty, as tags name them.
var statuses = []string{"verified", "decided", "unverified"}

// Write writes the statement: the areas with their scenarios, the vendor's
// demands, the decisions with their settings, and the other settings.
func Write(out io.Writer, settings []Setting, areas map[string]Count) error {
	var b strings.Builder
	writeAreas(&b, areas)
	b.WriteString("\n**Demands** of the vendor's *Server-to-Server* page. Scenarios quote these ids.\n\n| id | demand |\n|---|---|\n")
	for _, d := range spec.Demands() {
		fmt.Fprintf(&b, "| %s | %s |\n", d.ID, d.Demand)
	}
	b.WriteString("\n**Decisions**, where the documentation is silent or contradicts itself. A setting belongs to a channel\n" +
		"(`settings: {D10: single-capture}` in the channels file).\n\n| id | what | the simulator | setting |\n|---|---|---|---|\n")
	for _, d := range spec.Decisions() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", d.ID, d.Point, d.Simulator, settingsOf(d.ID, settings))
	}
	b.WriteString("\n**Further settings** of a channel.\n\n| name | values | default | what |\n|---|---|---|---|\n")
	for _, s := range settings {
		if decisionOf(s.Name) == "" {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", s.Name, quoted(s.Values), s.Default, s.Meaning)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// writeAreas lists the areas: how many scenarios are how certain, and what the
// tables say of it.
func writeAreas(b *strings.Builder, areas map[string]Count) {
	b.WriteString("| area | scenarios | | what |\n|---|---|---|---|\n")
	for _, area := range inOrder(areas) {
		var parts []string
		for _, status := range statuses {
			if n := areas[area][status]; n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, status))
			}
		}
		first := fmt.Sprintf("| `%s` | %s ", area, strings.Join(parts, ", "))
		for _, f := range spec.Fidelities() {
			if f.Area == area {
				fmt.Fprintf(b, "%s| *%s* | %s (%s) |\n", first, f.Status, f.What, f.Source)
				first = "| | "
			}
		}
		if strings.HasPrefix(first, "| `") {
			b.WriteString(first + "| | |\n")
		}
	}
}

// inOrder are the areas as the table of facts has them, then the others by name.
func inOrder(areas map[string]Count) []string {
	var names []string
	for _, f := range spec.Fidelities() {
		if !slices.Contains(names, f.Area) {
			names = append(names, f.Area)
		}
	}
	var others []string
	for area := range areas {
		if !slices.Contains(names, area) {
			others = append(others, area)
		}
	}
	slices.Sort(others)
	return append(names, others...)
}

// settingsOf are the settings of a decision: "D23: `duplicates`, `uuid`".
func settingsOf(id string, settings []Setting) string {
	var all []string
	for _, s := range settings {
		if decisionOf(s.Name) == id {
			all = append(all, s.Name+": "+quoted(s.Values))
		}
	}
	return strings.Join(all, "; ")
}

// decisionOf is the decision that a setting is about, "" if none.
func decisionOf(setting string) string {
	id, _, _ := strings.Cut(setting, "-")
	if slices.ContainsFunc(spec.Decisions(), func(d spec.Decision) bool { return d.ID == id }) {
		return id
	}
	return ""
}

func quoted(values []string) string { return "`" + strings.Join(values, "`, `") + "`" }
