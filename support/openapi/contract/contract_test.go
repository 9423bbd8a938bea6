package contract_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"assay/support/openapi/contract"
)

// What holding answers against the description relies on: a gateway that answers otherwise is noticed.
func TestOtherAnswersAreNoticed(t *testing.T) {
	t.Parallel()
	const (
		envelope = `"timestamp":"2026-11-22 12:00:01+0000","buildNumber":"b","ndc":"n",` +
			`"result":{"code":"000.100.110","description":"ok"}}`
		refused = `{` + envelope
		paid    = `{"id":"a",` + envelope
		login   = "entityId=8ac7a4c9aaaa00000000000000000001"
		asJSON  = "application/json"
	)
	tests := []struct {
		name, verb, path, form string
		status                 int
		media, answer          string
		want                   string // "" = nothing is wrong
	}{
		{"as described", "POST", "/v1/payments", login, 200, asJSON, paid, ""},
		{"a member more", "POST", "/v1/payments", login, 200, asJSON, `{"new":1,"id":"a",` + envelope, ""},
		{"refused", "POST", "/v1/payments", "ammount=1", 400, asJSON, refused, ""},
		{"no id", "POST", "/v1/payments", login, 200, asJSON, refused, "missing property 'id'"},
		{"amount as a number", "POST", "/v1/payments", login, 200, asJSON, `{"amount":1,"id":"a",` + envelope, "/amount"},
		{"no result", "GET", "/v1/payments/a", "", 404, asJSON, `{}`, "missing properties 'result'"},
		{"a status of its own", "GET", "/v1/payments/a", "", 418, asJSON, refused, "418 is not described"},
		{"HTML", "GET", "/v1/payments/a", "", 404, "text/html", `<p>`, `content type "text/html"`},
		{"no JSON", "GET", "/v1/payments/a", "", 404, asJSON, `<p>`, "no JSON"},
		{"a call of its own", "POST", "/v1/refunds", "", 200, asJSON, refused, "it is not described"},
		{"an unknown parameter", "POST", "/v1/payments", login + "&ammount=1", 200, asJSON, paid, "ammount"},
		{"a wrong value", "POST", "/v1/payments", login + "&amount=-1", 200, asJSON, paid, "/amount"},
		{"no channel", "POST", "/v1/payments", "amount=1", 200, asJSON, paid, "entityId"},
		{"no reference", "GET", "/v1/query", "", 200, asJSON, refused, "without merchantTransactionId"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := contract.New()
			if err != nil {
				t.Fatal(err)
			}
			gateway := c.Around(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", tt.media)
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.answer)
			}))
			gateway.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(tt.verb, tt.path, strings.NewReader(tt.form)))
			wrong := strings.Join(c.Wrong(), "\n")
			if (wrong == "") != (tt.want == "") || !strings.Contains(wrong, tt.want) {
				t.Errorf("what is wrong is %q, want %q", wrong, tt.want)
			}
		})
	}
}
