package boundary

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/support/spec"
)

// brand is whose payments carry the parameters.
const brand = "VISA"

// Case is a value for one parameter, and what the table says about it.
type Case struct {
	Parameter string // as sent: "cart.items[0].name"
	Group     string
	Kind      string // "shortest", "too-long", "value-PA", ...
	Value     string
	Last      string // of those sent twice: what is sent behind Value
	How       How
}

// How is in what way a case is sent and what is to be answered.
type How int

// The values of How. Accepted means that the answer complains of anything but
// the parameter: a payment may be rejected for what the value means.
const (
	Accepted How = iota // sent once, and not complained of
	Refused             // sent once, and complained of
	Absent              // not sent, and complained of
	Twice               // sent twice, the last time rightly, and not complained of
)

// Key names the case for ever, whatever happens to the table around it.
func (c Case) Key() string { return c.Parameter + " " + c.Kind }

// hostile are texts that have broken other people's software.
var hostile = []struct{ kind, value string }{
	{"sql", `' OR '1'='1' --`},
	{"html", `<script>alert(1)</script>`},
	{"template", `${7*7}{{7*7}}`},
	{"path", `../../../../etc/passwd`},
	{"line-break", "1\nX-Injected: 1"},
	{"non-ascii", "Zoë漢字"},
}

// Cases returns the cases of all parameters, in the order of their table.
func Cases() []Case {
	visa, _ := spec.LookupBrand(brand)
	var all []Case
	for _, p := range spec.Parameters() {
		if reason(p) == "" {
			all = append(all, casesOf(p, slices.Contains(visa.Required, p.Name))...)
		}
	}
	return all
}

// series collects the cases of a parameter, none twice by its value.
type series struct {
	*spec.Parameter
	name  string
	cases []Case
}

func (s *series) add(kind, value string, how How) {
	s.cases = append(s.cases, Case{Parameter: s.name, Group: s.Group, Kind: kind, Value: value, How: how})
}

// judge adds a value that the table has an opinion on. What would only be warned
// of is left out: nobody says what is answered then.
func (s *series) judge(kind, value string) {
	sent := func(c Case) bool { return c.Value == value && c.How <= Refused }
	if value == "" || strings.TrimSpace(value) != value || slices.ContainsFunc(s.cases, sent) {
		return
	}
	if _, ok := s.Check(value); ok {
		s.add(kind, value, Accepted)
	} else if s.Level == "error" {
		s.add(kind, value, Refused)
	}
}

func casesOf(p *spec.Parameter, required bool) []Case {
	s := &series{Parameter: p, name: concrete(p.Name)}
	least, most := s.limits()
	switch {
	case len(p.Values) > 0:
		for _, v := range p.Values {
			s.judge("value-"+v, v)
		}
		s.judge("unlisted", p.Values[0]+"X")
		s.judge("other-case", strings.ToLower(p.Values[0]))
		s.judge("other-case", strings.ToUpper(p.Values[0]))
	default:
		s.judge("shortest", least)
		s.judge("longest", most)
		s.judge("too-short", cut(least))
		if most != "" {
			s.judge("too-long", most+strings.TrimPrefix(most, cut(most)))
		}
		s.wrongCharacter(least)
	}
	for _, h := range hostile {
		s.judge(h.kind, h.value)
	}
	switch {
	case required:
		s.add("empty", "", Refused) // D05
		s.add("absent", "", Absent)
	case p.Requirement == "optional":
		s.add("empty", "", Accepted) // D05
	}
	s.twice()
	return s.cases
}

// twice adds a value that would be refused, if there is one, with a right one
// behind it, which counts (D31).
func (s *series) twice() {
	of := func(how How) int {
		return slices.IndexFunc(s.cases, func(c Case) bool { return c.How == how && c.Value != "" })
	}
	right, wrong := of(Accepted), of(Refused)
	if right < 0 {
		return
	}
	if wrong < 0 {
		wrong = right
	}
	last := s.cases[right].Value
	s.add("twice", s.cases[wrong].Value, Twice)
	s.cases[len(s.cases)-1].Last = last
}

// limits returns a shortest and a longest value; "" where there is none.
func (s *series) limits() (least, most string) {
	if len(s.Values) > 0 {
		return s.Values[0], s.Values[0]
	}
	if s.Pattern == "" {
		return "a", strings.Repeat("a", s.MaxLength)
	}
	re, err := syntax.Parse(s.Pattern, syntax.Perl)
	if err != nil {
		return "", "" // a test of spec sees to it that every pattern compiles
	}
	least = shortest(re)
	most, _ = longest(re, s.MaxLength)
	if _, ok := s.Check(most); !ok && s.MaxLength > 0 && utf8.RuneCountInString(most) > s.MaxLength {
		most = "" // the length forbids what the pattern would allow
	}
	return least, most
}

// wrongCharacter adds a shortest value with a character that the format has not.
func (s *series) wrongCharacter(least string) {
	if least == "" {
		return
	}
	_, first := utf8.DecodeRuneInString(least)
	for _, r := range []string{"x", "!", "é", "漢"} {
		value := r + least[first:]
		if _, ok := s.Check(value); !ok {
			s.judge("wrong-character", value)
			return
		}
	}
}

// cut takes the last character off.
func cut(text string) string {
	_, last := utf8.DecodeLastRuneInString(text)
	return text[:len(text)-last]
}

// concrete writes a name of the table as a request has it.
func concrete(name string) string {
	return strings.NewReplacer("[n]", "[0]", "_n]", "_1]", "[name]", "[example]").Replace(name)
}

// Gap is a parameter that has no cases.
type Gap struct {
	Parameter string `json:"parameter"`
	Reason    string `json:"reason"`
}

// Missing returns the parameters without cases, and why, in the order of their
// table.
func Missing() []Gap {
	var gaps []Gap
	for _, p := range spec.Parameters() {
		if why := reason(p); why != "" {
			gaps = append(gaps, Gap{p.Name, why})
		}
	}
	return gaps
}

// reason says why a parameter has no cases, "" if it has.
func reason(p *spec.Parameter) string {
	if why, excepted := spec.BoundaryException(p.Name); excepted {
		return why
	}
	elsewhere := func(c spec.Call) bool { return slices.Contains(c.Groups, p.Group) }
	switch {
	case p.Group == "authentication":
		return "it is the merchant's login"
	case slices.ContainsFunc(spec.Calls(), elsewhere):
		return "it is not sent with payments"
	case strings.HasSuffix(p.Name, "*"):
		return "its group has no list of names"
	case p.Pattern == "" && len(p.Values) == 0 && p.MaxLength == 0:
		return "its format is not known"
	}
	return ""
}
