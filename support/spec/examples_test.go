package spec

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// What comes before an example is there, and does not come before itself.
func TestExamplesAreMadePossible(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		for _, step := range e.After {
			_, err := time.ParseDuration(step)
			if before, known := LookupExample(step); known {
				if reaches(before, e.Name, len(Examples())) {
					t.Errorf("%s comes after %s, and before it", e.Name, step)
				}
			} else if err != nil && !strings.Contains(step, "=") {
				t.Errorf("%s comes after %q, which is no example, no duration and no setting", e.Name, step)
			}
		}
		if wants := strings.Contains(e.Path, "{id}"); wants != (len(e.Refers) > 0) || wants && len(e.After) == 0 {
			t.Errorf("%s: the path is %s, it refers to %v and comes after %v", e.Name, e.Path, e.Refers, e.After)
		}
	}
}

func reaches(e Example, name string, depth int) bool {
	return depth == 0 || e.Name == name || slices.ContainsFunc(e.After, func(step string) bool {
		before, known := LookupExample(step)
		return known && reaches(before, name, depth-1)
	})
}

// What an example refers to is of a kind that there is, and made by what comes
// before when an example names it. A refusal that is meant has a known code.
func TestExamplesReferToWhatThereIs(t *testing.T) {
	t.Parallel()
	for _, e := range Examples() {
		for _, kind := range e.Refers {
			_, isExample := LookupExample(kind)
			if isExample && !slices.Contains(e.After, kind) {
				t.Errorf("%s refers to what %s makes, and does not come after it", e.Name, kind)
			}
			if !isExample && kind != "settlement" && !paymentType.MatchString(kind) {
				t.Errorf("%s refers to %q, which is no payment type, no settlement and no example", e.Name, kind)
			}
		}
		if e.Refused != "" && VerdictOf(e.Refused) != Rejected {
			t.Errorf("%s is to be refused with %s, which refuses nothing", e.Name, e.Refused)
		}
	}
}

var paymentType = regexp.MustCompile(`^[A-Z0-9]{2}(\.CP)?$`)

// An area is one block of the table, and what is told is sent.
func TestExamplesAreInOrder(t *testing.T) {
	t.Parallel()
	var areas []string
	for _, e := range Examples() {
		if last := len(areas) - 1; last < 0 || areas[last] != e.Area {
			if e.Area == "" || slices.Contains(areas, e.Area) {
				t.Errorf("%s: the area %q is not one block", e.Name, e.Area)
			}
			areas = append(areas, e.Area)
		}
		for _, told := range e.Told {
			if !slices.ContainsFunc(e.Params, func(p Param) bool { return p.Name == told || strings.HasPrefix(p.Name, told+".") }) {
				t.Errorf("%s tells %s, which it does not send", e.Name, told)
			}
		}
		if len(e.Told) > 0 && e.Also == "" {
			t.Errorf("%s tells %v, and has no sentence for it", e.Name, e.Told)
		}
	}
}

// A persona in an example stands for all that it sends, and a later name
// replaces a value.
func TestPersonasInExamples(t *testing.T) {
	t.Parallel()
	got := exampleParams([]string{"a=1", "@VISA/approves", "card.number=4200000000000026", "a=2"})
	want := []Param{
		{"a", "2"},
		{"card.number", "4200000000000026"},
		{"card.holder", "Jane Jones"},
		{"card.expiryMonth", "05"},
		{"card.expiryYear", "{expiryYear}"},
		{"card.cvv", "123"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("parameters = %v, want %v", got, want)
	}
}
