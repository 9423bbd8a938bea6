package target

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"
)

// A key that nobody knows, at any depth of a good file, is refused with the
// line it is on.
func TestAnyUnknownKeyIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	good, err := os.ReadFile("testdata/example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(good), "\n"), "\n")
	rapid.Check(t, func(t *rapid.T) {
		key := "zz" + rapid.StringMatching(`[A-Za-z]{1,12}`).Draw(t, "key")
		after := rapid.SampledFrom(insertable(lines)).Draw(t, "after line")
		indent := len(lines[after]) - len(strings.TrimLeft(lines[after], " -"))
		bad := slices.Insert(slices.Clone(lines), after+1, strings.Repeat(" ", indent)+key+": 1")
		_, err := parse("c.yaml", []byte(strings.Join(bad, "\n")), vars())
		want := fmt.Sprintf("c.yaml:%d: unknown key %q", after+2, key)
		if err == nil || err.Error() != want {
			t.Fatalf("error = %v, want %s\n%s", err, want, strings.Join(bad, "\n"))
		}
	})
}

// insertable lists the lines behind which a sibling key may stand: those with
// a value on the line itself, and not among the names of targets.
func insertable(lines []string) []int {
	var at []int
	for i, line := range lines {
		if !strings.HasSuffix(line, ":") && strings.Contains(line, ": ") {
			at = append(at, i)
		}
	}
	return at
}

// Whatever bytes come in, the reader neither panics nor fails without a file.
func TestAnyTextIsReadOrRefusedWithTheFile(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"targets", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}",
		"&a", "*a", "<<", "qa", "baseUrl", "'", "\t", "!!int", "~", "---", "#",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "text"), "")
		if _, err := parse("c.yaml", []byte(text), vars()); err != nil && !strings.HasPrefix(err.Error(), "c.yaml:") {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func TestTheCheckerKnowsWhatTheDecoderKnows(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "~", "targets:", "targets: {}", "# only a remark\n", "tags: []", "concurrency: 4", "target: simulator",
	} {
		if _, err := parse("c.yaml", []byte(text), vars()); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	var n yaml.Node
	if got := (place{node: &n}).key("x").item(3); got.node != &n {
		t.Error("a place that is not there must stay where it is")
	}
}
