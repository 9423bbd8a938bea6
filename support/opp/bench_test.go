package opp

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"assay/support/mask"

	"github.com/go-resty/resty/v2"
	"github.com/tidwall/gjson"
)

// The three benchmarks do the same: send a form, read the answer, find the
// result code. What BenchmarkPay needs beyond the others is the price of this
// package: checks, masking, evidence.

func benchGateway(b *testing.B) string {
	b.Helper()
	body := testdata(b, "approved.json")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		_, _ = w.Write(body)
	}))
	b.Cleanup(s.Close)
	return s.URL + "/"
}

func BenchmarkPay(b *testing.B) {
	m := mask.New(mask.Options{PANs: []string{"4200000000000000", "6250947000000052", "5454545454545454"}})
	c := open(b, Options{BaseURL: benchGateway(b), Mask: m})
	seen := 0
	b.ReportAllocs()
	for b.Loop() {
		p, err := c.Channel(bearer(), func(Exchange) { seen++ }).Pay(b.Context(), card())
		if err != nil || p.Code() != "000.100.110" {
			b.Fatal(err)
		}
	}
}

func BenchmarkBareResty(b *testing.B) {
	base := benchGateway(b)
	t := &http.Transport{}
	b.Cleanup(t.CloseIdleConnections)
	c := resty.NewWithClient(&http.Client{Transport: t}).SetBaseURL(base)
	form := map[string]string{}
	for _, p := range card() {
		form[p.Name] = p.Value
	}
	b.ReportAllocs()
	for b.Loop() {
		r, err := c.R().SetContext(b.Context()).SetAuthToken(token).SetFormData(form).Post("v1/payments")
		if err != nil || gjson.GetBytes(r.Body(), "result.code").String() != "000.100.110" {
			b.Fatal(err)
		}
	}
}

func BenchmarkBareHTTP(b *testing.B) {
	base := benchGateway(b)
	t := &http.Transport{}
	b.Cleanup(t.CloseIdleConnections)
	c := &http.Client{Transport: t}
	form := string(card().encode(nil))
	b.ReportAllocs()
	for b.Loop() {
		req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, base+"v1/payments", strings.NewReader(form))
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Content-Type", formType)
		req.Header.Set("Authorization", "Bearer "+token)
		r, err := c.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if err != nil || gjson.GetBytes(body, "result.code").String() != "000.100.110" {
			b.Fatal(err)
		}
	}
}

// BenchmarkOwnWork is BenchmarkPay without a network: what one exchange costs
// apart from Resty and net/http.
func BenchmarkOwnWork(b *testing.B) {
	m := mask.New(mask.Options{PANs: []string{"4200000000000000", "6250947000000052", "5454545454545454"}})
	ch := open(b, Options{BaseURL: "http://127.0.0.1:1/", Mask: m}).Channel(bearer(), func(Exchange) {})
	body := testdata(b, "approved.json")
	b.ReportAllocs()
	for b.Loop() {
		form := ch.parameters(card())
		form.encode(make([]byte, 0, form.size()+64))
		a := answer{method: "POST", status: 200, contentType: "application/json", body: body}
		a.url = joinURL(ch.client.base, "v1/payments", nil)
		if _, err := a.payment(ch, false, false); err != nil {
			b.Fatal(err)
		}
		ch.tell(a, form, time.Now(), nil)
	}
}
