package browser_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assay/support/browser"
)

// deadline is generous: it is met or the call hangs.
const deadline = 20 * time.Second

// soon is a deadline that is meant to pass, and still leaves a busy machine the
// time to look at the page.
const soon = deadline / 5

// sideBySide is how many tests run at once: many of them only wait, for a
// deadline that has to pass or for what the browser does.
const sideBySide = "6"

func TestMain(m *testing.M) {
	if os.Getenv(victim) != "" {
		beVictim()
		return
	}
	if err := flag.Set("test.parallel", sideBySide); err != nil { // the command line still overrides it
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// tempRoot is a short path: a full Chromium makes sockets below it.
func tempRoot(t testing.TB) string {
	t.Helper()
	root, err := os.MkdirTemp("", "abt")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	return root
}

// start starts a browser. A machine without one fails the test and learns the
// command that installs it.
func start(t testing.TB, o browser.Options) *browser.Browser {
	t.Helper()
	if o.Exec == "" {
		o.Exec = os.Getenv("ASSAY_BROWSER")
	}
	if o.TempRoot == "" {
		o.TempRoot = tempRoot(t)
	}
	b, err := browser.Start(t.Context(), o)
	if err != nil {
		var hint interface{ Hint() string }
		if errors.As(err, &hint) {
			t.Fatalf("%v (%s)", err, hint.Hint())
		}
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		if left := profiles(t, o.TempRoot); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	return b
}

func profiles(t testing.TB, root string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func open(t testing.TB, b *browser.Browser) *browser.Tab {
	t.Helper()
	tab, err := b.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	return tab
}

// site serves testdata and a few paths that no file can.
func site(t testing.TB) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir("testdata")))
	mux.HandleFunc("POST /answer", func(w http.ResponseWriter, r *http.Request) {
		page(w, "Answer", "<p>"+strings.ReplaceAll(r.PostFormValue("name")+" "+r.PostFormValue("choice"), "<", "&lt;")+"</p>")
	})
	mux.HandleFunc("/cookie", func(w http.ResponseWriter, r *http.Request) {
		had := "cookie none"
		if c, err := r.Cookie("who"); err == nil {
			had = "cookie " + c.Value
		}
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.URL.Query().Get("who")})
		page(w, had, "")
	})
	mux.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, "<!doctype html><h1>Half a page</h1><button>Press me</button>")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/round?"+r.URL.RawQuery+"x", http.StatusFound)
	})
	mux.HandleFunc("/download", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="a.bin"`)
		_, _ = w.Write([]byte("data"))
	})
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		page(w, "Something went wrong", "")
	})
	mux.HandleFunc("/hangup", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/torn", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100000")
		page(w, "Torn", strings.Repeat("<p>and on", 1000))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	return s
}

func page(w http.ResponseWriter, heading, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = fmt.Fprintf(w, `<!doctype html><html lang="en"><title>%s</title><h1>%s</h1>%s`, heading, heading, body)
}

// wantKind fails unless err is an Error of the kind, and returns it.
func wantKind(t testing.TB, err error, kind browser.Kind) *browser.Error {
	t.Helper()
	var e *browser.Error
	if !errors.As(err, &e) {
		t.Fatalf("error = %v (%T), want a *browser.Error of kind %q", err, err, kind)
	}
	if e.Kind != kind {
		t.Fatalf("kind of %q = %q, want %q", e, e.Kind, kind)
	}
	return e
}

// ends runs f and fails when it does not come back.
func ends(t testing.TB, f func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(2 * deadline):
		t.Fatal("the call hangs")
		return nil
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// works proves that the browser serves a new tab.
func works(t testing.TB, b *browser.Browser, address string) {
	t.Helper()
	tab, err := b.Open(context.WithoutCancel(t.Context()), nil)
	ok(t, err)
	defer tab.Close()
	ok(t, tab.Go(t.Context(), address+"/form.html"))
	ok(t, tab.Perform(t.Context(), browser.Action{See: "Your payment"}))
}
