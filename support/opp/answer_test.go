package opp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

func TestAnswersWithAResultCodeAreValues(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name              string
		status            int
		file              string
		code, verdict, id string
	}{
		{"an approval", 200, "approved.json", "000.100.110", "approved", "8ac7a4a1000000000000000000000101"},
		{"a decline", 400, "declined.json", "800.100.151", "rejected", "8ac7a4a1000000000000000000000102"},
		{"refused parameters", 400, "invalid.json", "200.300.404", "rejected", ""},
		{"a pending payment", 200, "pending.json", "000.200.000", "pending", "8ac7a4a1000000000000000000000301"},
		{"a throttled request", 429, "throttled.json", "800.120.100", "rejected", "8ac7a4a1000000000000000000000301"},
		{"a refused login", 403, "refused_login.json", "800.900.300", "rejected", ""},
		{"a missing login", 401, "refused_login.json", "800.900.300", "rejected", ""},
		{"an error of the gateway that says which", 500, "refused_login.json", "800.900.300", "rejected", ""},
		{"a redirect with a result", 307, "declined.json", "800.100.151", "rejected", "8ac7a4a1000000000000000000000102"},
		{"a report", 200, "report.json", "000.000.100", "approved", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, ch := setup(t, says(t, tt.status, tt.file))
			p, err := ch.Pay(t.Context(), card())
			if err != nil {
				t.Fatal(err)
			}
			if p.HTTPStatus() != tt.status || p.Code() != tt.code || p.Verdict() != tt.verdict || p.ID() != tt.id {
				t.Errorf("HTTP %d, code %q, verdict %q, id %q, want %d, %q, %q, %q",
					p.HTTPStatus(), p.Code(), p.Verdict(), p.ID(), tt.status, tt.code, tt.verdict, tt.id)
			}
			if string(p.Body()) != string(testdata(t, tt.file)) {
				t.Error("the body is not the answer's")
			}
			if p.NDC() == "" || p.Timestamp() == "" {
				t.Errorf("ndc %q and timestamp %q are lost", p.NDC(), p.Timestamp())
			}
		})
	}
}

func TestPaymentTellsNullFromAbsent(t *testing.T) {
	t.Parallel()
	p := &Payment{body: testdata(t, "approved.json")}
	tests := []struct {
		path              string
		has, null, absent bool
	}{
		{"card.last4Digits", true, false, false},
		{"customParameters.SHOPPER_none", false, true, false},
		{"customParameters.SHOPPER_other", false, false, true},
		{"redirect.url", false, false, true},
	}
	for _, tt := range tests {
		if p.Has(tt.path) != tt.has || p.IsNull(tt.path) != tt.null || p.Absent(tt.path) != tt.absent {
			t.Errorf("%s: has %v, null %v, absent %v", tt.path, p.Has(tt.path), p.IsNull(tt.path), p.Absent(tt.path))
		}
	}
	if got := p.Get("amount").String(); got != "92.00" {
		t.Errorf("amount = %q, want 92.00", got)
	}
	if want := "Request successfully processed in 'Merchant in Integrator Test Mode'"; p.Description() != want {
		t.Errorf("description = %q, want %q", p.Description(), want)
	}
}

// writes answers with the given bytes.
func writes(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if w.Header()["Content-Type"] = nil; contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// encoded says of an answer how it is compressed.
func encoded(encoding, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		writes(http.StatusOK, "application/json", body)(w, r)
	}
}

func TestAnAnswerMaySayThatItIsNotCompressed(t *testing.T) {
	t.Parallel()
	g := startGateway(t, encoded("Identity", string(testdata(t, "approved.json"))))
	if _, err := open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil).Pay(t.Context(), card()); err != nil {
		t.Error(err)
	}
}

func TestAnswersWithoutAVerdictAreErrors(t *testing.T) {
	t.Parallel()
	const ct = "application/json"
	approved := string(testdata(t, "approved.json"))
	tests := []struct {
		name   string
		answer http.HandlerFunc
		kind   Kind
		want   string
	}{
		{
			"an HTML page", writes(502, "text/html; charset=utf-8", "<html>"+approved), NotJSON,
			"the gateway answered text/html instead of JSON (HTTP 502 to POST http",
		},
		{"JSON that says it is text", writes(200, "text/plain", approved), NotJSON, "text/plain instead of JSON"},
		{"JSON of no type", writes(200, "", approved), NotJSON, "something without a content type instead of JSON"},
		{"nothing at all", writes(200, "", ""), NotJSON, "answered nothing instead of JSON (HTTP 200"},
		{"nothing, as JSON", writes(200, ct, ""), NotJSON, "answered nothing instead of JSON"},
		{"a byte order mark", writes(200, ct, "\ufeff"+approved), NotJSON, "behind a byte order mark"},
		{"a compressed answer", encoded("gzip", approved), NotJSON, "answered in gzip, which nobody has asked for"},
		{"half an answer", writes(200, ct, approved[:300]), NotJSON, "cut off or malformed"},
		{"an answer and more", writes(200, ct, approved+"}"), NotJSON, "cut off or malformed"},
		{"no result", writes(200, ct, `{"id":"8ac7"}`), NoCode, "without a result.code"},
		{"a result without a code", writes(200, ct, `{"result":{"description":"x"}}`), NoCode, "without a result.code"},
		{"a code that is null", writes(200, ct, `{"result":{"code":null}}`), NoCode, "without a result.code"},
		{"a code that is a number", writes(200, ct, `{"result":{"code":100}}`), NoCode, "without a result.code"},
		{"a list", writes(200, ct, `[]`), NoCode, "without a result.code"},
		{
			"a list of result codes where a payment was asked for", writes(200, ct, string(testdata(t, "resultcodes.json"))),
			NoCode, "without a result.code",
		},
		{"a redirect to elsewhere", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://login.example/?next=canary", http.StatusTemporaryRedirect)
		}, Redirected, "the gateway redirects to https://login.example (HTTP 307"},
		{"a redirect to itself", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/prefix/v2/payments", http.StatusFound)
		}, Redirected, "redirects to another path of the same host (HTTP 302"},
		{"a huge answer of known length", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(maxAnswer+1))
			_, _ = w.Write(make([]byte, 1000))
		}, TooLarge, "larger than 8 MiB"},
		{"a huge answer of unknown length", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", ct)
			for range maxAnswer/(1<<16) + 1 {
				_, _ = w.Write(make([]byte, 1<<16))
			}
		}, TooLarge, "larger than 8 MiB"},
		{"an answer that breaks off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", ct)
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`{"id":`))
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, Unreachable, "broke off: unexpected EOF (HTTP 200"},
		{"a connection that closes before the answer", func(http.ResponseWriter, *http.Request) {
			panic(http.ErrAbortHandler)
		}, Unreachable, "broke off: EOF (POST"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, ch := setup(t, tt.answer)
			p, err := ch.Pay(t.Context(), card())
			var noVerdict *NoVerdictError
			if !errors.As(err, &noVerdict) || p != nil {
				t.Fatalf("payment %v, error %v, want a NoVerdictError", p, err)
			}
			if noVerdict.Kind != tt.kind || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s: %v, want %s: %s", noVerdict.Kind, err, tt.kind, tt.want)
			}
			if noVerdict.Hint() == "" || noVerdict.ExitCode() != 4 {
				t.Errorf("hint %q, exit code %d", noVerdict.Hint(), noVerdict.ExitCode())
			}
			if !strings.Contains(err.Error(), g.URL+"/prefix/v1/payments)") || strings.Contains(err.Error(), "canary") {
				t.Errorf("%v does not name the request, or shows too much", err)
			}
			g.only(t) // neither repeated nor redirected
		})
	}
}

func TestALostPaymentIsNotSentTwice(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	ok := says(t, 200, "approved.json")
	g, ch := setup(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 2 {
			panic(http.ErrAbortHandler) // on a connection that was used before
		}
		ok(w, r)
	})
	if _, err := ch.Pay(t.Context(), card()); err != nil {
		t.Fatal(err)
	}
	_, err := ch.Pay(t.Context(), card())
	var noVerdict *NoVerdictError
	if !errors.As(err, &noVerdict) || !strings.Contains(noVerdict.Hint(), "outcome is unknown") {
		t.Errorf("error %v, want one whose outcome is unknown", err)
	}
	if n := len(g.received()); n != 2 {
		t.Errorf("the gateway received %d requests, want 2", n)
	}
}

func TestResultCodes(t *testing.T) {
	t.Parallel()
	_, ch := setup(t, says(t, 200, "resultcodes.json"))
	p, err := ch.ResultCodes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Get(`resultCodes.#(code=="000.200.000").description`).String(); got != "transaction pending" {
		t.Errorf("description = %q", got)
	}
	_, ch = setup(t, says(t, 403, "refused_login.json"))
	if p, err = ch.ResultCodes(t.Context()); err != nil || p.Code() != "800.900.300" {
		t.Errorf("a refusal gives %v, want its code", err)
	}
	_, ch = setup(t, writes(200, "application/json", `{"codes":[]}`))
	if _, err = ch.ResultCodes(t.Context()); err == nil {
		t.Error("an answer without a list is taken for one")
	}
}

func TestInterruptionIsTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	_, ch := setup(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := ch.Query(ctx, "x")
	var noVerdict *NoVerdictError
	if !errors.As(err, &noVerdict) || noVerdict.Kind != Interrupted || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want an interruption", err)
	}
}
