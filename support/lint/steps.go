package lint

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/support/featurefile"

	messages "github.com/cucumber/messages/go/v21"
)

// sentences reports a step once, whatever the number of rows that break it.
func sentences(in *inspection, r *Rule, s *scenario) {
	keyword := "*"
	for i, step := range slices.Concat(s.before, s.Steps) {
		if k, opens := featurefile.Keyword(step); opens {
			keyword = k
		}
		for text := range s.texts(step) {
			err := in.Sentence(keyword, text)
			if err == nil {
				continue
			}
			hint := ""
			if hinter, ok := err.(interface{ Hint() string }); ok {
				hint, _, _ = strings.Cut(hinter.Hint(), "\n") // a finding is one line
			}
			if i >= len(s.before) || slices.Contains(s.opens, step) { // a Background's once, not for each scenario
				in.report(r, step.Location, hint, "%s", err)
			}
			break
		}
	}
}

func noSteps(in *inspection, r *Rule, s *scenario) {
	if len(s.Steps) == 0 {
		in.report(r, s.Location, "", "scenario %q has no steps", s.Name)
	}
}

// lookalike is how a line begins that its author takes for a step. Where Gherkin
// does, too, it is in no description.
var lookalike = regexp.MustCompile(`(?i)^\s*(given|when|then|and|but)\s`)

func lostSteps(in *inspection, r *Rule) {
	for _, s := range in.scenarios {
		in.lost(r, s.Location, s.Description)
	}
	for _, b := range in.grounds {
		in.lost(r, b.Location, b.Description)
	}
}

func (in *inspection) lost(r *Rule, of *messages.Location, description string) {
	for line, text := range in.below(of, description) {
		if lookalike.MatchString(text) {
			step := strings.TrimSpace(text)
			column := 1 + utf8.RuneCountInString(text[:strings.Index(text, step)])
			in.report(r, &messages.Location{Line: int64(line), Column: int64(column)}, "", "%q is no step", step)
		}
	}
}

// opening returns the steps that open a kind.
func (s *scenario) opening(kind messages.StepKeywordType) []*messages.Step {
	return slices.DeleteFunc(slices.Clone(s.Steps), func(step *messages.Step) bool { return step.KeywordType != kind })
}

func oneWhen(in *inspection, r *Rule, s *scenario) {
	events := s.opening(messages.StepKeywordType_ACTION)
	switch {
	case len(s.Steps) == 0 || len(events) == 1:
	case len(events) == 0:
		in.report(r, s.Location, "say what happens in a When", "scenario %q has no When", s.Name)
	default:
		in.report(r, events[1].Location, "", "scenario %q has a second When", s.Name)
	}
}

func noThen(in *inspection, r *Rule, s *scenario) {
	if len(s.Steps) > 0 && len(s.opening(messages.StepKeywordType_OUTCOME)) == 0 {
		in.report(r, s.Location, "", "scenario %q has no Then", s.Name)
	}
}

// mostSteps is twice of what a scenario mostly needs.
const mostSteps = 10

func tooLong(in *inspection, r *Rule, s *scenario) {
	if n := len(s.Steps); n > mostSteps {
		in.report(r, s.Steps[mostSteps].Location, "", "scenario %q has %d steps", s.Name, n)
	}
}

var (
	chatter = regexp.MustCompile(`(?i)^(check|test|verify)\b|\bshould\b`)
	keys    = regexp.MustCompile(`\bI\b|(?i)\b(should|users?|click(s|ed)?|press(es|ed)?|fill(s|ed)? (in|out)|types? in(to)?)\b`)
	address = regexp.MustCompile(`https?://|(?i)\b(css|xpath)=|//[a-z*]+\[|\[(id|name|class)=|(^|[\s"])#[a-z][\w-]*`)
	others  = regexp.MustCompile(`"[^"]*"|\buser id\b`)
)

func outcomeNames(in *inspection, r *Rule, s *scenario) {
	if s.Name == "" {
		in.report(r, s.Location, "", "the scenario has no name")
	} else if word := chatter.FindString(s.Name); word != "" {
		in.report(r, s.Location, "", "%q in %q does not name an outcome", word, s.Name)
	}
}

// wording leaves out what is quoted, and the user id of the older login: those
// are somebody else's words.
func wording(in *inspection, r *Rule, s *scenario) {
	for _, step := range s.first() {
		bare := others.ReplaceAllStringFunc(step.Text, func(q string) string { return strings.Repeat("_", len(q)) })
		if at := keys.FindStringIndex(bare); at != nil {
			in.report(r, within(step, at[0]), "", "%q is no word of a promise", step.Text[at[0]:at[1]])
		}
	}
}

func plumbing(in *inspection, r *Rule, s *scenario) {
	for _, step := range s.first() {
		if at := address.FindStringIndex(step.Text); at != nil {
			in.report(r, within(step, at[0]), "", "the step %q tells where to look", step.Text)
		}
	}
}

// within is the place of a byte of a step's text.
func within(step *messages.Step, at int) *messages.Location {
	before := utf8.RuneCountInString(step.Keyword) + utf8.RuneCountInString(step.Text[:at])
	return &messages.Location{Line: step.Location.Line, Column: step.Location.Column + int64(before)}
}
