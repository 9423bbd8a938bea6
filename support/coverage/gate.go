package coverage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Minimum is the least that a measure may be.
type Minimum struct {
	Measure string // "" = every measure that has none of its own, [Counted] ones apart
	Least   int
	Percent bool
}

// Counted are the measures of which a bare number is a count: nobody can bring
// about all of what they list.
func Counted() []string { return []string{"codes", forcedCodes} }

// ParseMinimum reads what a gate asks for: "95", or "endpoints=100,codes=120".
// A number is per cent, of [Counted] measures a count; with a "%" it is per
// cent of those, too.
func ParseMinimum(text string) ([]Minimum, error) {
	var all []Minimum
	for part := range strings.SplitSeq(text, ",") {
		name, number, named := strings.Cut(strings.TrimSpace(part), "=")
		if !named {
			name, number = "", name
		}
		digits, percent := strings.CutSuffix(number, "%")
		least, err := strconv.Atoi(digits)
		m := Minimum{name, least, percent || !slices.Contains(Counted(), name)}
		switch {
		case err != nil || least < 0:
			return nil, fmt.Errorf("%q is no number", number)
		case m.Percent && least > 100:
			return nil, fmt.Errorf("%q is more than 100 per cent", strings.TrimSpace(part))
		case named && name == "":
			return nil, fmt.Errorf("%q names no measure", part)
		}
		all = append(all, m)
	}
	return all, nil
}

// UnknownMeasureError tells that a minimum is asked for something that was not
// measured.
type UnknownMeasureError struct {
	Name  string
	Known []string
}

func (e *UnknownMeasureError) Error() string { return fmt.Sprintf("there is no measure %q", e.Name) }

// Check returns a line for each measure that is below its minimum.
func (c *Coverage) Check(minimums []Minimum) ([]string, error) {
	var short []string
	own := map[string]bool{}
	for _, least := range minimums {
		own[least.Measure] = true
		if _, known := c.Measure(least.Measure); !known && least.Measure != "" {
			e := &UnknownMeasureError{Name: least.Measure}
			for _, m := range c.Measures {
				e.Known = append(e.Known, m.Name)
			}
			return nil, e
		}
	}
	for _, least := range minimums {
		for _, m := range c.Measures {
			general := least.Measure == "" && !own[m.Name] && !slices.Contains(Counted(), m.Name)
			if m.Name != least.Measure && !general {
				continue
			}
			if line := m.below(least); line != "" {
				short = append(short, line)
			}
		}
	}
	return short, nil
}

// below says how a measure misses its minimum, "" if it does not.
func (m Measure) below(least Minimum) string {
	switch {
	case least.Percent && m.Percent() < least.Least:
		return fmt.Sprintf("%s: %d of %d is %d %%, want %d %%", m.Name, m.Covered, m.Total, m.Percent(), least.Least)
	case !least.Percent && m.Covered < least.Least:
		return fmt.Sprintf("%s: %d, want %d", m.Name, m.Covered, least.Least)
	}
	return ""
}
