package simulator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// ids are those of the records of an answer.
func (a answer) ids() []string {
	a.t.Helper()
	records, isList := a.get("records").([]any)
	if !isList {
		a.t.Fatalf("there is no list of records\n%s", a.raw)
	}
	ids := []string{}
	for i := range records {
		ids = append(ids, a.text(fmt.Sprintf("records.%d.id", i)))
	}
	return ids
}

// lists checks the records and their order.
func (a answer) lists(want ...string) answer {
	a.t.Helper()
	a.is(200, "000.000.100")
	if got := a.ids(); !slices.Equal(got, want) {
		a.t.Errorf("records = %q, want %q", got, want)
	}
	return a
}

// within is a range of dates that ends so long after the tests' noon.
func within(d time.Duration) []string {
	to := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).Add(d).Format(time.DateTime)
	return []string{"date.from=2026-11-22 12:00:00", "date.to=" + to}
}

func TestV3RecordsShowWhatTheStatusShowsAndMore(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA", "merchantTransactionId=order-0001", "customer.givenName=Jane"))
	status := g.get("v1/payments/" + id)
	g.advance("1h")
	a := g.get("v3/query/" + id).lists(id)
	for _, path := range []string{
		"id", "paymentType", "paymentBrand", "amount", "currency", "descriptor", "merchantTransactionId", "result.code",
		"resultDetails.clearingInstituteName", "card.bin", "customer.givenName", "risk.score", "timestamp",
	} {
		a.has("records.0."+path, status.text(path))
	}
	a.has("records.0.paymentMethod", "CC", "records.0.source", "OPP", "timestamp", "2026-11-22 13:00:00.575+0000").
		lacks("records.0.ndc", "records.0.buildNumber", "id")
	if short := a.text("records.0.shortId"); a.text("records.0.descriptor") != short+" Test_Channel" {
		t.Errorf("shortId = %q, descriptor = %q", short, a.text("records.0.descriptor"))
	}
	if pages := a.get("pages"); pages != 1.0 {
		t.Errorf("pages = %v, want the number 1", pages)
	}
	if got := a.header.Get("Assay-Fidelity"); got != "unverified-answer" {
		t.Errorf("fidelity = %q", got)
	}
	if got := g.get("v3/query", within(time.Hour)...).header.Get("Assay-Fidelity"); got != "" {
		t.Errorf("fidelity of a recorded form = %q", got)
	}
}

// TestV3FindsAndFilters asks one channel with a chain, a payment of another
// brand and a refusal in every way.
func TestV3FindsAndFilters(t *testing.T) {
	t.Parallel()
	g := start(t)
	const ref = "merchantTransactionId=order-0001"
	pa := g.approved(visa("PA", ref))
	g.advance("1m")
	cp := g.follow(pa, "CP", amount("60.00")...).is(200, "000.100.110").text("id")
	rejected := g.follow(pa, "CP", amount("60.00")...).is(400, "700.400.100").text("id")
	g.advance("1m")
	rf := g.follow(cp, "RF", append(amount("10.00"), ref)...).is(200, "000.100.110").text("id")
	sofort := g.pay(sofort(ref)).is(200, "000.200.000").text("id")
	other := g.approved(visa("DB", "merchantTransactionId=order-0002"))
	short := "shortId=" + g.get("v3/query/"+cp).text("records.0.shortId")

	day := within(time.Hour)
	for _, tt := range []struct {
		name, path string
		params     []string
		want       []string
	}{
		{"an id alone is one payment", "/" + cp, nil, []string{cp}},
		{"false is what absent means", "/" + cp, []string{"includeLinkedTransactions=false"}, []string{cp}},
		{"linked is the whole chain", "/" + pa, []string{"includeLinkedTransactions=true"}, []string{pa, cp, rejected, rf}},
		{"from any of its transactions", "/" + rf, []string{"includeLinkedTransactions=true"}, []string{pa, cp, rejected, rf}},
		{"linked by type", "/" + pa, []string{"includeLinkedTransactions=true", "paymentTypes=RF,PA"}, []string{pa, rf}},
		{"the filter holds for the payment itself", "/" + pa, []string{"paymentTypes=CP"}, nil},
		{"a reference, oldest first", "", []string{ref}, []string{pa, rf, sofort}},
		{"a reference within a time", "", append([]string{ref}, within(time.Minute)...), []string{pa}},
		{"a reference by method", "", []string{ref, "paymentMethods=CC"}, []string{pa, rf}},
		{"a method that no brand here has", "", []string{ref, "paymentMethods=DC"}, nil},
		{"a day", "", day, []string{pa, cp, rejected, rf, sofort, other}},
		{"a day by types", "", append(day, "paymentTypes=PA,DB"), []string{pa, sofort, other}},
		{"the last second belongs to it", "", within(0), []string{pa}},
		{"a short id within a day", "", append(day, short), []string{cp}},
		{"the first page of several", "", append(day, "limit=2"), []string{pa, cp}},
		{"the second", "", append(day, "limit=2", "pageNo=2"), []string{rejected, rf}},
		{"past the last", "", append(day, "limit=2", "pageNo=4"), nil},
		{"a time in which nothing was", "", []string{"date.from=2020-01-01 00:00:00", "date.to=2020-01-02 00:00:00"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) { //nolint:paralleltest // one gateway, read only
			g.get("v3/query"+tt.path, tt.params...).lists(tt.want...)
		})
	}
	g.get("v3/query/8ac7a4c9ffffffffffffffffffffffff").is(400, "700.400.580")
	g.get("v3/query", "merchantTransactionId=nobody-knows").is(400, "700.400.580")
	g.get("v3/query", append(day, "shortId=0000.0000.0000")...).is(400, "700.400.580")
	g.get("v3/query", short, "merchantTransactionId=order-0002").is(400, "700.400.580") // the other's
}

// A payment stays in the range that it was made in, whatever becomes of it:
// pages do not shift while they are read, and days add up to weeks.
func TestV3GoesByTheTimeOfMaking(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(sofort()).text("id")
	g.advance("31m") // D19: it ends
	a := g.get("v3/query", within(time.Minute)...).lists(id)
	a.has("records.0.timestamp", "2026-11-22 12:30:00.575+0000", "records.0.result.code", "100.396.103")
	if got := a.header.Get("Assay-Fidelity"); got != "" {
		t.Errorf("fidelity = %q", got)
	}
}

func TestV3RefusesWhatIsNoDateAndNoNumber(t *testing.T) {
	t.Parallel()
	g := start(t)
	const to = "date.to=2026-11-22 12:00:00"
	for _, tt := range []struct {
		name, path       string
		params           []string
		wrong, complaint string
	}{
		{"neither reference nor dates", "", []string{to}, "date.from", "may not be empty"},
		{"half a range", "", []string{"date.from=2026-11-22 12:00:00"}, "date.to", "may not be empty"},
		{"a day is no moment", "", []string{"date.from=2026-11-22", to}, "date.from", "must be a date of the form yyyy-MM-dd HH:mm:ss"},
		{"a day that no month has", "", []string{"date.from=2026-02-30 00:00:00", to}, "date.from", "must be a date of the form yyyy-MM-dd HH:mm:ss"},
		{"a hour that no day has", "", []string{"date.from=2026-11-21 25:00:00", to}, "date.from", "must be a date of the form yyyy-MM-dd HH:mm:ss"},
		{"words", "", []string{"date.from=yesterday", to}, "date.from", "must match ^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?$"},
		{"an end before the beginning", "", []string{"date.from=2026-11-22 12:00:01", to}, "date.to", "may not be before date.from"},
		{"no page 0", "", []string{"date.from=2026-11-22 12:00:00", to, "pageNo=0"}, "pageNo", "must be a number from 1 to 1000000"},
		{"no page -1", "/x", []string{"pageNo=-1"}, "pageNo", "must match ^[0-9]+$"},
		{"an endless page number", "/x", []string{"pageNo=" + strings.Repeat("9", 11)}, "pageNo", "must be a number from 1 to 1000000"},
		{"no records", "/x", []string{"limit=0"}, "limit", "must be a number from 1 to 500"},
		{"too many records", "/x", []string{"limit=501"}, "limit", "must be a number from 1 to 500"},
		{"no number", "/x", []string{"limit=many"}, "limit", "must be a number from 1 to 500"},
		{"neither true nor false", "/x", []string{"includeLinkedTransactions=yes"}, "includeLinkedTransactions", "must be one of [true, false]"},
		{"an unknown name", "/x", []string{"includeLinked=true"}, "includeLinked", "is not an allowed parameter"},
		{"a short id alone", "", []string{"shortId=1234.5678.9012", to}, "date.from", "may not be empty"},
	} {
		t.Run(tt.name, func(t *testing.T) { //nolint:paralleltest // one gateway, read only
			g.get("v3/query"+tt.path, tt.params...).complains(tt.wrong, tt.complaint)
		})
	}
	g.get("v3/query/x", "-entityId").complains("entityId", "invalid or missing parameter")
	g.do("GET", "v3/query", g.form(within(0)...), "", "Authorization", "").is(401, "800.900.300")
	g.post("v3/query", within(0)...).is(405, "200.300.403")
}

func TestD16StrictLimitsEveryReportByItsKey(t *testing.T) {
	t.Parallel()
	const ref = "merchantTransactionId=order-0001"
	for name, params := range map[string][]string{
		"an id": nil, "a reference": {ref}, "a day": within(time.Hour),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := start(t, "D16=strict")
			path := "v3/query"
			if id := g.approved(visa("DB", ref)); name == "an id" {
				path += "/" + id
			}
			g.get(path, params...).is(200, "000.000.100")
			g.get(path, params...).is(200, "000.000.100")
			g.get(path, params...).is(429, "800.120.100").lacks("records")
			g.get("v3/query/"+g.approved(visa("DB"))).is(200, "000.000.100") // another key
			g.advance("1m")
			g.get(path, params...).is(200, "000.000.100")
		})
	}
}
