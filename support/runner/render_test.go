package runner

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/google/go-cmp/cmp"
)

// awkward holds everything that writing a feature anew could get wrong.
const awkward = `# language: en
@payments
Feature: Awkward

  Source: nowhere

  Background:
    Given a start

  @PA-001
  Scenario: Plain
    Given a table:
      | a \| b | c\\d | e\nf |
      |        | <x>  | 1    |
    When a text arrives:
      """json
      {"a": "b"}

        indented \"\"\" quotes | and \ slashes
      """
    Then it holds
    And it holds still
    But not this

  Rule: With rows

    Background:
      Given a rule's own start

    @PA-002
    Scenario Outline: <type> of <amount>
      * anything with <type>
      When <type> is sent:
        | amount | <amount> |
      Then the text is:
        """
        <type> <unknown>
        """

      @sync
      Examples:
        | type | amount |
        | PA   | 1.00   |
        | DB   | <type> |
`

// TestRenderKeepsWhatGherkinMeans compares the pickles of a feature, as the
// Gherkin library compiles them, with those of its rendering.
func TestRenderKeepsWhatGherkinMeans(t *testing.T) {
	t.Parallel()
	f, err := parseFeature("awkward.feature", strings.NewReader(awkward))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.expand()
	if err != nil {
		t.Fatal(err)
	}
	want, got := pickled(t, []byte(awkward)), pickled(t, render(all))
	// The library puts cells in one after the other, so a cell that looks like a
	// placeholder may be filled again: both must do it alike.
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the rendering means something else (-want +got):\n%s", diff)
	}
}

type compiled struct {
	Type  messages.PickleStepType
	Text  string
	Doc   string
	Table [][]string
}

func pickled(t *testing.T, text []byte) [][]compiled {
	t.Helper()
	n := 0
	newID := func() string { n++; return strconv.Itoa(n) }
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), newID)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	var all [][]compiled
	for _, p := range gherkin.Pickles(*document, "x", newID) {
		var some []compiled
		for _, step := range p.Steps {
			c := compiled{Type: step.Type, Text: step.Text}
			if step.Argument != nil && step.Argument.DocString != nil {
				c.Doc = step.Argument.DocString.MediaType + ":" + step.Argument.DocString.Content
			}
			if step.Argument != nil && step.Argument.DataTable != nil {
				for _, row := range step.Argument.DataTable.Rows {
					var cells []string
					for _, cell := range row.Cells {
						cells = append(cells, cell.Value)
					}
					c.Table = append(c.Table, cells)
				}
			}
			some = append(some, c)
		}
		all = append(all, some)
	}
	return all
}

func TestRenderedScenariosCarryTheirPlace(t *testing.T) {
	t.Parallel()
	f, err := parseFeature("awkward.feature", strings.NewReader(awkward))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.expand()
	if err != nil {
		t.Fatal(err)
	}
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(render(all)), func() string { return "1" })
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range gherkin.Pickles(*document, "x", func() string { return "1" }) {
		if got, err := place(p.Name); err != nil || got != i {
			t.Errorf("scenario %d is named %q (%v)", i, p.Name, err)
		}
		if want := strconv.Itoa(i) + " " + all[i].id; p.Name != want {
			t.Errorf("scenario %d is named %q, want %q", i, p.Name, want)
		}
	}
}
