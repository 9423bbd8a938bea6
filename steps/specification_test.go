package steps_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"assay/features"

	gherkin "github.com/cucumber/gherkin/go/v26"
)

// scenario is one of the embedded features, its Examples filled in.
type scenario struct {
	tags  []string
	steps []text
	cells [][]string // the rows of its steps' tables
}

// says tells whether one of the scenario's steps has these words.
func (s scenario) says(words string) bool {
	return slices.ContainsFunc(s.steps, func(step text) bool { return step.words == words })
}

// sends tells whether one of its tables has a parameter with this value.
func (s scenario) sends(name, value string) bool {
	return slices.ContainsFunc(s.cells, func(row []string) bool { return slices.Equal(row, []string{name, value}) })
}

func (s scenario) has(tag string) bool { return slices.Contains(s.tags, tag) }

// saying returns the scenarios with a step of these words.
func saying(all []scenario, words string) []scenario {
	var found []scenario
	for _, s := range all {
		if s.says(words) {
			found = append(found, s)
		}
	}
	return found
}

// specification returns every scenario of the embedded features.
func specification(t *testing.T) []scenario {
	t.Helper()
	var all []scenario
	err := fs.WalkDir(features.FS, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".feature") {
			return err
		}
		raw, err := fs.ReadFile(features.FS, path)
		if err != nil {
			return err
		}
		id := 0
		newID := func() string { id++; return string(rune(id)) }
		doc, err := gherkin.ParseGherkinDocument(bytes.NewReader(raw), newID)
		if err != nil {
			return err
		}
		for _, pickle := range gherkin.Pickles(*doc, path, newID) {
			var s scenario
			for _, tag := range pickle.Tags {
				s.tags = append(s.tags, tag.Name)
			}
			for _, step := range pickle.Steps {
				s.steps = append(s.steps, text{path, keyword(step.Type), step.Text})
				if step.Argument == nil || step.Argument.DataTable == nil {
					continue
				}
				for _, row := range step.Argument.DataTable.Rows {
					var cells []string
					for _, cell := range row.Cells {
						cells = append(cells, cell.Value)
					}
					s.cells = append(s.cells, cells)
				}
			}
			all = append(all, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
