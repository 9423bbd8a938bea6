package runner

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/support/target"
)

const small = `@payments
Feature: Small
  Source: nowhere

  @PA-901 @PA @verified
  Scenario: One
    Given an amount of 92.00 EUR

  @PA-902 @PA @verified
  Scenario Outline: Two
    Given an amount of <amount> EUR
    Examples:
      | amount |
      | 1.00   |
      | 2.00   |
`

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func simulated() target.Target { return target.Target{Name: "simulator", Simulator: true} }

func TestSelectionByPathLineAndTag(t *testing.T) {
	t.Parallel()
	path, link := write(t, "small.feature", small), filepath.Join(t.TempDir(), "link.feature")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		sel  Selection
		want []string
	}{
		{"a file", Selection{Paths: []string{path}}, []string{"PA-901", "PA-902[1.00]", "PA-902[2.00]"}},
		{"its directory", Selection{Paths: []string{filepath.Dir(path)}}, []string{"PA-901", "PA-902[1.00]", "PA-902[2.00]"}},
		{"file and directory", Selection{Paths: []string{path, filepath.Dir(path)}}, []string{"PA-901", "PA-902[1.00]", "PA-902[2.00]"}},
		{"a row", Selection{Paths: []string{path + ":15"}}, []string{"PA-902[2.00]"}},
		{"an outline", Selection{Paths: []string{path + ":10"}}, []string{"PA-902[1.00]", "PA-902[2.00]"}},
		{"two lines", Selection{Paths: []string{path + ":7:14"}}, []string{"PA-901", "PA-902[1.00]"}},
		{"an id", Selection{Paths: []string{path}, Tags: "@PA-902"}, []string{"PA-902[1.00]", "PA-902[2.00]"}},
		{"a file and a link to it", Selection{Paths: []string{path, link}}, []string{"PA-901", "PA-902[1.00]", "PA-902[2.00]"}},
		{"lines by two names", Selection{Paths: []string{link + ":7", path + ":14"}}, []string{"PA-901", "PA-902[1.00]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			records, _, err := List(tt.sel, simulated())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range records {
				got = append(got, r.ID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("selected %v, want %v", got, tt.want)
			}
		})
	}
}

func TestEmbeddedFeaturesAreFoundByTheirPath(t *testing.T) {
	t.Parallel()
	all, _, err := List(Selection{}, simulated())
	if err != nil {
		t.Fatal(err)
	}
	some, _, err := List(Selection{Paths: []string{"features/payments"}}, simulated())
	if err != nil {
		t.Fatal(err)
	}
	if len(some) == 0 || len(some) >= len(all) {
		t.Errorf("features/payments gives %d of %d scenarios", len(some), len(all))
	}
	for _, r := range some {
		if !strings.HasPrefix(r.File, "features/payments/") {
			t.Errorf("%s is in %s", r.ID, r.File)
		}
	}
}

func TestMistakesInASelectionAreExplained(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		sel        Selection
		code       int
		text, hint string
	}{
		{"no such path", Selection{Paths: []string{"nowhere"}}, ExitUsage, `no "nowhere" here`, "assay list"},
		{"a mistyped tag", Selection{Tags: "@smok"}, ExitUsage, "unknown tag @smok", "did you mean @smoke?"},
		{"nothing left", Selection{Tags: "@smoke and not @smoke"}, ExitNothingToRun, "no scenario is selected", "assay list"},
		{"a mistyped tag in a feature", Selection{
			Paths: []string{write(t, "a.feature", strings.Replace(small, "@PA @verified", "@PA @verifed", 1))},
		}, ExitUsage, "unknown tag @verifed", "did you mean @verified?"},
		{"an unknown step", Selection{
			Paths: []string{write(t, "b.feature", strings.Replace(small, "Given an amount", "Given an amout", 1))},
		}, ExitUsage, `b.feature:7: no sentence fits the step "an amout of 92.00 EUR"`, `did you mean "an amount of {amount} {currency}"`},
		{"a name that nothing has noted", Selection{
			Paths: []string{write(t, "f.feature", strings.Replace(small, "Given an amount of 92.00 EUR", strings.Join([]string{
				"Given an approved PA of 92.00 EUR", `And the merchant notes the answer's "amount" as "paid"`, "And an amount of {piad} EUR",
			}, "\n    "), 1))},
		}, ExitUsage, "f.feature:9:22: no step before it has noted {piad}", "did you mean {paid}?"},
		{"a name that is noted too late", Selection{
			Paths: []string{write(t, "g.feature", strings.Replace(small, "Given an amount of 92.00 EUR", strings.Join([]string{
				"Given an amount of {paid} EUR", "And an approved PA of 92.00 EUR", `And the merchant notes the answer's "amount" as "paid"`,
			}, "\n    "), 1))},
		}, ExitUsage, "g.feature:7:24: no step before it has noted {paid}", "what stands for something there is {id}"},
		{"the wrong keyword", Selection{
			Paths: []string{write(t, "c.feature", strings.Replace(small, "Given an amount", "Then an amount", 1))},
		}, ExitUsage, "is a Given, not a Then", "begin the step with Given"},
		{"an id twice", Selection{
			Paths: []string{write(t, "d.feature", strings.Replace(small, "@PA-902", "@PA-901", 1)), write(t, "e.feature", small)},
		}, ExitUsage, "PA-901", "a number never used"},
		{"nothing for a path", Selection{Paths: []string{""}}, ExitUsage, "a path is empty", "leave it out"},
		{
			"a line of a directory",
			Selection{Paths: []string{"features/payments:12"}},
			ExitUsage,
			"features/payments is a directory, which has no lines", "name the file",
		},
		{"rows that reports cannot tell apart", Selection{
			Paths: []string{write(t, "h.feature", strings.NewReplacer(
				"<amount>", "1.00", "1.00   |", "4200000000000000 |", "2.00   |", "4200000000180000 |").Replace(small))},
		}, ExitUsage, "h.feature:15: in reports its id is PA-902[420000******0000], as is that of the scenario at", "first column"},
		{"a directory without features", Selection{Paths: []string{t.TempDir()}}, ExitUsage, "no feature file", ".feature"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := List(tt.sel, simulated())
			if err == nil {
				t.Fatal("accepted")
			}
			p := asProblem(err).(*Problem)
			if p.ExitCode() != tt.code || !strings.Contains(p.Error(), tt.text) || !strings.Contains(p.Hint(), tt.hint) {
				t.Errorf("exit code %d, %q, hint %q; want %d, %q, %q",
					p.ExitCode(), p.Error(), p.Hint(), tt.code, tt.text, tt.hint)
			}
		})
	}
}

func TestDeclaredTagsAreKnown(t *testing.T) {
	t.Parallel()
	path := write(t, "mine.feature", strings.Replace(small, "@PA @verified", "@mine @verified", 1))
	if _, _, err := List(Selection{Paths: []string{path}, DeclaredTags: []string{"mine"}}, simulated()); err != nil {
		t.Error(err)
	}
}

func TestTheSeedFixesTheOrderAndThePlanHashIgnoresIt(t *testing.T) {
	t.Parallel()
	ids := func(seed int64) ([]string, string) {
		p, err := makePlan(Selection{}, simulated(), false)
		if err != nil {
			t.Fatal(err)
		}
		p.shuffle(seed)
		var ids []string
		for _, s := range p.run {
			ids = append(ids, s.id)
		}
		return ids, p.hash()
	}
	one, hashOne := ids(1)
	again, _ := ids(1)
	two, hashTwo := ids(2)
	if !slices.Equal(one, again) || slices.Equal(one, two) {
		t.Error("the order does not follow from the seed")
	}
	if hashOne != hashTwo {
		t.Error("the plan hash depends on the order")
	}
	p, err := makePlan(Selection{Tags: "@smoke"}, simulated(), false)
	if err != nil {
		t.Fatal(err)
	}
	if p.hash() == hashOne {
		t.Error("plans of different scenarios have the same hash")
	}
}
