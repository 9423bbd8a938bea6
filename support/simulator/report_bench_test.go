package simulator

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
)

// BenchmarkReports asks a channel that holds 100,000 payments of as many
// seconds.
func BenchmarkReports(b *testing.B) {
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	s := New(Config{Now: func() time.Time { return now }})
	c := s.channel(s.first.EntityID)
	for range 100_000 {
		now = now.Add(time.Second)
		p := newInitial(c, typeDB)
		p.brand, p.at, p.made, p.code = "VISA", now, now.UnixNano(), codeIntegratorTest
		p.chain.ledger[0] = movement{kind: typeDB, on: -1, state: approved, amount: 9200, currency: "EUR", mode: modeInternal, at: now}
		s.keep(p)
	}
	all := "?date.from=2026-11-22+00%3A00%3A00&date.to=2026-11-24+00%3A00%3A00&limit=100"
	for _, bench := range []struct{ name, path string }{
		{"first page of all", "/v3/query" + all},
		{"last page of all", "/v3/query" + all + "&pageNo=1000"},
		{"page of a type", "/v3/query" + all + "&paymentTypes=DB"},
		{"page of a method", "/v3/query" + all + "&paymentMethods=CC"},
		{"page of an hour", "/v3/query?date.from=2026-11-22+10%3A00%3A00&date.to=2026-11-22+10%3A59%3A59"},
		{"linked", "/v3/query/" + c.payments()[50_000].id + "?includeLinkedTransactions=true"},
		{"settlement", "/reports/v1/reconciliations/aggregations?date.from=2026-11-22&date.to=2026-11-22"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			glue := "&"
			u, _ := url.Parse(bench.path)
			if u.RawQuery == "" {
				glue = "?"
			}
			r := httptest.NewRequest(http.MethodGet, bench.path+glue+"entityId="+s.first.EntityID, nil)
			r.Header.Set("Authorization", "Bearer "+s.first.AccessToken)
			for range b.N {
				w := httptest.NewRecorder()
				if s.API().ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
