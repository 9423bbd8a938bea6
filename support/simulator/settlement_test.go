package simulator_test

import (
	"fmt"
	"testing"
	"time"
)

// settle asks for the sums of the week that the tests are in.
func (g *gateway) settle(params ...string) answer {
	g.t.Helper()
	return g.get("reports/v1/reconciliations/aggregations",
		append([]string{"date.from=2026-11-20", "date.to=2026-11-27"}, params...)...).is(200, "000.000.100")
}

func TestADayIsSettledWhenItHasEnded(t *testing.T) {
	t.Parallel()
	g := start(t)
	pa := g.approved(visa("PA", "merchantTransactionId=order-0001"))
	cp := g.follow(pa, "CP", amount("60.00")...).is(200, "000.100.110").text("id")
	g.follow(g.approved(visa("DB")), "RV").is(200, "000.100.110") // in time: nothing moves
	g.pay(visa("DB", "card.holder=800.100.153"))                  // refused: nothing moves
	g.pay(sofort())                                               // pending: nothing moves
	g.approved(visa("CD", "amount=5.00"))
	usd := g.approved(visa("DB", "currency=USD"))
	g.settle().lacks("aggregations.0")
	g.advance("24h")
	g.follow(cp, "RF", amount("10.00")...).is(200, "000.100.110")
	cb := g.follow(usd, "CB", "amount=92.00", "currency=USD").is(200, "000.100.200").text("id")
	g.advance("24h")
	g.follow(cb, "CR").is(200, "000.100.110")
	g.advance("24h")

	a := g.settle()
	for i, want := range [][5]string{
		{"2026-11-22", "EUR", "55.00", "SETTLED", "55.00"},
		{"2026-11-22", "USD", "92.00", "SETTLED", "92.00"},
		{"2026-11-23", "EUR", "-10.00", "SETTLED", "-10.00"},
		{"2026-11-23", "USD", "-92.00", "CHARGEBACK", "-92.00"},
		{"2026-11-24", "USD", "92.00", "CHARGEBACK REVERSAL", "92.00"},
	} {
		at := fmt.Sprintf("aggregations.%d.", i)
		a.has(at+"date", want[0], at+"currency", want[1], at+"amount", want[2], at+"testMode", "INTERNAL",
			at+"reconciliations.0.reconciliationType", want[3], at+"reconciliations.0.amount", want[4])
	}
	a.lacks("aggregations.5", "id")
	if got := a.header.Get("Assay-Fidelity"); got != "unverified-answer" {
		t.Errorf("fidelity = %q", got)
	}
	g.settle("currency=USD").has("aggregations.0.currency", "USD").lacks("aggregations.3")
	g.settle("testMode=INTERNAL").has("aggregations.4.date", "2026-11-24")
	g.settle("testMode=EXTERNAL").lacks("aggregations.0")

	detail := g.get("reports/v1/reconciliations/aggregations/"+a.text("aggregations.0.id")).is(200, "000.000.100")
	detail.has("amount", "55.00", "records.0.amount", "60.00", "records.0.paymentType", "CP",
		"records.0.matchedTransactions.0.id", cp, "records.0.matchedTransactions.0.referencedId", pa,
		"records.0.matchedTransactions.0.status", "MATCHED", "records.0.SettlementTxDate", "2026-11-22 12:00:00.575+0000",
		"records.1.amount", "-5.00").lacks("records.2", "pages")
}

func TestFeesAreSettledAsSuch(t *testing.T) {
	t.Parallel()
	g := start(t, "fee=35")
	db := g.approved(visa("DB"))
	g.follow(db, "RF", amount("12.00")...).is(200, "000.100.110")
	g.advance("24h")
	g.follow(db, "CB", amount("80.00")...).is(200, "000.100.200") // a dispute is no sale
	g.advance("24h")
	a := g.settle().has("aggregations.0.amount", "79.30",
		"aggregations.0.reconciliations.0.reconciliationType", "SETTLED", "aggregations.0.reconciliations.0.amount", "80.00",
		"aggregations.0.reconciliations.1.reconciliationType", "FEE", "aggregations.0.reconciliations.1.amount", "-0.70",
		"aggregations.1.amount", "-80.00",
	).lacks("aggregations.1.reconciliations.1")
	g.get("reports/v1/reconciliations/aggregations/"+a.text("aggregations.0.id")).is(200, "000.000.100").has(
		"amount", "79.30", "records.0.amount", "92.00", "records.1.reconciliationType", "FEE", "records.1.amount", "-0.35",
		"records.1.matchedTransactions.0.id", db, "records.2.paymentType", "RF", "records.3.amount", "-0.35",
	).lacks("records.4")
}

func TestSettledTransactionsAreSortedAndPaged(t *testing.T) {
	t.Parallel()
	g := start(t)
	for range 101 {
		g.wall.pass(time.Second)
		g.approved(visa("DB", "amount=1.00"))
	}
	g.advance("24h")
	id := g.settle().has("aggregations.0.amount", "101.00").text("aggregations.0.id")
	for _, tt := range []struct {
		name, path  string
		params      []string
		first, last string // seconds past noon
		records     int
	}{
		{"v1 has them all", "v1", nil, "12:00:01", "12:01:41", 101},
		{"downwards", "v1", []string{"sortValue=SettlementTxDate", "sortOrder=DESC"}, "12:01:41", "12:00:01", 101},
		{"v2 has a hundred", "v2", nil, "12:00:01", "12:01:40", 100},
		{"and the rest", "v2", []string{"pageNo=2"}, "12:01:41", "12:01:41", 1},
		{"downwards from the last", "v2", []string{"pageNo=2", "sortOrder=desc"}, "12:00:01", "12:00:01", 1},
		{"nothing past the last", "v2", []string{"pageNo=3"}, "", "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) { //nolint:paralleltest // one gateway, read only
			a := g.get("reports/"+tt.path+"/reconciliations/aggregations/"+id, tt.params...).is(200, "000.000.100")
			records, _ := a.get("records").([]any)
			if len(records) != tt.records {
				t.Fatalf("%d records, want %d", len(records), tt.records)
			}
			if pages := a.get("pages"); tt.path == "v2" && pages != 2.0 {
				t.Errorf("pages = %v, want 2", pages)
			}
			if tt.records > 0 {
				a.has("records.0.SettlementTxDate", "2026-11-22 "+tt.first+".575+0000",
					fmt.Sprintf("records.%d.SettlementTxDate", tt.records-1), "2026-11-22 "+tt.last+".575+0000")
			}
		})
	}
}

func TestSettlementsRefuseWhatIsNoDayAndNoAggregation(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.approved(visa("DB"))
	g.advance("24h")
	const path = "reports/v1/reconciliations/aggregations"
	for _, tt := range []struct {
		params           []string
		wrong, complaint string
	}{
		{[]string{"date.to=2026-11-22"}, "date.from", "may not be empty"},
		{[]string{"date.from=2026-11-22"}, "date.to", "may not be empty"},
		{[]string{"date.from=2026-11-22", "date.to=2026-11-22 10:00:00"}, "date.to", "must be a date of the form yyyy-MM-dd"},
		{[]string{"date.from=2026-11-31", "date.to=2026-12-01"}, "date.from", "must be a date of the form yyyy-MM-dd"},
		{[]string{"date.from=2026-11-22", "date.to=2026-11-21"}, "date.to", "may not be before date.from"},
	} {
		g.get(path, tt.params...).complains(tt.wrong, tt.complaint)
	}
	g.get(path+"/x", "sortOrder=up").complains("sortOrder", "must be one of [ASC, DESC, asc, desc]")
	g.get("reports/v2/reconciliations/aggregations/x", "pageNo=0").complains("pageNo", "must be a number from 1 to 1000000")
	known := g.settle().text("aggregations.0.id")
	for _, id := range []string{
		"x", "8ac7a4c9ffffffffffffffffffffffff", known[:6] + "20261121" + known[14:], known[:20] + "00000000000f", known[:31] + "g",
	} {
		g.get(path+"/"+id).is(400, "700.400.580")
	}
}
