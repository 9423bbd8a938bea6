package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"assay/support/browser"
)

// A merchant's page with the gateway's in a frame, which has the bank's in a
// frame of its own: of one site, or of three.
func TestFramesOfFrames(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/question", func(w http.ResponseWriter, _ *http.Request) {
		page(w, "Question", `<form method="post"><label>Code <input name="code"></label><button>Confirm</button></form>`)
	})
	mux.HandleFunc("POST /question", func(w http.ResponseWriter, _ *http.Request) { page(w, "Code accepted", "") })
	bank := httptest.NewServer(mux)
	t.Cleanup(bank.Close)
	mux.HandleFunc("/outer", func(w http.ResponseWriter, r *http.Request) {
		page(w, "Outer", `<button>Confirm</button><iframe name="Bank" width="300" height="200" src="`+
			r.URL.Query().Get("inner")+`"></iframe>`)
	})
	other := strings.Replace(bank.URL, "127.0.0.1", "localhost", 1)
	b := start(t, browser.Options{Timeout: deadline})
	for _, tt := range []struct{ name, outer, inner string }{
		{"all of one origin", "", "/question"},
		{"the outer one of another port", bank.URL, "/question"},
		{"the outer one of another host", other, bank.URL + "/question"},
		{"the inner one of another host", bank.URL, other + "/question"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			own := http.NewServeMux()
			own.Handle("/", mux)
			own.HandleFunc("/shop", func(w http.ResponseWriter, _ *http.Request) {
				page(w, "Shop", `<button>Confirm</button><iframe title="Payment" width="500" height="400" src="`+
					tt.outer+`/outer?inner=`+tt.inner+`"></iframe>`)
			})
			s := httptest.NewServer(own)
			t.Cleanup(s.Close)
			tab := open(t, b)
			ok(t, tab.Go(t.Context(), s.URL+"/shop"))
			inner := browser.Path{"payment", "Bank"}
			width, height, err := tab.FrameSize(t.Context(), inner)
			if err != nil || width != 300 || height != 200 {
				t.Errorf("FrameSize = %d, %d, %v, want 300, 200", width, height, err)
			}
			ok(t, tab.Walk(t.Context(), []browser.Action{
				{See: "Outer", Frame: inner[:1]},
				{Fill: "Code", With: "123456", Frame: inner},
				{Press: "Confirm", Frame: inner},
				{See: "Code accepted", Frame: inner},
				{See: "Shop"},
			}))
		})
	}
}

// A frame that goes while its page is waited for is looked for again.
func TestAFrameThatIsReplaced(t *testing.T) {
	t.Parallel()
	s := site(t)
	const outer = `<iframe id="outer" srcdoc="<iframe id='inner' title='Card' src='%[1]s/never'></iframe>"></iframe>`
	for name, script := range map[string]string{
		"itself":                `document.all.outer.contentDocument.all.inner.outerHTML = "<iframe title='Card' src='%[1]s/form.html'></iframe>"`,
		"with the one about it": `document.all.outer.srcdoc = "<iframe title='Card' src='%[1]s/form.html'></iframe>"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				page(w, "Shop", fmt.Sprintf(outer+`<script>setTimeout(() => {`+script+`}, 400)</script>`, s.URL))
			}))
			t.Cleanup(shop.Close)
			tab := open(t, start(t, browser.Options{Timeout: 8 * time.Second}))
			ok(t, tab.Go(t.Context(), shop.URL))
			ok(t, tab.Perform(t.Context(), browser.Action{See: "Your payment", Frame: browser.Path{"outer", "Card"}}))
		})
	}
}

func TestAFrameThatIsNotInTheFrame(t *testing.T) {
	t.Parallel()
	s := site(t)
	tab := open(t, start(t, browser.Options{Timeout: 2 * time.Second}))
	ok(t, tab.Go(t.Context(), s.URL+"/framed.html"))
	err := tab.Perform(t.Context(), browser.Action{Press: "OK", Frame: browser.Path{"Card", "Challenge"}})
	failure := wantKind(t, err, browser.NotFound)
	for _, want := range []string{
		`press "OK" in the frame "Challenge" of the frame "Card"`, `the frame "Card" has no frame "Challenge"`,
	} {
		if !strings.Contains(failure.Error(), want) {
			t.Errorf("error = %v, want it to say %s", failure, want)
		}
	}
}

// A page that comes and forbids the frame is the page's word, and no failure to
// open it.
func TestAPageThatForbidsFrames(t *testing.T) {
	t.Parallel()
	b := start(t, browser.Options{Timeout: deadline})
	for name, value := range map[string]string{
		"X-Frame-Options":         "DENY",
		"Content-Security-Policy": "frame-ancestors 'none'",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mux := http.NewServeMux()
			mux.HandleFunc("/bank", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set(name, value)
				page(w, "Question", "")
			})
			mux.HandleFunc("/shop", func(w http.ResponseWriter, _ *http.Request) {
				page(w, "Shop", `<iframe name="Bank" src="/bank"></iframe>`)
			})
			s := httptest.NewServer(mux)
			t.Cleanup(s.Close)
			tab := open(t, b)
			ok(t, tab.Go(t.Context(), s.URL+"/shop"))
			err := tab.Perform(t.Context(), browser.Action{See: "Question", Frame: browser.Path{"Bank"}})
			failure := wantKind(t, err, browser.Withheld)
			if !strings.Contains(err.Error(), "forbids to show its page") || failure.Harness() {
				t.Errorf("error = %v, harness %v, want one that says whose word it is", err, failure.Harness())
			}
		})
	}
}
