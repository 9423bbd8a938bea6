package runner

import (
	"strings"
	"testing"
)

func TestTagExpressions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		expression, tags string
		want             bool
	}{
		{"", "@a", true},
		{"@a", "@a @b", true},
		{"@a", "@b", false},
		{"not @a", "@b", true},
		{"not not @a", "@a", true},
		{"@a and @b", "@a", false},
		{"@a and @b", "@a @b", true},
		{"@a or @b and @c", "@a", true}, // and binds closer than or
		{"(@a or @b) and @c", "@a", false},
		{"@a and not @b", "@a", true},
		{"@a and not (@b or @c)", "@a @c", false},
		{"  @a   or\t@b ", "@b", true},
		{`@odd\ tag`, "@odd", false},
	}
	for _, tt := range tests {
		e, _, err := parseTags(tt.expression)
		if err != nil {
			t.Errorf("%q: %v", tt.expression, err)
			continue
		}
		set := map[string]bool{}
		for _, tag := range strings.Fields(tt.tags) {
			set[tag] = true
		}
		if got := e.matches(set); got != tt.want {
			t.Errorf("%q on %s = %v, want %v", tt.expression, tt.tags, got, tt.want)
		}
	}
}

func TestBrokenTagExpressionsAreExplained(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		"@a and":      "a tag is missing at the end",
		"(@a or @b":   `a ")" is missing`,
		"@a @b":       `"@b" is not expected there`,
		"@a && @b":    `"&&" is not expected there`,
		"PA":          `"PA" is not a tag`,
		"@a or )":     `")" is not a tag`,
		"not":         "a tag is missing at the end",
		"@a and @b )": `")" is not expected there`,
	} {
		_, _, err := parseTags(expression)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", expression, err, want)
			continue
		}
		if p := err.(*Problem); p.ExitCode() != ExitUsage || p.Hint() == "" {
			t.Errorf("%q: exit code %d, hint %q", expression, p.ExitCode(), p.Hint())
		}
	}
}
