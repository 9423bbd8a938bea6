package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"assay/reports"
	"assay/support/boundary"
	"assay/support/runner"

	"github.com/spf13/cobra"
)

// listed is a scenario in the output of assay list --json.
type listed struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Feature string   `json:"feature"`
	Rule    string   `json:"rule,omitempty"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Tags    []string `json:"tags"`
	Source  string   `json:"source,omitempty"`
	Skipped string   `json:"skipped,omitempty"` // the reason
}

func (a *app) listCommand() *cobra.Command {
	var where, tags, further string
	var asJSON, gaps bool
	cmd := &cobra.Command{
		Use:   "list [paths]",
		Short: "List scenarios: id, name, tags, place",
		Long: `List the scenarios that a run would take: id, name, tags and place, in the order
of the files. What the target cannot run is listed with the reason.

The tag @generated lists scenarios that are made from the table of parameters:
what each format just allows, and what lies beyond. --not-generated lists the
parameters without such scenarios, and why.`,
		Example: `  assay list
  assay list --tags '@RF or @RV'
  assay list --tags @generated
  assay list --target uat --json | jq -r '.[] | select(.skipped) | .id'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if gaps {
				return a.listGaps(asJSON)
			}
			config, chosen, err := a.choose(cmd, where)
			if err != nil {
				return err
			}
			brands, err := runner.LoadBrands(further)
			if err != nil {
				return err
			}
			ready, skips, err := runner.List(runner.Selection{
				Paths: args, Tags: tags, DeclaredTags: config.Tags, Brands: brands,
			}, chosen)
			if err != nil {
				return err
			}
			return printList(a.stdout, merged(ready, skips), asJSON)
		},
	}
	a.addTarget(cmd, &where)
	a.addTags(cmd, &tags)
	a.addBrands(cmd, &further)
	cmd.Flags().BoolVar(&gaps, "not-generated", false, "list the parameters that no scenario is generated for")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON array, for programs")
	return cmd
}

// listGaps prints the parameters that no scenario is generated for.
func (a *app) listGaps(asJSON bool) error {
	gaps := boundary.Missing()
	if asJSON {
		return printJSON(a.stdout, gaps)
	}
	t := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, g := range gaps {
		fmt.Fprintf(t, "%s\t%s\n", g.Parameter, g.Reason)
	}
	return t.Flush()
}

// merged puts runnable and skipped scenarios back into one order.
func merged(ready []reports.ScenarioRecord, skips []runner.Skip) []listed {
	all := []listed{}
	add := func(r reports.ScenarioRecord, reason string) {
		all = append(all, listed{r.ID, r.Name, r.Feature, r.Rule, r.File, r.Line, r.Tags, r.Source, reason})
	}
	for _, r := range ready {
		add(r, "")
	}
	for _, s := range skips {
		add(s.Scenario, s.Reason)
	}
	slices.SortStableFunc(all, func(x, y listed) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.ID, y.ID))
	})
	return all
}

// printList prints one line for each scenario, or JSON.
func printList(w io.Writer, all []listed, asJSON bool) error {
	if asJSON {
		return printJSON(w, all)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range all {
		base, _, _ := strings.Cut(s.ID, "[")
		tags := slices.DeleteFunc(slices.Clone(s.Tags), func(tag string) bool { return tag == "@"+base })
		line := fmt.Sprintf("%s\t%s\t%s\t%s:%d", s.ID, s.Name, strings.Join(tags, " "), s.File, s.Line)
		if s.Skipped != "" {
			line += "\tskipped: " + s.Skipped
		}
		fmt.Fprintln(t, line)
	}
	return t.Flush()
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
