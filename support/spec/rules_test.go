package spec

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var codeForm = regexp.MustCompile(`^\d{3}\.\d{3}\.\d{3}$`)

func TestRulesAreNumberedAndSayHowCertainTheyAre(t *testing.T) {
	t.Parallel()
	last := ""
	for _, r := range Rules() {
		if !regexp.MustCompile(`^R\d{3}$`).MatchString(r.ID) || r.ID <= last {
			t.Errorf("%s follows %s: ids are R and three digits, in order", r.ID, last)
		}
		last = r.ID
		if !slices.Contains([]string{"verified", "decided", "unverified"}, r.Certainty) {
			t.Errorf("%s: certainty %q", r.ID, r.Certainty)
		}
		if !strings.HasSuffix(r.Rule, ".") && !strings.HasSuffix(r.Rule, `"`) {
			t.Errorf("%s: the rule is no sentence: %q", r.ID, r.Rule)
		}
		if !slices.ContainsFunc(Fidelities(), func(f Fidelity) bool { return f.Area == r.Area }) {
			t.Errorf("%s is of the area %q, which fidelity.tsv lacks", r.ID, r.Area)
		}
	}
}

func TestRulesNameCodesAndDecisionsThatThereAre(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		for word := range strings.FieldsSeq(strings.ReplaceAll(r.Result, ",", " ")) {
			if _, known := LookupCode(word); codeForm.MatchString(word) && !known {
				t.Errorf("%s: there is no result code %s", r.ID, word)
			}
		}
		for source := range strings.SplitSeq(r.Source, " ; ") {
			decided := len(source) == 3 && source[0] == 'D'
			if decided && !slices.ContainsFunc(Decisions(), func(d Decision) bool { return d.ID == source }) {
				t.Errorf("%s: there is no decision %s", r.ID, source)
			}
		}
	}
}
