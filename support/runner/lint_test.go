package runner

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// specification returns the embedded scenarios, parsed and expanded: ids, tags
// and steps have been checked on the way.
func specification(t *testing.T) []*scenario {
	t.Helper()
	read, _, err := Selection{}.embedded().features(nil, false)
	if err != nil {
		t.Fatal(err)
	}
	tags, err := loadRegistry(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := expandAll(read, tags)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheSpecificationKeepsTheHouseRules(t *testing.T) {
	t.Parallel()
	findings, err := Lint(Selection{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// A linter that is told nothing would find nothing: what it knows is the runner's.
func TestLintKnowsWhatARunKnows(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "odd.feature")
	text := `Feature: Odd

  @PA-1 @mine @VERIFIED
  Scenario: One is seen
    Given a pending DB of 92.00 EUR with PAYPAL
    When the shopper approves it on the brand's page
    Then the payment is aproved
`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	findings, err := Lint(Selection{Paths: []string{path}, DeclaredTags: []string{"mine"}}, []string{"source"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		got = append(got, f.Rule)
	}
	want := []string{"id", "unknown-tag", "needs-tag", "status-tag", "sentence"}
	if !slices.Equal(got, want) {
		t.Errorf("the rules broken are %v, want %v: %v", got, want, findings)
	}
}

// BenchmarkLint looks at 2,000 scenarios, copies of the built-in ones.
func BenchmarkLint(b *testing.B) {
	dir := b.TempDir()
	all, err := Sources(Selection{})
	if err != nil {
		b.Fatal(err)
	}
	scenarios := 0
	for i := 0; scenarios < 2000; i++ {
		s := all[i%len(all)]
		f, err := parseFeature(s.Path, bytes.NewReader(s.Text))
		if err != nil {
			b.Fatal(err)
		}
		some, err := f.expand()
		if err != nil {
			b.Fatal(err)
		}
		scenarios += len(some)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.feature", i)), s.Text, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(scenarios), "scenarios")
	for b.Loop() {
		if _, err := Lint(Selection{Paths: []string{dir}}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
