package opp

import (
	"context"
	"strconv"
	"time"
)

// Settlements asks for the sums that were settled on some days, both of them
// included: GET reports/v1/reconciliations/aggregations. The time of day does
// not matter. Of the parameters in p, currency (ISO 4217) and testMode
// ("INTERNAL") narrow it down.
//
// The answer's result is about the report. What its rows look like is not
// published; the simulator lists them as "aggregations", each with the id that
// [Channel.Settlement] takes, and says in a header that this is not verified.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Settlement Reports, summary level.
func (ch *Channel) Settlements(ctx context.Context, from, to time.Time, p Params) (*Payment, error) {
	return ch.report(ctx, "reports/v1/reconciliations/aggregations", dates(from, to, time.DateOnly), p)
}

// Settlement asks for the transactions of one sum, by the id that the summary
// gave it: GET reports/v1/reconciliations/aggregations/{id}. sortOrder in p is
// ASC or DESC, by sortValue, of which only SettlementTxDate is known.
//
// The answer has all transactions at once; where there are many, ask for pages
// with [Channel.SettlementPage]. Its rows are not verified, as in
// [Channel.Settlements].
//
// Source: Settlement Reports, detail level.
func (ch *Channel) Settlement(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.reportOf(ctx, "reports/v1/reconciliations/aggregations/", id, p)
}

// SettlementPage asks for a hundred transactions of one sum: GET
// reports/v2/reconciliations/aggregations/{id}. Pages count from 1; the answer
// says in "pages" how many there are. The prefix of the path is not verified.
//
// Source: Settlement Reports, detail level with pages.
func (ch *Channel) SettlementPage(ctx context.Context, id string, page int, p Params) (*Payment, error) {
	numbered := append(Params{{"pageNo", strconv.Itoa(page)}}, p...)
	return ch.reportOf(ctx, "reports/v2/reconciliations/aggregations/", id, numbered)
}
