package browser

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

//go:embed journeys/simulator.yaml
var simulatorJourneys []byte

// JourneysFormat says in words for authors how journeys are written.
//
//go:embed journeys/format.txt
var JourneysFormat string

// Journeys say what a shopper does on a page for each outcome: page, then
// outcome, then actions. A page goes by its kind, or by the paymentBrand whose
// page differs from the others of its kind.
type Journeys map[string]map[string][]Action

// extendsSimulator is what a file says that is laid over the simulator's journeys.
const extendsSimulator = "simulator"

// What holds for every outcome of a page is written once, under names that no
// outcome has.
const (
	beforeAll = "before"
	afterAll  = "after"
)

// ParseJourneys reads journeys from YAML and refuses what it does not know. A
// journey says everything about a page, so a host with pages of its own needs
// a file and no code. See [JourneysFormat].
func ParseJourneys(r io.Reader) (Journeys, error) {
	var file struct {
		Extends string   `yaml:"extends"`
		Pages   Journeys `yaml:",inline"`
	}
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("journeys: %w", err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("journeys: more than one document")
	}
	if len(file.Pages) == 0 {
		return nil, errors.New("journeys: no page in them")
	}
	for _, page := range slices.Sorted(maps.Keys(file.Pages)) {
		if err := file.Pages.complete(page); err != nil {
			return nil, fmt.Errorf("journeys: %w", err)
		}
	}
	switch file.Extends {
	case "":
		return file.Pages, nil
	case extendsSimulator:
		all := SimulatorJourneys()
		maps.Copy(all, file.Pages)
		return all, nil
	}
	return nil, fmt.Errorf("journeys: extends is %q, and can only be %s", file.Extends, extendsSimulator)
}

// complete puts what holds for every outcome of a page around each of them, and
// says what is wrong with one.
func (j Journeys) complete(page string) error {
	outcomes := j[page]
	before, after := outcomes[beforeAll], outcomes[afterAll]
	delete(outcomes, beforeAll)
	delete(outcomes, afterAll)
	if len(outcomes) == 0 {
		return fmt.Errorf("%s has no outcome", page)
	}
	for _, outcome := range slices.Sorted(maps.Keys(outcomes)) {
		if len(outcomes[outcome]) == 0 {
			return fmt.Errorf("%s, %s: no action", page, outcome)
		}
		outcomes[outcome] = slices.Concat(before, outcomes[outcome], after)
		for i, a := range outcomes[outcome] {
			if err := a.Check(); err != nil {
				return fmt.Errorf("%s, %s, action %d: %w", page, outcome, i+1, err)
			}
		}
	}
	return nil
}

// Find returns how a shopper gets to an outcome on the page of a brand: as told
// for the brand, else for its kind of page.
func (j Journeys) Find(brand, kind, outcome string) (actions []Action, found bool) {
	for _, page := range []string{brand, kind} {
		if actions, found = j[page][outcome]; found {
			return actions, true
		}
	}
	return nil, false
}

// Outcomes returns the names of all outcomes, sorted.
func (j Journeys) Outcomes() []string {
	names := map[string]bool{}
	for _, outcomes := range j {
		for name := range outcomes {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// SimulatorJourneys returns the journeys through the simulator's own pages.
func SimulatorJourneys() Journeys {
	journeys, err := ParseJourneys(bytes.NewReader(simulatorJourneys))
	if err != nil {
		panic(err) // embedded and tested
	}
	return journeys
}
