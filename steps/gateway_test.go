package steps

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"assay/support/opp"
	"assay/support/spec"
)

// answers maps "VERB path" to a status and a body; anything else is a 404 that
// is no answer of a gateway.
type answers map[string]struct {
	status int
	body   string
}

// worldAt returns a world whose gateway gives canned answers, and the requests
// that it got.
func worldAt(t *testing.T, canned answers) (*World, *[]string) {
	t.Helper()
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path)
		answer, ok := canned[r.Method+" "+r.URL.Path]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Content-Type", "application/json;charset=UTF-8")
		rw.WriteHeader(answer.status)
		_, _ = rw.Write([]byte(answer.body))
	}))
	t.Cleanup(server.Close)
	client, err := opp.New(opp.Options{BaseURL: server.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	w := NewWorld()
	w.Begin(Env{
		Gateway:  client.Channel(opp.Credentials{EntityID: strings.Repeat("a", 32), AccessToken: "token-of-a-test"}, nil),
		Personas: spec.SimulatorPersonas(), RunID: "run", Now: clockAt,
	})
	return w, &asked
}

// approvedPA is an answer as the platform gives it.
const approvedPA = `{"id":"8ac7a4a1000000000000000000000101","paymentType":"PA","amount":"92.00","currency":"EUR",
	"result":{"code":"000.100.110","description":"Request successfully processed"},
	"card":{"bin":"420000","last4Digits":"0000"},
	"timestamp":"2026-11-22 12:00:01+0000","ndc":"the-ndc"}`

// paid is a world in which a PA has got the given answer, nobody having judged it.
func paid(t *testing.T, status int, body string) *World {
	t.Helper()
	canned := answers{}
	canned["POST /v1/payments"] = struct {
		status int
		body   string
	}{status, body}
	w, _ := worldAt(t, canned)
	if err := w.merchantSends(context.Background(), "PA", "VISA"); err != nil {
		t.Fatal(err)
	}
	return w
}
