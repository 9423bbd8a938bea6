package runner

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"assay/support/browser"
	"assay/support/spec"
	"assay/support/target"
)

// JourneysFormat says in words for authors how a file of journeys is written.
var JourneysFormat = browser.JourneysFormat

// loadJourneys reads a target's own file of journeys. Names that no scenario
// could ever ask for are mistakes.
func loadJourneys(path string, brands *spec.Catalogue) (browser.Journeys, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usage("correct journeys of the target in assay.yaml", "cannot read the target's journeys: %v", err)
	}
	defer f.Close()
	const help = "assay help journeys describes the format"
	journeys, err := browser.ParseJourneys(f)
	if err != nil {
		return nil, usage(help, "%s: %v", path, err)
	}
	pages := slices.Concat(spec.PageKinds, spec.IssuerPages, spec.IssuerPhones, []string{spec.WidgetPage, spec.LinkPage})
	outcomes := browser.SimulatorJourneys().Outcomes()
	for _, page := range slices.Sorted(maps.Keys(journeys)) {
		if _, brand := brands.Lookup(page); !brand && !slices.Contains(pages, page) {
			return nil, usage(meant(page, append(slices.Clone(pages), namesOf(brands)...), "the kinds of page", pages),
				"%s: %s is neither a kind of page nor a brand", path, page)
		}
		for _, outcome := range slices.Sorted(maps.Keys(journeys[page])) {
			_, brand := brands.Lookup(strings.TrimPrefix(outcome, goOnTo))
			if slices.Contains(outcomes, outcome) || brand && strings.HasPrefix(outcome, goOnTo) {
				continue
			}
			return nil, usage(meant(outcome, outcomes, "the outcomes", outcomes),
				"%s: %s: no scenario asks for the outcome %q", path, page, outcome)
		}
	}
	return journeys, nil
}

// goOnTo begins the outcomes of a page that leads to a brand's.
const goOnTo = "go on to "

// meant is the hint about a name that is not known.
func meant(word string, known []string, what string, all []string) string {
	if near := target.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return what + " are " + strings.Join(all, ", ")
}

func namesOf(brands *spec.Catalogue) []string {
	var names []string
	for _, b := range brands.Brands() {
		names = append(names, b.Name)
	}
	return names
}
