package lint

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// knowledge is a small world: a few tags, and steps fit a sentence unless they
// say that they do not.
var knowledge = Knowledge{
	Families: map[string]string{
		"@payments": "area", "@errors": "area", "@browser": "ability",
		"@verified": "fact", "@decided": "fact", "@mine": "declared",
	},
	IsID: regexp.MustCompile(`^@[A-Z]{2}-\d{3}$`).MatchString,
	Sentence: func(keyword, text string) error {
		switch {
		case strings.Contains(text, "nonsense"):
			return errors.New("no sentence fits the step")
		case strings.Contains(text, "an event") && keyword != "When" && keyword != "*":
			return errors.New("the sentence is a When")
		}
		return nil
	},
	Noting: func() Noting { return &noted{} },
	FactID: regexp.MustCompile(`\b[DR]\d+\b`), Facts: []string{"D01", "R001"},
	Needs: func(text string) []string {
		if strings.Contains(text, "on the page") {
			return []string{"browser"}
		}
		return nil
	},
	Nearest: func(word string, _ []string) string {
		switch word {
		case "@brwoser":
			return "@browser"
		case "D011":
			return "D01"
		}
		return ""
	},
}

// noted is what "noting x" steps have noted.
type noted struct{ names []string }

var braced = regexp.MustCompile(`\{[a-z]+\}`)

func (n *noted) Unnoted(text string) (name, hint string) {
	for _, b := range braced.FindAllString(text, -1) {
		if !slices.Contains(n.names, b) {
			return strings.Trim(b, "{}"), ""
		}
	}
	return "", ""
}

func (n *noted) Step(text string) {
	if _, name, found := strings.Cut(text, "noting "); found {
		n.names = append(n.names, "{"+name+"}")
	}
}

// clean breaks no rule. Each case below changes one thing about it.
const clean = `@payments
Feature: Debit
  What it is.

  Source: memory.

  Background:
    Given a state

  @PA-001 @verified
  Scenario Outline: A debit <key> is approved
    Given a <what>
    When an event
    Then an outcome
    And another one

    Examples:
      | key | what |
      | one | 1    |
      | two | 2    |

  @PA-002 @decided
  Scenario: Another is not
    When an event
    Then an outcome
`

func TestEachRuleFindsWhatBreaksIt(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, old, new, at string }{
		{"syntax", "    When an event\n    Then an outcome\n    And", "    When an event\n    Thus\n    And", "14:5"},
		{"syntax", clean, "# nothing\n", "1:1"},
		{"syntax", "@payments\n", "# assay:off wordng\n@payments\n", "1:1"},
		{"unknown-fact", "  @PA-002", "  # D01, R002.\n  @PA-002", "22:10"},
		{"unknown-fact", "Source: memory.", "Source: memory (R001),\n  and R01.", "6:7"},
		{"unknown-fact", "  Scenario: Another is not\n", "  Scenario: Another is not\n\n    As in D011.\n", "25:11"},
		{"syntax", "@payments\n", "# assay:off\n@payments\n", "1:1"},
		{"unknown-tag", "@verified\n", "@verified @brwoser\n", "10:21"},
		{"id", "@PA-002 @decided", "@decided", "23:3"},
		{"id", "@PA-002 ", "@PA-2 ", "22:3"},
		{"id", "@PA-002 ", "@PA-002 @PA-003 ", "22:11"},
		{"id", "@payments", "@payments @PA-009", "1:11"},
		{"duplicate-id", "@PA-002 ", "@PA-001 ", "22:3"},
		{"duplicate-name", "Scenario: Another is not", "Scenario: A debit <key> is approved", "23:3"},
		{"row-key", "| two | 2    |", "| one | 2    |", "20:9"},
		{"row-key", "| two | 2    |", "|     | 2    |", "20:13"},
		{"unused-column", "Given a <what>", "Given a thing", "18:15"},
		{"unknown-column", "Given a <what>", "Given a <what> <else>", "12:5"},
		{"sentence", "Given a <what>", "Given nonsense <what>", "12:5"},
		{"sentence", "Given a state", "Given nonsense", "8:5"},
		{"sentence", "And another one", "And an event", "15:5"},
		{"unknown-name", "Given a <what>", "Given a <what> of {none}", "12:23"},
		{"unknown-name", "Given a state", "Given a {none}", "8:13"},
		{"unknown-name", "Given a <what>", "Given a <what>:\n      | a | {none} |", "13:13"},
		{"unknown-name", "Given a <what>", "Given a <what>:\n      \"\"\"\n      ü {none}\n      \"\"\"", "14:9"},
		{"unknown-name", "| two | 2    |", "| two | {none} |", "20:15"},
		{"unknown-name", "When an event\n    Then an outcome\n    And", "When an event of {late}\n    Then an outcome noting late\n    And", "13:22"},
		{
			"sentence", "  @PA-002 @decided", "  Rule: R\n    Background:\n      Given nonsense\n\n  @PA-002 @decided", "24:7",
		},
		{"wording", "Given a state", "Given a user's state", "8:13"},
		{"plumbing", "Given a state", "Given http://example.com/", "8:11"},
		{"empty", "    When an event\n    Then an outcome\n\x00", "", "23:3"},
		{"lost-step", "    Given a <what>", "    given what was\n    Given a <what>", "12:5"},
		{"lost-step", "    Given a <what>", "    As ever.\n\n    AND\ta state\n    Given a <what>", "14:5"},
		{"lost-step", "    Given a state", "    given a state", "8:5"},
		{"one-when", "    When an event\n    Then an outcome\n\x00", "    Then an outcome\n", "23:3"},
		{"one-when", "Then an outcome\n\x00", "When an event\n    Then an outcome\n", "25:5"},
		{"no-then", "    Then an outcome\n\x00", "", "23:3"},
		{"needs-tag", "Given a <what>", "Given a <what> on the page", "11:3"},
		{"area-tag", "@payments", "@errors", "1:1"},
		{"area-tag", "@payments", "@mine", "2:1"},
		{"status-tag", "@PA-001 @verified", "@PA-001", "17:5"},
		{"status-tag", "@decided", "@decided @verified", "23:3"},
		{"source", "Source: memory.", "", "2:1"},
		{"name", "Another is not", "Check another", "23:3"},
		{"name", "Another is not", "It should not", "23:3"},
		{"name", "Another is not", "", "23:3"},
		{"wording", "Given a <what>", "Given a user with <what>", "12:13"},
		{"wording", "Given a <what>", "Given é I see <what>", "12:13"},
		{"wording", "Given a <what>", "Given the shopper clicks <what>", "12:23"},
		{"plumbing", "Given a <what>", "Given https://example.com/ <what>", "12:11"},
		{"plumbing", "Given a <what>", `Given "#pay" <what>`, "12:11"},
		{"long", "And another one", "And another one" + strings.Repeat("\n    And more", 7), "22:5"},
	}
	broken := map[string]bool{}
	for _, tt := range tests {
		broken[tt.rule] = true
		t.Run(tt.rule+" "+tt.at, func(t *testing.T) {
			t.Parallel()
			if got := check(clean); len(got) > 0 {
				t.Fatalf("the clean feature is not clean: %v", got)
			}
			text := strings.Replace(clean+"\x00", tt.old, tt.new, 1)
			text = strings.TrimSuffix(text, "\x00")
			if text == clean {
				t.Fatalf("%q is not in the clean feature", tt.old)
			}
			got := check(text)
			if len(got) != 1 {
				t.Fatalf("findings are %v, want one", got)
			}
			if at := strings.SplitN(got[0].String(), " ", 2)[0]; got[0].Rule != tt.rule || at != "features/payments/debit.feature:"+tt.at+":" {
				t.Errorf("the finding is %s, want %s at %s", got[0], tt.rule, tt.at)
			}
			if got[0].Hint == "" {
				t.Errorf("%s has no hint", got[0])
			}
		})
	}
	for _, r := range Rules() {
		if !broken[r.Name] {
			t.Errorf("no case breaks the rule %s", r.Name)
		}
	}
}

func check(text string) []Finding {
	return Check([]File{{"features/payments/debit.feature", []byte(text)}}, knowledge, nil)
}

func TestAnAreasTagInADirectoryOfNoAreaIsToldToGo(t *testing.T) {
	t.Parallel()
	got := Check([]File{{"mine/debit.feature", []byte(clean)}}, knowledge, nil)
	if len(got) != 1 || got[0].Hint != "take the tag away, or move the file into a directory payments" {
		t.Errorf("the findings are %v, want one that says to take the tag away", got)
	}
}

func TestWhatIsNoBreachIsLeftAlone(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new string }{
		{"quoted words", "Given a <what>", `Given a "user I click" <what>`},
		{"the older login's user id", "Given a <what>", "Given a user id <what>"},
		{"a result path", "Given a <what>", `Given the answer's "items.#" <what>`},
		{"an author's own tag", "@PA-002 ", "@PA-002 @mine "},
		{"a status on the Examples", "@PA-001 @verified", "@PA-001\x01"},
		{"a name that was noted", "Given a <what>", "Given noting 1\n    And noting two\n    And {two} <what>"},
		{"a column in a table", "Given a <what>", "Given a:\n      | <what> |"},
		{"a column in a doc string", "Given a <what>", "Given a:\n      \"\"\"\n      <what>\n      \"\"\""},
		{"a browser that is tagged", "@decided\n  Scenario: Another is not\n", "@decided @browser\n  Scenario: Another is not\n    Given it on the page\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(clean, tt.old, tt.new, 1)
			if strings.Contains(text, "\x01") {
				text = strings.Replace(strings.Replace(text, "\x01", "", 1), "    Examples:", "    @verified\n    Examples:", 1)
			}
			if text == clean {
				t.Fatalf("%q is not in the clean feature", tt.old)
			}
			if got := check(text); len(got) > 0 {
				t.Errorf("findings are %v, want none", got)
			}
		})
	}
}

func TestRulesCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	text := strings.Replace(clean, "Source: memory.", "", 1)
	text = strings.Replace(text, "@PA-002", "@PA-001", 1)
	if got := len(check(text)); got != 2 {
		t.Fatalf("there are %d findings, want 2", got)
	}
	if got := check("# assay:off source, duplicate-id\n" + text); len(got) > 0 {
		t.Errorf("a comment leaves %v", got)
	}
	if got := Check([]File{{"features/payments/x.feature", []byte(text)}}, knowledge, []string{"source"}); len(got) != 1 {
		t.Errorf("an option leaves %v, want the duplicate id", got)
	}
}

func TestIdsAndNamesAreComparedOverAllFiles(t *testing.T) {
	t.Parallel()
	got := Check([]File{
		{"features/payments/a.feature", []byte(clean)}, {"features/payments/b.feature", []byte(clean)},
	}, knowledge, nil)
	var lines []string
	for _, f := range got {
		lines = append(lines, f.Text)
	}
	want := []string{
		`the feature "Debit" stands at features/payments/a.feature:2 already`,
		`the id "@PA-001" stands at features/payments/a.feature:10 already`,
		`the id "@PA-002" stands at features/payments/a.feature:22 already`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("the findings differ (-want +got):\n%s", diff)
	}
}

func TestFindingsAreWrittenAsSARIF(t *testing.T) {
	t.Parallel()
	findings := check(strings.Replace(clean, "@PA-002", "@PA-001", 1))
	findings[0].Path = "my features/ä.feature"
	var b bytes.Buffer
	if err := SARIF(&b, findings, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	log, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := sarifSchema(t).Validate(log); err != nil {
		t.Errorf("the log does not follow the schema of SARIF: %v", err)
	}
	for _, part := range []string{
		`"uri": "my%20features/%C3%A4.feature"`, `"startLine": 22`, `"startColumn": 3`, `"ruleId": "duplicate-id"`,
	} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("the log lacks %s", part)
		}
	}
}

// GitLab takes two findings with one fingerprint for one, and a finding with another
// fingerprint for a new one.
func TestFindingsAreToldApartForGitLab(t *testing.T) {
	t.Parallel()
	at := func(line int, text string) Finding {
		return Finding{Path: "a.feature", Line: line, Severity: Warning, Rule: "source", Text: text, Hint: "say it"}
	}
	written := func(findings ...Finding) []issue {
		var b bytes.Buffer
		if err := Write(&b, "codequality", findings, "1.2.3"); err != nil {
			t.Fatal(err)
		}
		var issues []issue
		if err := json.Unmarshal(b.Bytes(), &issues); err != nil {
			t.Fatal(err)
		}
		return issues
	}
	before := written(at(3, "one"), at(7, "one"), at(9, "two"))
	after := written(at(4, "one"), at(8, "one"), at(10, "two"))
	prints := map[string]bool{}
	for i, issue := range before {
		prints[issue.Fingerprint] = true
		if issue.Fingerprint != after[i].Fingerprint {
			t.Errorf("%s: the fingerprint changes with the line", issue.Description)
		}
	}
	if len(prints) != len(before) {
		t.Errorf("%d findings have %d fingerprints", len(before), len(prints))
	}
	if i := before[2]; i.Severity != "minor" || i.Location.Path != "a.feature" || i.Location.Lines.Begin != 9 || i.Description != "two (say it)" {
		t.Errorf("the finding is told as %+v", i)
	}
	if none := written(); none == nil {
		t.Error("nothing found is no array")
	}
}

func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	const file = "testdata/sarif-2.1.0.schema.json"
	raw, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	doc, err := jsonschema.UnmarshalJSON(raw)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(file, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestNothingFoundIsAnEmptyArray(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := JSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("JSON writes %q (%v), want an empty array", b.String(), err)
	}
	b.Reset()
	if err := JSON(&b, check("")); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || len(got) != 1 || got[0]["rule"] != "syntax" || got[0]["line"] != 1.0 {
		t.Errorf("JSON writes %s (%v)", b.String(), err)
	}
}

func TestEveryRuleIsExplained(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		var b bytes.Buffer
		if err := Explain(&b, r); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{r.Name, r.Meaning, r.Reason, r.Remedy} {
			if part == "" || !strings.Contains(b.String(), part) {
				t.Errorf("the explanation of %s lacks %q", r.Name, part)
			}
		}
	}
}
