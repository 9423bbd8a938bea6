package browser

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

//go:embed journeys/simulator.yaml
var journeyFiles embed.FS

// Journeys say what a shopper does on each kind of page for each outcome: page
// kind, then outcome, then actions.
type Journeys map[string]map[string][]Action

// ParseJourneys reads journeys from YAML and refuses what it does not know. A
// journey says everything about a page, so a host with pages of its own needs
// a file and no code.
func ParseJourneys(r io.Reader) (Journeys, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	var journeys Journeys
	if err := decoder.Decode(&journeys); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("journeys: %w", err)
	}
	if len(journeys) == 0 {
		return nil, errors.New("journeys: no page kind in them")
	}
	if err := decoder.Decode(new(Journeys)); !errors.Is(err, io.EOF) {
		return nil, errors.New("journeys: more than one document")
	}
	for kind, outcomes := range journeys {
		if len(outcomes) == 0 {
			return nil, fmt.Errorf("journeys: %s has no outcome", kind)
		}
		for outcome, actions := range outcomes {
			if len(actions) == 0 {
				return nil, fmt.Errorf("journeys: %s, %s: no action", kind, outcome)
			}
			for i, a := range actions {
				if err := a.Check(); err != nil {
					return nil, fmt.Errorf("journeys: %s, %s, action %d: %w", kind, outcome, i+1, err)
				}
			}
		}
	}
	return journeys, nil
}

// SimulatorJourneys returns the journeys through the simulator's own pages.
func SimulatorJourneys() Journeys {
	text, err := journeyFiles.ReadFile("journeys/simulator.yaml")
	if err != nil {
		panic(err) // embedded
	}
	journeys, err := ParseJourneys(bytes.NewReader(text))
	if err != nil {
		panic(err) // tested
	}
	return journeys
}
