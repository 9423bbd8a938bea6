package coverage

import (
	"bufio"
	"slices"
	"strings"

	"assay/features"
	"assay/reports"
	"assay/support/spec"
)

// said are the measures of what scenarios say about themselves: the ids that
// they quote, the settings that they use and their tags.
type said struct {
	demands, decisions, rules, settings, tags *Measure
}

func newSaid(settings []Setting) *said {
	s := &said{
		demands:   newMeasure("demands", "a scenario quotes the demand (S-id) of the vendor's page"),
		decisions: newMeasure("decisions", "a scenario quotes the decision (D-id) and leaves the channel as it is"),
		rules:     newMeasure("rules", "a scenario quotes the rule (R-id) that it shows"),
		settings:  newMeasure("settings", "a scenario sets the channel so"),
		tags:      newMeasure("tags", "a scenario has the tag"),
	}
	for _, d := range spec.Demands() {
		s.demands.want(d.ID, d.Demand)
	}
	for _, d := range spec.Decisions() {
		s.decisions.want(d.ID, d.Point)
	}
	for _, r := range spec.Rules() {
		s.rules.want(r.ID, ruleDetail(r))
		if r.Certainty == "unverified" {
			s.rules.doubt(r.ID)
		}
	}
	for _, k := range settings {
		for _, value := range k.Values {
			s.settings.want(k.Name+"="+value, "")
		}
	}
	for _, tag := range tags() {
		s.tags.want(tag[0], tag[1])
	}
	return s
}

// ruleDetail says what a rule is, what shows it, and why nothing can.
func ruleDetail(r spec.Rule) string {
	text := r.Rule
	if r.Result != "" {
		text += " [" + r.Result + "]"
	}
	if r.Unproven != "" {
		text += " Not shown: " + r.Unproven + "."
	}
	return text
}

// tags returns the registered tags, each with its meaning.
func tags() [][2]string {
	file, err := features.FS.Open("tags.tsv")
	if err != nil {
		panic("coverage: " + err.Error()) // it is part of the build
	}
	defer file.Close()
	var all [][2]string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) == 3 && strings.HasPrefix(cells[0], "@") {
			all = append(all, [2]string{cells[0], cells[2]})
		}
	}
	return all
}

func (s *said) scenario(r *reports.ScenarioRecord) {
	for _, ref := range r.Refs {
		setting, value, isSetting := strings.Cut(ref, "=")
		if isSetting {
			s.set(setting, value, r)
			continue
		}
		s.demands.cover(ref, r)
		s.rules.cover(ref, r)
		if !slices.ContainsFunc(r.Refs, func(other string) bool { return sets(other, ref) }) {
			s.decisions.cover(ref, r)
		}
	}
	for _, tag := range r.Tags {
		s.tags.cover(tag, r)
	}
}

// set covers the setting's value: the word itself, or the form that any number
// has.
func (s *said) set(setting, value string, by *reports.ScenarioRecord) {
	if _, word := s.settings.index[setting+"="+value]; word {
		s.settings.cover(setting+"="+value, by)
		return
	}
	for _, item := range s.settings.Items {
		if strings.HasPrefix(item.Name, setting+"=<") {
			s.settings.cover(item.Name, by)
		}
	}
}

// sets says whether a reference is to a setting of the decision:
// "D15-POST=2" is one of D15.
func sets(ref, decision string) bool {
	rest, found := strings.CutPrefix(ref, decision)
	return found && rest != "" && (rest[0] == '=' || rest[0] == '-')
}

func (s *said) measures() []Measure {
	return []Measure{s.demands.count(), s.decisions.count(), s.rules.count(), s.settings.count(), s.tags.count()}
}
