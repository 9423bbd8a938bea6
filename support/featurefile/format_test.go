package featurefile

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"assay/features"

	"github.com/google/go-cmp/cmp"
)

// The same feature, written by somebody in a hurry and as it is to be.
const (
	hurried = "\ufeff# a remark on the file\r\n#language:en\r\n\r\n\r\n@payments   @sync # why\r\n\r\nFeature:   Hurry\r\n\r\n" +
		"What is meant:\r\n  - a list\r\n  - of two\r\n\r\n\r\nSource: memory.\r\n" +
		"Background:\r\nGiven a state\r\n" +
		"Rule: One\r\n# of the rule's first scenario\r\n@A\r\n@B\r\nScenario Outline: <x>\r\n\r\nGiven a table:\r\n\r\n" +
		"|a|漢字|\r\n#| old | row |\r\n\r\n|\\||é|\r\n|e\u0301||\r\nAnd a text:\r\n\"\"\"json\r\n  two\r\n\r\n\r\n\\\"\\\"\\\"\r\n\"\"\"\r\n" +
		"# below a step\r\n\r\n# apart\r\n\r\n@C\r\nExamples:\r\n\r\n|x|\r\n|1|\r\n\r\n\r\n# the end"
	settled = `# a remark on the file
# language: en

@payments @sync # why
Feature: Hurry
  What is meant:
    - a list
    - of two

  Source: memory.

  Background:
    Given a state

  Rule: One

    # of the rule's first scenario
    @A
    @B
    Scenario Outline: <x>
      Given a table:
        | a  | 漢字 |
        #| old | row |

        | \| | é    |
        | e` + "\u0301" + `  |      |
      And a text:
        """json
          two


        \"\"\"
        """
        # below a step

      # apart

      @C
      Examples:
        | x |
        | 1 |

# the end
`
)

func TestFormatSettlesWhatWasWrittenInAHurry(t *testing.T) {
	t.Parallel()
	got, err := Format([]byte(hurried))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(settled, string(got)); diff != "" {
		t.Errorf("the layout differs (-want +got):\n%s", diff)
	}
	again, err := Format(got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(again)); diff != "" {
		t.Errorf("formatting again changes it (-once +twice):\n%s", diff)
	}
}

func TestEveryBuiltInFeatureIsLaidOut(t *testing.T) {
	t.Parallel()
	for path, text := range builtIn(t) {
		got, err := Format(text)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if diff := cmp.Diff(string(text), string(got)); diff != "" {
			t.Errorf("features/%s is not laid out, \"assay fmt features\" does it (-is +is to be):\n%s", path, diff)
		}
	}
}

func builtIn(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := fs.WalkDir(features.FS, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".feature") {
			return err
		}
		all[path], err = fs.ReadFile(features.FS, path)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("read %d features: %v", len(all), err)
	}
	return all
}

func TestWhatIsNoGherkinIsRefusedWithEveryPlace(t *testing.T) {
	t.Parallel()
	_, err := Format([]byte("Feature: x\n  Scenario: y\n    Given z\n    Give up\n    Than w\n"))
	var b *Broken
	if !errors.As(err, &b) {
		t.Fatalf("the error is %v, want a *Broken", err)
	}
	if len(b.Problems) != 2 || b.Problems[0].Line != 4 || b.Problems[1].Column != 5 {
		t.Errorf("the problems are %+v, want two, at 4:5 and 5:5", b.Problems)
	}
	if !strings.HasPrefix(err.Error(), `line 4: "Give up" cannot stand here, but a step, `) {
		t.Errorf("the error reads %q", err)
	}
}

func TestBelowATagAScenarioIsToldToBePossible(t *testing.T) {
	t.Parallel()
	const want = `line 3: "Scenario y" cannot stand here, but a tag, Rule:, Scenario: can`
	if _, err := Parse([]byte("Feature: x\n  @a\n  Scenario y\n")); fmt.Sprint(err) != want {
		t.Errorf("the error reads %v, want %s", err, want)
	}
}

func TestWhatTheParserDoesNotTakeIsRefused(t *testing.T) {
	t.Parallel()
	const before = "Feature: x\n  Scenario: y\n    Given z\n"
	long := strings.Repeat("x", 1<<16-1)
	tests := []struct{ name, text, want string }{
		{"a long line", before + "# " + long + "\n", "line 4: the line is longer than 65535 bytes"},
		{"a long line at the end", before + "#" + long, "line 4: the line is longer than 65535 bytes"},
		{"one that is not too long", before + "#" + long[1:], ""},
		{"a lone bar", before + "      |\n", "line 4: the row has no cell: each ends with a bar"},
		{"a cell without an end", before + `      | a \| b`, "line 4: the row has no cell: each ends with a bar"},
		{"examples without columns", before + "    Examples:\n      |\n      |\n", "line 5: the row has no cell: each ends with a bar"},
		{"a letter of Latin-1", before + "    And caf\xe9\n", "line 4: the text is not UTF-8: save the file in that encoding"},
		{"UTF-16", "\xff\xfeF\x00e\x00", "line 1: the text is not UTF-8: save the file in that encoding"},
		{"a bar in a doc string", before + "      \"\"\"\n      |\n      \"\"\"\n", ""},
	}
	for _, tt := range tests {
		_, err := Parse([]byte(tt.text))
		if got := fmt.Sprint(err); err != nil && got != tt.want || err == nil && tt.want != "" {
			t.Errorf("%s: error %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestADifferentMeaningIsNoticed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		a, b string
		want bool
	}{
		{"blanks", "Feature:  x\nScenario: y\nGiven a", "Feature: x\n\n  Scenario: y\n    Given a\n", true},
		{"a word", "Feature: x\n  Scenario: y\n    Given a b", "Feature: x\n  Scenario: y\n    Given a  b", false},
		{"a comment", "Feature: x\n# one", "Feature: x\n# two", false},
		{"a comment less", "Feature: x\n# one", "Feature: x\n", false},
		{"a description's word", "Feature: x\none", "Feature: x\ntwo", false},
		{"a tag", "@a @b\nFeature: x", "@b @a\nFeature: x", false},
		{"a blank in a doc string", doc("a"), doc(" a"), false},
		{"a cell", "Feature: x\nScenario:\nGiven a\n|\\\\n|", "Feature: x\nScenario:\nGiven a\n|\\n|", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := Parse([]byte(tt.a))
			if err != nil {
				t.Fatal(err)
			}
			b, err := Parse([]byte(tt.b))
			if err != nil {
				t.Fatal(err)
			}
			if got := alike(a, b); got != tt.want {
				t.Errorf("alike = %v, want %v", got, tt.want)
			}
		})
	}
}

func doc(line string) string {
	return "Feature: x\nScenario: y\nGiven a\n\"\"\"\n" + line + "\n\"\"\"\n"
}

func TestDisplayWidth(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "漢字": 4, "ｗ": 2, "한": 2, "😀": 2, "a\u200db": 2, "ß|": 2,
	} {
		if got := displayWidth(text); got != want {
			t.Errorf("displayWidth(%q) = %d, want %d", text, got, want)
		}
	}
}
