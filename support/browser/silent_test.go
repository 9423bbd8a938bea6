package browser_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"assay/support/browser"
)

// Which host has not answered is told wherever the way to it began, and only of
// a host that has given no answer.
func TestTheHostThatDoesNotAnswerIsNamed(t *testing.T) {
	t.Parallel()
	mute := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hang" {
			<-r.Context().Done()
		}
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(mute.Close)
	at := strings.TrimPrefix(mute.URL, "http://")
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/redirect":
			http.Redirect(w, r, mute.URL, http.StatusFound)
		case "/framed":
			page(w, "Shop", `<iframe title="Bank" src="`+mute.URL+`"></iframe>`)
		case "/download":
			w.Header().Set("Content-Disposition", "attachment")
		default:
			page(w, "Shop", `<a href="`+mute.URL+`">Pay</a> <a href="`+mute.URL+`/hang">Wait</a>`)
		}
	}))
	t.Cleanup(shop.Close)
	b := start(t, browser.Options{Timeout: 3 * time.Second})
	for _, tt := range []struct {
		name, path string
		do         []browser.Action
		kind       browser.Kind
		silent     string
	}{
		{"asked directly", "", nil, browser.Navigation, at},
		{"behind a redirect", "/redirect", nil, browser.Navigation, at},
		{"behind a link", "/", []browser.Action{{Press: "Pay"}, {See: "x"}}, browser.Navigation, at},
		{"that takes its time", "/", []browser.Action{{Press: "Wait"}, {Gone: "Shop"}}, browser.TimedOut, at},
		{"in a frame", "/framed", []browser.Action{{See: "x", Frame: browser.Path{"Bank"}}}, browser.Navigation, at},
		{"a page without it", "/", []browser.Action{{See: "x"}}, browser.NotFound, ""},
		{"a download", "/download", nil, browser.Navigation, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab, address := open(t, b), mute.URL
			if tt.path != "" {
				address = shop.URL + tt.path
			}
			err := tab.Go(t.Context(), address)
			if err == nil {
				err = tab.Walk(t.Context(), tt.do)
			}
			if failure := wantKind(t, err, tt.kind); failure.Silent != tt.silent {
				t.Errorf("Silent = %q, want %q (%v)", failure.Silent, tt.silent, err)
			}
		})
	}
}
