package coverage

import (
	"slices"
	"strings"

	"assay/reports"
	"assay/support/spec"
)

// parameters are the rows of parameters.tsv: which were sent and taken, and of
// those whose format is documented, which were sent wrong and refused.
type parameters struct {
	valid, invalid, groups *Measure
}

// bearer is the one parameter that travels in a header, which no log shows.
const bearer = "Authorization"

func newParameters() *parameters {
	p := &parameters{
		valid:   newMeasure("parameters", "sent, and not refused"),
		invalid: newMeasure("refusals", "sent in a wrong form, and refused by name"),
		groups:  newMeasure("groups", "a parameter of the group was sent, and not refused"),
	}
	for _, row := range spec.Parameters() {
		p.valid.want(row.Name, row.Group)
		p.groups.want(row.Group, "")
		if row.Level == "error" && row.Name != bearer {
			p.invalid.want(row.Name, row.Format)
		}
	}
	return p
}

// cover counts the parameters of a request by their names; values are masked in
// a log. A parameter was taken when the gateway read the request to its end: an
// answer with complaints says nothing of the names that it does not mention.
func (p *parameters) cover(x exchange, endpoint spec.Endpoint, by *reports.ScenarioRecord) {
	if refused := x.answer.refused(); len(refused) > 0 {
		for _, name := range refused {
			if row, known := spec.LookupParameter(name); known && x.sent(name) {
				p.invalid.cover(row.Name, by)
			}
		}
		return
	}
	if x.status != 200 && x.status != 400 {
		return // nobody looked: the login was wrong, the call unknown or one too many
	}
	for _, sent := range x.params {
		if row, known := spec.LookupParameter(sent.Name); known && sent.Value != "" {
			p.take(row, by)
		}
	}
	if strings.HasPrefix(endpoint.Auth, "Bearer") && !x.olderLogin() {
		if row, known := spec.LookupParameter(bearer); known {
			p.take(row, by)
		}
	}
}

func (p *parameters) take(row *spec.Parameter, by *reports.ScenarioRecord) {
	p.valid.cover(row.Name, by)
	p.groups.cover(row.Group, by)
}

// sent says whether the request had the parameter, with a value: a complaint
// about one that is missing is about no form.
func (x exchange) sent(name string) bool {
	return slices.ContainsFunc(x.params, func(f reports.Field) bool { return f.Name == name && f.Value != "" })
}

// olderLogin says whether the login was in the body.
func (x exchange) olderLogin() bool { return x.sent("authentication.password") }

func (p *parameters) measures() []Measure {
	return []Measure{p.valid.count(), p.invalid.count(), p.groups.count()}
}
