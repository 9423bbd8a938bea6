package coverage

import (
	"strings"
	"sync"

	"assay/reports"
	"assay/support/mask"
	"assay/support/spec"
)

// datum is a row of test-data.tsv as a log shows it.
type datum struct {
	name   string // for people, without a whole card number
	brand  string // "*" = any
	code   string // that the row promises; "" = none
	detail string
	parts  []spec.Param // masked
}

// data are the published test cards, accounts and triggers that travel as
// parameters. PINs that a shopper types, and rows about whole requests, are not
// among them.
var data = sync.OnceValue(func() []datum {
	var all []datum
	for _, row := range spec.TestData() {
		d := datum{brand: row.Brand, code: row.ResultCode, detail: row.Trigger, parts: parts(row)}
		if len(d.parts) == 0 {
			continue
		}
		d.name = row.Brand
		for _, p := range d.parts {
			d.name += " " + p.Name + "=" + p.Value
		}
		all = append(all, d)
	}
	return all
})

// parts are the parameters that a row is about, as a log shows them.
func parts(row spec.TestDatum) []spec.Param {
	var m *mask.Masker
	var all []spec.Param
	add := func(name, value string) { all = append(all, spec.Param{Name: name, Value: m.Field(name, value)}) }
	switch row.Kind {
	case "card":
		if row.Value != "*" {
			add("card.number", row.Value)
		}
	case "parameter", "bank_account", "tax_id":
		for pair := range strings.SplitSeq(row.Value, ";") {
			if name, value, found := strings.Cut(pair, "="); found {
				add(name, value)
			}
		}
	}
	return all
}

// in says whether a request carries the row's values.
func (d datum) in(x exchange) bool {
	if d.brand != "*" && d.brand != x.value("paymentBrand") {
		return false
	}
	for _, p := range d.parts {
		if x.value(p.Name) != p.Value {
			return false
		}
	}
	return true
}

type testData struct{ *Measure }

func newTestData() *testData {
	t := &testData{newMeasure("test-data", "the test card, account or trigger was sent")}
	for _, d := range data() {
		t.want(d.name, d.detail)
	}
	return t
}

func (t *testData) cover(x exchange, by *reports.ScenarioRecord) {
	for _, d := range data() {
		if d.in(x) {
			t.Measure.cover(d.name, by)
		}
	}
}
