package simulator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assay/support/simulator"
)

// books is a gateway without a network, and what its management port says that
// it holds: the measure of all reports.
type books struct {
	t    *rapid.T
	s    *simulator.Server
	c    simulator.Channel
	now  time.Time
	kept []booked
	by   map[string]booked
}

// booked is a payment as the management port lists it.
type booked struct {
	ID, ReferencedID, PaymentType, Amount, Currency, Code, State string
	Reference                                                    string `json:"merchantTransactionId"`
	Timestamp                                                    time.Time
}

func (b *books) call(h http.Handler, verb, path string, form url.Values) map[string]any {
	b.t.Helper()
	r := httptest.NewRequest(verb, path+"?"+form.Encode(), nil)
	if verb == http.MethodPost {
		r = httptest.NewRequest(verb, path, strings.NewReader(form.Encode()))
	}
	r.Header.Set("Authorization", "Bearer "+b.c.AccessToken)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || w.Code >= 500 {
		b.t.Fatalf("%s %s: HTTP %d, %v: %s", verb, path, w.Code, err, w.Body)
	}
	return body
}

func (b *books) get(path string, pairs ...string) map[string]any {
	b.t.Helper()
	form := url.Values{"entityId": {b.c.EntityID}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return b.call(b.s.API(), http.MethodGet, path, form)
}

func rowsOf(body map[string]any, list string) []map[string]any {
	var rows []map[string]any
	all, _ := body[list].([]any)
	for _, row := range all {
		rows = append(rows, row.(map[string]any))
	}
	return rows
}

// happen draws what merchants and issuers do: payments of several kinds, steps
// on any of them whether they fit or not, and time that passes.
func (b *books) happen() {
	made := []string{"8ac7a4c9ffffffffffffffffffffffff"}
	for range rapid.IntRange(1, 40).Draw(b.t, "steps") {
		b.now = b.now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 60, 600, 7 * 3600}).Draw(b.t, "seconds")) * time.Second)
		form := url.Values{
			"entityId": {b.c.EntityID}, "amount": {fmt.Sprintf("%d.00", rapid.IntRange(1, 60).Draw(b.t, "amount"))},
			"currency":              {rapid.SampledFrom([]string{"EUR", "EUR", "EUR", "USD"}).Draw(b.t, "currency")},
			"merchantTransactionId": {rapid.SampledFrom([]string{"order-01", "order-02"}).Draw(b.t, "reference")},
		}
		path := "/v1/payments"
		switch rapid.IntRange(0, 4).Draw(b.t, "kind of step") {
		case 0, 1:
			form.Set("paymentType", rapid.SampledFrom([]string{"PA", "DB", "CD"}).Draw(b.t, "initial"))
			form.Set("paymentBrand", "VISA")
			form.Set("card.number", "4200000000000000")
			form.Set("card.holder", rapid.SampledFrom([]string{"Jane Jones", "Jane Jones", "Jane Jones", "800.100.153"}).Draw(b.t, "holder"))
			form.Set("card.expiryMonth", "05")
			form.Set("card.expiryYear", "2034")
		case 2:
			form.Set("paymentType", "DB")
			form.Set("paymentBrand", "SOFORTUEBERWEISUNG")
			form.Set("bankAccount.country", "AT")
			form.Set("shopperResultUrl", "https://shop.example/")
		default:
			form.Set("amount", fmt.Sprintf("%d.00", rapid.IntRange(1, 9).Draw(b.t, "part")))
			path += "/" + rapid.SampledFrom(made).Draw(b.t, "on")
			form.Set("paymentType", rapid.SampledFrom([]string{"CP", "CP", "RF", "RV", "CB", "CR"}).Draw(b.t, "follow-up"))
		}
		if id, _ := b.call(b.s.API(), http.MethodPost, path, form)["id"].(string); id != "" {
			made = append(made, id)
		}
	}
	b.now = b.now.Add(48 * time.Hour)
}

// look takes down what the management port lists.
func (b *books) look() {
	raw, _ := json.Marshal(b.call(b.s.Management(), http.MethodGet, "/payments", url.Values{"entityId": {b.c.EntityID}}))
	var list struct{ Payments []booked }
	if err := json.Unmarshal(raw, &list); err != nil {
		b.t.Fatal(err)
	}
	b.kept, b.by = list.Payments, map[string]booked{}
	for _, row := range b.kept {
		b.by[row.ID] = row
	}
}

// root is the id that a transaction's chain began with.
func (b *books) root(id string) string {
	for b.by[b.by[id].ReferencedID].ID != "" {
		id = b.by[id].ReferencedID
	}
	return id
}

// sign says where money went, in words of its own: 1 to the merchant.
func (b *books) sign(row booked) int {
	on := b.by[row.ReferencedID]
	switch row.PaymentType {
	case "DB", "CP":
		return 1
	case "CD":
		return -1
	case "RF":
		if on.PaymentType == "CD" {
			return 1
		}
		return -1
	case "CB", "CR":
		return -b.sign(on)
	}
	return 0
}

func (b *books) reversed(id string) bool {
	return slices.ContainsFunc(b.kept, func(r booked) bool {
		return r.ReferencedID == id && r.PaymentType == "RV" && r.State == "approved"
	})
}

func hundredths(amount any) int {
	sum, _ := strconv.Atoi(strings.Replace(amount.(string), ".", "", 1))
	return sum
}

// TestReportsReconcile holds every report against what the gateway keeps: lists
// by date, id and reference, old and new, and the settlements.
func TestReportsReconcile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := &books{t: t, now: time.Date(2026, 11, 22, 0, 0, 0, 575_000_000, time.UTC)}
		b.c = simulator.Channel{EntityID: strings.Repeat("a", 32), AccessToken: "token-of-a-test"}
		b.s = simulator.New(simulator.Config{
			Now: func() time.Time { return b.now }, Channels: []simulator.Channel{b.c},
		})
		b.happen()
		b.look()
		b.comparePages()
		b.compareSingles()
		b.compareReferences()
		b.compareSettlements()
	})
}

// comparePages walks all pages of all time: each payment is on exactly one.
func (b *books) comparePages() {
	limit := rapid.IntRange(1, 9).Draw(b.t, "limit")
	var rows []map[string]any
	for page, pages := 1, 1; page <= pages; page++ {
		body := b.get("/v3/query", "date.from", "2026-11-22 00:00:00", "date.to", b.now.Format(time.DateTime),
			"limit", fmt.Sprint(limit), "pageNo", fmt.Sprint(page))
		pages = int(body["pages"].(float64))
		rows = append(rows, rowsOf(body, "records")...)
	}
	if len(rows) != len(b.kept) {
		b.t.Fatalf("%d records on all pages, want %d", len(rows), len(b.kept))
	}
	for i, want := range b.kept {
		b.compare(rows[i], want)
	}
}

// compare holds a record against what is kept.
func (b *books) compare(got map[string]any, want booked) {
	b.t.Helper()
	code := got["result"].(map[string]any)["code"]
	if got["id"] != want.ID || got["paymentType"] != want.PaymentType || code != want.Code {
		b.t.Fatalf("record %v, want %+v", got, want)
	}
	if amount, shown := got["amount"]; shown && (amount != want.Amount || got["currency"] != want.Currency) ||
		shown != (want.State != "rejected") {
		b.t.Fatalf("record %v, want %+v", got, want)
	}
}

// compareSingles asks for each payment in both versions, and for its chain.
func (b *books) compareSingles() {
	chains := map[string][]string{}
	for _, row := range b.kept {
		chains[b.root(row.ID)] = append(chains[b.root(row.ID)], row.ID)
	}
	for _, row := range b.kept {
		old := b.get("/v1/query/" + row.ID)
		records := rowsOf(b.get("/v3/query/"+row.ID), "records")
		if b.compare(old, row); len(records) != 1 {
			b.t.Fatalf("%d records of one id", len(records))
		}
		for _, own := range []string{"buildNumber", "ndc", "timestamp", "paymentMethod", "source"} {
			delete(old, own)
			delete(records[0], own)
		}
		if was, is := fmt.Sprint(old), fmt.Sprint(records[0]); was != is {
			b.t.Fatalf("v1 says %s\nv3 says %s", was, is)
		}
		linked := idsOf(rowsOf(b.get("/v3/query/"+row.ID, "includeLinkedTransactions", "true"), "records"))
		if want := chains[b.root(row.ID)]; !slices.Equal(linked, want) {
			b.t.Fatalf("linked with %s are %q, want %q", row.ID, linked, want)
		}
	}
}

func idsOf(rows []map[string]any) []string {
	var ids []string
	for _, row := range rows {
		ids = append(ids, row["id"].(string))
	}
	return ids
}

func (b *books) compareReferences() {
	want := map[string][]string{}
	for _, row := range b.kept {
		want[row.Reference] = append(want[row.Reference], row.ID)
	}
	for reference, ids := range want {
		old := idsOf(rowsOf(b.get("/v1/query", "merchantTransactionId", reference), "payments"))
		newer := idsOf(rowsOf(b.get("/v3/query", "merchantTransactionId", reference), "records"))
		if !slices.Equal(old, ids) || !slices.Equal(newer, ids) {
			b.t.Fatalf("%s is used by %q, v1 lists %q, v3 lists %q", reference, ids, old, newer)
		}
	}
}

// compareSettlements adds up what moved, day by day, and looks for every
// movement in the detail.
func (b *books) compareSettlements() {
	sums, moved := map[string]int{}, map[string][]string{}
	for _, row := range b.kept {
		if row.State != "approved" || b.sign(row) == 0 || b.reversed(row.ID) {
			continue
		}
		key := row.Timestamp.Format(time.DateOnly) + " " + row.Currency
		sums[key] += b.sign(row) * hundredths(row.Amount)
		moved[key] = append(moved[key], row.ID)
	}
	got := map[string]int{}
	all := b.get("/reports/v1/reconciliations/aggregations", "date.from", "2026-11-01", "date.to", "2027-11-01")
	for _, sum := range rowsOf(all, "aggregations") {
		key := sum["date"].(string) + " " + sum["currency"].(string)
		got[key] = hundredths(sum["amount"])
		parts, total := 0, 0
		for _, part := range rowsOf(sum, "reconciliations") {
			parts += hundredths(part["amount"])
		}
		var ids []string
		for _, row := range rowsOf(b.get("/reports/v1/reconciliations/aggregations/"+sum["id"].(string)), "records") {
			total += hundredths(row["amount"])
			ids = append(ids, idsOf(rowsOf(row, "matchedTransactions"))...)
		}
		slices.Sort(ids)
		slices.Sort(moved[key])
		if parts != got[key] || total != got[key] || !slices.Equal(ids, moved[key]) {
			b.t.Fatalf("%s: %d in all, %d in parts, %d in detail; settled %q, want %q", key, got[key], parts, total, ids, moved[key])
		}
	}
	if !maps.Equal(got, sums) {
		b.t.Fatalf("settled %v, want %v", got, sums)
	}
}
