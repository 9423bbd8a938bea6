package opp

import (
	"context"
	"testing"
	"time"
)

func TestWhatIsAskedOfTheReports(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000101"
	evening := time.Date(2026, 11, 22, 19, 30, 0, 0, time.FixedZone("New York", -5*3600))
	tests := []struct {
		name string
		ask  ask
		uri  string
	}{
		{
			"a newer report of one payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.QueryV3(ctx, id, Params{{"includeLinkedTransactions", "true"}})
			},
			"/prefix/v3/query/" + id + "?entityId=" + entity + "&includeLinkedTransactions=true",
		},
		{
			"a newer report of a reference",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.QueryV3ByMerchantTransactionID(ctx, "order 1&2", Params{{"limit", "10"}})
			},
			"/prefix/v3/query?entityId=" + entity + "&merchantTransactionId=order+1%262&limit=10",
		},
		{
			"a newer report of a short id",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.QueryV3ByShortID(ctx, "1234.5678.9012", Params{{"merchantTransactionId", "a"}})
			},
			"/prefix/v3/query?entityId=" + entity + "&shortId=1234.5678.9012&merchantTransactionId=a",
		},
		{
			"a newer report of a time, in the gateway's UTC",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.QueryV3ByDate(ctx, evening, evening.Add(time.Minute), nil)
			},
			"/prefix/v3/query?entityId=" + entity +
				"&date.from=2026-11-23+00%3A30%3A00&date.to=2026-11-23+00%3A31%3A00",
		},
		{
			"a date that no merchant means",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.QueryV3ByDate(ctx, evening, evening, Params{{"date.from", "then"}})
			},
			"/prefix/v3/query?entityId=" + entity + "&date.from=then&date.to=2026-11-23+00%3A30%3A00",
		},
		{
			"the settlements of days",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Settlements(ctx, evening, evening, Params{{"currency", "EUR"}})
			},
			"/prefix/reports/v1/reconciliations/aggregations?entityId=" + entity +
				"&date.from=2026-11-23&date.to=2026-11-23&currency=EUR",
		},
		{
			"a settlement's transactions",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Settlement(ctx, id, Params{{"sortOrder", "DESC"}})
			},
			"/prefix/reports/v1/reconciliations/aggregations/" + id + "?entityId=" + entity + "&sortOrder=DESC",
		},
		{
			"a page of them",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.SettlementPage(ctx, id, 2, nil) },
			"/prefix/reports/v2/reconciliations/aggregations/" + id + "?entityId=" + entity + "&pageNo=2",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, ch := setup(t, says(t, 200, "approved.json"))
			if _, err := tt.ask(t.Context(), ch); err != nil {
				t.Fatal(err)
			}
			if got := g.only(t); got.Method != "GET" || got.URI != tt.uri || got.Body != "" {
				t.Errorf("sent %s %s with %q, want GET %s", got.Method, got.URI, got.Body, tt.uri)
			}
		})
	}
}
