package coverage

import (
	"cmp"
	"path"

	"assay/reports"
)

// done are the measures of what happened: requests and their answers, and what
// the gateway told of its own accord.
type done struct {
	base       string
	endpoints  *endpoints
	parameters *parameters
	types      *Measure
	brands     *brands
	codes      *codes
	testData   *testData

	brandOf map[string]string // of the transactions of the scenario at hand, by their ids
}

func newDone(base string) *done {
	return &done{
		base: base, endpoints: newEndpoints(), parameters: newParameters(), types: wantedTypes(),
		brands: newBrands(), codes: newCodes(), testData: newTestData(),
	}
}

// attempt counts what happened in a scenario.
func (d *done) attempt(by *reports.ScenarioRecord, detail reports.Detail) {
	d.codes.begin(by, detail)
	d.brandOf = map[string]string{}
	var told []answer // what the attempt's answers have said so far
	for _, record := range detail.Exchanges {
		x := read(d.base, record)
		endpoint := d.endpoints.cover(x, told, by)
		d.parameters.cover(x, endpoint, by)
		d.testData.cover(x, by)
		d.codes.request(x)
		for _, t := range x.answer.transactions() {
			d.transaction(t, x, by)
		}
		if x.accepted() {
			d.types.cover(x.value("paymentType"), by) // an answer calls a PA.CP by its first half
			d.types.cover(impliedType(endpoint.Verb, endpoint.Path), by)
		}
		told = append(told, x.answer)
	}
	d.endpoints.coverVisits(d.base, told, detail.Journeys, by)
	for _, n := range detail.Notifications {
		for _, t := range parseAnswer(n.Body).transactions() {
			d.transaction(t, exchange{}, by)
		}
	}
}

// transaction counts one that an answer, a report or a notification tells of.
// What an answer does not repeat is what the request said; a back office
// operation has the brand of the payment that it is about.
func (d *done) transaction(t transaction, x exchange, by *reports.ScenarioRecord) {
	d.codes.cover(t.code, by)
	t.paymentType = cmp.Or(t.paymentType, x.value("paymentType"))
	t.brand = cmp.Or(t.brand, x.value("paymentBrand"), d.brandOf[t.refersTo], d.brandOf[path.Base(x.path)])
	if t.id != "" {
		d.brandOf[t.id] = t.brand
	}
	if !succeeds(t.code) {
		return
	}
	d.types.cover(t.paymentType, by)
	d.brands.cover(t.brand, t.paymentType, by)
}

func (d *done) measures() []Measure {
	all := []Measure{d.endpoints.count()}
	all = append(all, d.parameters.measures()...)
	all = append(all, d.types.count())
	all = append(all, d.brands.measures()...)
	all = append(all, d.codes.measures()...)
	return append(all, d.testData.count())
}
