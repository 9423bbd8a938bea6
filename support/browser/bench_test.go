package browser_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"assay/support/browser"
)

// benchSite is a form with two images and a font, an answer that redirects, and
// a last page: what a redirect payment looks like to a browser.
func benchSite(b *testing.B) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, _ *http.Request) {
		page(w, "Pay", `<style>@font-face{font-family:f;src:url(/f.woff)}body{font-family:f}</style>
			<img src="/a.png"><img src="/b.png"><form method="post" action="/pay">
			<label>User name <input name="u"></label><label>Password <input name="p" type="password"></label>
			<button>Approve</button></form>`)
	})
	mux.HandleFunc("POST /pay", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/done?id=1", http.StatusFound)
	})
	mux.HandleFunc("GET /done", func(w http.ResponseWriter, _ *http.Request) { page(w, "Thank you", "") })
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, "x") })
	s := httptest.NewServer(mux)
	b.Cleanup(s.Close)
	return s
}

// BenchmarkJourney is a journey in a fresh tab, two at a time.
func BenchmarkJourney(b *testing.B) {
	s := benchSite(b)
	run(b, func(ctx context.Context, br *browser.Browser) error {
		tab, err := br.Open(ctx, nil)
		if err != nil {
			return err
		}
		defer tab.Close()
		if err := tab.Go(ctx, s.URL+"/form"); err != nil {
			return err
		}
		err = tab.Walk(ctx, []browser.Action{
			{Fill: "User name", With: "shopper"},
			{Fill: "Password", With: "secret"},
			{Press: "Approve"},
			{See: "Thank you"},
		})
		if err != nil {
			return err
		}
		address, err := tab.URL(ctx)
		if err == nil && address != s.URL+"/done?id=1" {
			err = fmt.Errorf("ended on %s", address)
		}
		return err
	})
}

// BenchmarkNavigate opens the form in one tab again and again, two at a time:
// what the browser itself needs.
func BenchmarkNavigate(b *testing.B) {
	s := benchSite(b)
	tabs := make(chan *browser.Tab, 2)
	run(b, func(ctx context.Context, br *browser.Browser) error {
		var tab *browser.Tab
		var err error
		select {
		case tab = <-tabs:
		default:
			if tab, err = br.Open(ctx, nil); err != nil {
				return err
			}
			b.Cleanup(tab.Close)
		}
		err = tab.Go(ctx, s.URL+"/form")
		tabs <- tab
		return err
	})
}

// run calls f b.N times in two workers and reports how many a second.
func run(b *testing.B, f func(context.Context, *browser.Browser) error) {
	br := start(b, browser.Options{Timeout: deadline, Workers: 2})
	ctx := b.Context()
	var next atomic.Int64
	done := make(chan error, 2)
	b.ResetTimer()
	for range 2 {
		go func() {
			for next.Add(1) <= int64(b.N) {
				if err := f(ctx, br); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			b.Error(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "per_second")
}
