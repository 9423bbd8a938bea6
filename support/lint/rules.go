package lint

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// Severity is how much a finding weighs.
type Severity string

// An Error would be refused by a run or makes a scenario worthless; a Warning
// makes it harder to read.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Rule is a house rule.
type Rule struct {
	Name     string
	Severity Severity
	Meaning  string // what is to be so
	Reason   string // why
	Remedy   string // what to do where it is not

	feature  func(*inspection, *Rule)
	scenario func(*inspection, *Rule, *scenario)
}

// syntax has no function of its own: without it there is nothing to look at.
var syntax = &Rule{
	Name: "syntax", Severity: Error, Meaning: "A file is Gherkin and holds a feature.",
	Reason: "A run refuses it.", Remedy: "correct it there; further complaints mostly follow from the first",
}

// Rules returns every rule, those that a run insists on first.
func Rules() []*Rule { return append([]*Rule{syntax}, rules...) }

var rules = []*Rule{
	{
		Name: "unknown-tag", Severity: Error, Meaning: "Every tag is in the registry.",
		Reason:  "Tags select and say what a scenario needs: a mistyped one silently changes what is tested.",
		Remedy:  `declare it under "tags:" in assay.yaml, or take one that "assay list" shows`,
		feature: unknownTags,
	}, {
		Name: "id", Severity: Error, Meaning: "A scenario has one id tag of its own: an area code and a number, @PA-001.",
		Reason:   "Reports, reruns and certificates name a scenario by its id, which survives every rename.",
		Remedy:   "give it one tag of an area code and a number never used, such as @PA-001",
		feature:  noIDAbove,
		scenario: oneID,
	}, {
		Name: "duplicate-id", Severity: Error, Meaning: "An id belongs to one scenario.",
		Reason: "Results of two scenarios would be taken for those of one.",
		Remedy: "give the newer one a number never used",
	}, {
		Name: "duplicate-name", Severity: Error, Meaning: "A name belongs to one scenario of its feature, and to one feature.",
		Reason: "Who reads a report could not tell which is meant.",
		Remedy: "say in the name what makes it another",
	}, {
		Name: "row-key", Severity: Error, Meaning: "The first column of Examples names the row, each by another text.",
		Reason:   "It is part of the row's id.",
		Remedy:   "make the cells of the first column differ, over all Examples of the outline",
		scenario: rowKeys,
	}, {
		Name: "unused-column", Severity: Warning, Meaning: "Every column of Examples but the first is used by its outline.",
		Reason:   "Whoever changes its cells believes to change what is tested.",
		Remedy:   "use it in a step as <column>, or remove it",
		scenario: unusedColumns,
	}, {
		Name: "unknown-column", Severity: Error, Meaning: "What an outline writes as <column> is a column of its Examples.",
		Reason:   "It would stay as it is and be sent to the gateway.",
		Remedy:   "add the column to the Examples, or correct the name",
		scenario: unknownColumns,
	}, {
		Name: "sentence", Severity: Error, Meaning: "A step fits one sentence, and that is of its kind: a Given, a When or a Then.",
		Reason:   "A run cannot carry it out.",
		Remedy:   "look for a typing error",
		scenario: sentences,
	}, {
		Name: "unknown-name", Severity: Error, Meaning: "What a step has in braces, {taken}, an earlier step of its scenario has noted.",
		Reason:   "It stands for nothing, and a run refuses it.",
		Remedy:   "note the value before, or correct the name",
		scenario: unknownNames,
	}, {
		Name: "empty", Severity: Error, Meaning: "A scenario has steps.",
		Reason: "It would pass without having tested anything.", Remedy: "write its steps, or remove it",
		scenario: noSteps,
	}, {
		Name: "lost-step", Severity: Error, Meaning: "No line of a scenario's description begins as a step would: given, when, then, and, but.",
		Reason:  "Gherkin knows the keywords by their capitals only, and takes any other line above the first step for description: it is never run.",
		Remedy:  "write the keyword with a capital, or begin the line with another word",
		feature: lostSteps,
	}, {
		Name: "one-when", Severity: Error, Meaning: "A scenario has one When.",
		Reason:   "Of two events nobody knows which one the outcome is about.",
		Remedy:   "make what comes before a Given, or split the scenario",
		scenario: oneWhen,
	}, {
		Name: "no-then", Severity: Error, Meaning: "A scenario has a Then.",
		Reason:   "It would pass whatever the gateway answers.",
		Remedy:   "say what an outsider sees",
		scenario: noThen,
	}, {
		Name: "needs-tag", Severity: Error, Meaning: "A scenario is tagged with what its sentences need of a target: @browser, @webhooks.",
		Reason:   "A target without that ability would run it, and it would break.",
		Remedy:   "add the tag",
		scenario: needsTag,
	}, {
		Name: "area-tag", Severity: Error, Meaning: "A feature carries the tag of its directory, and of no other area.",
		Reason:  "Areas are selected by tag.",
		Remedy:  "name the directory's area on the feature, or move the file",
		feature: areaTag,
	}, {
		Name: "status-tag", Severity: Error, Meaning: "A scenario says how sure its fact is: @verified, @decided or @unverified.",
		Reason:   "Only what is verified or decided counts towards a certificate.",
		Remedy:   "tag it with one of them",
		scenario: statusTag,
	}, {
		Name: "source", Severity: Warning, Meaning: `A feature's description says where its promise is made: "Source: ...".`,
		Reason:  "Who doubts a failure has to look the promise up.",
		Remedy:  `add a line "Source: ..." to its description`,
		feature: source,
	}, {
		Name: "unknown-fact", Severity: Warning, Meaning: "A comment or description quotes demands, decisions and rules that there are: S01, D01, R001.",
		Reason:  "What it quotes counts as proven by its scenarios, and a mistyped id counts nowhere.",
		Remedy:  `"assay coverage" lists the ids with their meanings`,
		feature: unknownFacts,
	}, {
		Name: "name", Severity: Warning, Meaning: "A scenario is named by its outcome.",
		Reason:   `"Check that", "Test" and "should" say nothing about it, and a list of names is what most people read.`,
		Remedy:   `name what is so: "A refund above the captured amount is rejected"`,
		scenario: outcomeNames,
	}, {
		Name: "wording", Severity: Warning, Meaning: "A step speaks of the merchant, the shopper and the gateway, and of what they want.",
		Reason:   `"I", "user", "should", "click" and the like tell how a page is worked, which changes, and not what is promised.`,
		Remedy:   "say what the merchant, the shopper or the gateway does, and not by which key",
		scenario: wording,
	}, {
		Name: "plumbing", Severity: Warning, Meaning: "A step names no address and no selector of a page.",
		Reason:   "They belong to a target's configuration and its journeys: a feature runs everywhere.",
		Remedy:   "say what is there, and leave where it is to the target",
		scenario: plumbing,
	}, {
		Name: "long", Severity: Warning, Meaning: fmt.Sprintf("A scenario has at most %d steps of its own.", mostSteps),
		Reason:   "A longer one mostly shows two behaviours.",
		Remedy:   "leave to the defaults what is neither decisive nor asserted, put values into a table, or split it",
		scenario: tooLong,
	},
}

// Find returns the rule of a name.
func Find(name string) (*Rule, bool) {
	for _, r := range Rules() {
		if r.Name == name {
			return r, true
		}
	}
	return nil, false
}

// Names lists the names of all rules.
func Names() []string {
	var names []string
	for _, r := range Rules() {
		names = append(names, r.Name)
	}
	return names
}

// unknownRule is what a comment that switches a rule off can get wrong.
var unknownRule = &Rule{Name: "syntax", Severity: Error, Remedy: `write "# assay:off" and names that "assay help lint-rules" lists`}

var offComment = regexp.MustCompile(`^\s*#\s*assay:off\b(.*)`)

// switchOff obeys the comments "# assay:off rule, rule" of a file: they hold for
// all of it.
func (in *inspection) switchOff(comments []*messages.Comment) {
	for _, c := range comments {
		m := offComment.FindStringSubmatch(c.Text)
		if m == nil {
			continue
		}
		names := strings.FieldsFunc(m[1], func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
		if len(names) == 0 {
			in.report(unknownRule, c.Location, "", "the comment names no rule to switch off")
		}
		for _, name := range names {
			if _, known := Find(name); !known {
				hint := ""
				if near := in.Nearest(name, Names()); near != "" {
					hint = "did you mean " + near + "?"
				}
				in.report(unknownRule, c.Location, hint, "there is no rule %s to switch off", name)
			}
			in.off[name] = true
		}
	}
}

// Explain writes all there is to say about a rule.
func Explain(w io.Writer, r *Rule) error {
	_, err := fmt.Fprintf(w, `%s (%s)

%s
%s

Where it is broken: %s.
A file is spared by the comment "# assay:off %s" in it, all files by assay.yaml:

  lint:
    off: [%s]
`, r.Name, r.Severity, r.Meaning, r.Reason, strings.TrimSuffix(r.Remedy, "."), r.Name, r.Name)
	return err
}
