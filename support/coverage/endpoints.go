package coverage

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"assay/reports"
	"assay/support/spec"
)

// endpoints are the rows of endpoints.tsv, and how to tell which one a request
// is about.
type endpoints struct {
	*Measure
	routes []route // the most exact first
}

// route is a row, taken apart.
type route struct {
	spec.Endpoint
	path     *regexp.Regexp
	query    []string // names that tell rows of one path apart
	literals int      // segments that are no variables
}

var variable = regexp.MustCompile(`\\\{[^}]+\\\}`)

func newEndpoints() *endpoints {
	e := &endpoints{Measure: newMeasure("endpoints", "the gateway did what the call asks for")}
	for _, row := range spec.Endpoints() {
		e.want(row.Verb+" "+row.Path, row.Purpose)
		path, query, _ := strings.Cut(row.Path, "?")
		r := route{Endpoint: row}
		r.path = regexp.MustCompile("^" + variable.ReplaceAllString(regexp.QuoteMeta(path), `([^/]+)`) + "/?$")
		names, _ := url.ParseQuery(query)
		for name := range names {
			r.query = append(r.query, name)
		}
		for segment := range strings.SplitSeq(path, "/") {
			if !strings.HasPrefix(segment, "{") {
				r.literals++
			}
		}
		e.routes = append(e.routes, r)
	}
	slices.SortStableFunc(e.routes, func(a, b route) int {
		return cmp.Or(cmp.Compare(b.literals, a.literals), cmp.Compare(len(b.query), len(a.query)))
	})
	return e
}

// cover counts a request and returns the row that it is about, an empty one if
// there is none. A request may have the queries of several rows.
func (e *endpoints) cover(x exchange, told []answer, by *reports.ScenarioRecord) spec.Endpoint {
	var first *route
	for i := range e.routes {
		r := &e.routes[i]
		if first != nil && (r.literals != first.literals || len(r.query) == 0) || !r.matches(x, told) {
			continue
		}
		if first == nil {
			first = r
		}
		if x.accepted() {
			e.Measure.cover(r.Verb+" "+r.Path, by)
		}
	}
	if first == nil {
		return spec.Endpoint{}
	}
	return first.Endpoint
}

// coverVisits counts the calls that only a shopper's browser makes: those to
// which an answer sent the shopper, when a journey then came to a page of the
// gateway. A log has no record of their own.
func (e *endpoints) coverVisits(base string, told []answer, journeys []reports.JourneyRecord, by *reports.ScenarioRecord) {
	if !slices.ContainsFunc(journeys, func(j reports.JourneyRecord) bool {
		return j.Error == "" && base != "" && strings.HasPrefix(j.URL, base)
	}) {
		return
	}
	for _, a := range told {
		redirect, _ := a["redirect"].(map[string]any)
		if address := text(redirect["url"]); strings.HasPrefix(address, base) {
			visit := read(base, reports.ExchangeRecord{Method: cmp.Or(text(redirect["method"]), "POST"), URL: address})
			visit.status = 200
			e.cover(visit, told, by)
		}
	}
}

func (r *route) matches(x exchange, told []answer) bool {
	if r.Verb != x.verb {
		return false
	}
	match := r.path.FindStringSubmatch(x.path)
	if match == nil {
		return false
	}
	for _, name := range r.query {
		if !x.query.Has(name) {
			return false
		}
	}
	// Two rows differ in whose id it is: one that answers have called a
	// registrationId before is the registration's.
	return !strings.HasSuffix(r.Path, "{registrationId}") || mentions(told, "registrationId", match[len(match)-1])
}

// mentions says whether an answer has a member of that name and value.
func mentions(told []answer, name, value string) bool {
	return slices.ContainsFunc(told, func(a answer) bool { return text(a[name]) == value })
}
