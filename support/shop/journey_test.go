package shop_test

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"assay/support/browser"
	"assay/support/shop"
)

// bank is a page that shows how the shopper came and sends them back.
func bank(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if r.URL.Path == "/leave" {
			back := r.Form.Get("back") + "&id=8a1&resourcePath=" + url.QueryEscape("/v1/payments/8a1")
			http.Redirect(w, r, back, http.StatusSeeOther)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Bank</title><h1>Your bank</h1>
			<p>came by %s with query %s and %s</p>
			<form method="post" action="/leave"><input type="hidden" name="back" value="%s">
			<button>Approve</button></form>`,
			r.Method, html.EscapeString(r.URL.RawQuery),
			html.EscapeString(fmt.Sprintf("%q", r.Form["note"])), html.EscapeString(r.Form.Get("back")))
	}))
	t.Cleanup(s.Close)
	return s
}

func TestTheShopperGoesToTheBankAndComesBack(t *testing.T) {
	t.Parallel()
	b, err := browser.Start(t.Context(), browser.Options{
		Exec: os.Getenv("ASSAY_BROWSER"), TempRoot: t.TempDir(), Timeout: 20 * time.Second,
	})
	if err != nil {
		var hint interface{ Hint() string }
		if errors.As(err, &hint) {
			t.Fatalf("%v (%s)", err, hint.Hint())
		}
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	s := openShop(t, shop.Options{})
	bank := bank(t)
	tests := []struct{ name, method, sees string }{
		{"no method", "", `came by POST with query session=1 and ["<one> & 'two'" "more"]`},
		{"POST", "POST", `came by POST with query session=1 and`},
		{"GET", "GET", `came by GET with query session=1&`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := s.NewOrder(nil)
			defer o.Close()
			away, err := o.SendOff(shop.Redirect{
				URL: bank.URL + "/pay?session=1", Method: tt.method,
				Parameters: []shop.Parameter{
					{Name: "back", Value: o.ResultURL()},
					{Name: "note", Value: `<one> & 'two'`},
					{Name: "note", Value: "more"},
					{Name: "submit", Value: "shadows the form's own"},
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			tab, err := b.Open(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer tab.Close()
			if err := tab.Go(t.Context(), away); err != nil {
				t.Fatal(err)
			}
			err = tab.Walk(t.Context(), []browser.Action{{See: tt.sees}, {Press: "Approve"}, {See: "Back at the shop"}})
			if err != nil {
				t.Fatal(err)
			}
			a, err := o.Arrival(t.Context())
			if err != nil || a.ID != "8a1" || a.ResourcePath != "/v1/payments/8a1" || a.Query.Get("order") == "" {
				t.Errorf("arrival = %+v, %v", a, err)
			}
		})
	}
}
