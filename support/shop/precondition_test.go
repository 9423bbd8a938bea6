package shop_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"assay/support/browser"
	"assay/support/shop"
)

// issuer records who came, in turn.
type issuer struct {
	mu   sync.Mutex
	seen []string
	*httptest.Server
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{}
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if r.URL.Path != "/favicon.ico" {
			i.mu.Lock()
			i.seen = append(i.seen, r.Method+" "+r.URL.Path+" "+r.Form.Encode()+" "+r.Header.Get("Sec-Fetch-Dest"))
			i.mu.Unlock()
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprint(w, `<!doctype html><html lang="en"><title>Issuer</title><h1>Issuer</h1>`)
	}))
	t.Cleanup(i.Close)
	return i
}

func TestPreconditionsComeBeforeTheShopperGoes(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	s := openShop(t, shop.Options{})
	for _, method := range []string{"", "GET"} {
		t.Run("then a redirect with method "+method, func(t *testing.T) {
			i := newIssuer(t)
			o := s.NewOrder(nil)
			defer o.Close()
			away, err := o.SendOff(shop.Redirect{
				URL: i.URL + "/execute?s=1", Method: method, Parameters: with("token", "t"),
				Preconditions: []shop.Precondition{
					{URL: i.URL + "/method", Method: "POST", Parameters: with("threeDSMethodData", "d", "submit", "x")},
					{URL: i.URL + "/second?q=2", Method: "GET", Parameters: with("n", "v")},
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
			if err := tab.Perform(t.Context(), browser.Action{See: "Issuer"}); err != nil {
				t.Fatal(err)
			}
			i.mu.Lock()
			defer i.mu.Unlock()
			want := []string{"GET /second n=v&q=2 iframe", "POST /method submit=x&threeDSMethodData=d iframe"}
			if len(i.seen) != 3 {
				t.Fatalf("the issuer saw %q", i.seen)
			}
			if first := slices.Sorted(slices.Values(i.seen[:2])); !slices.Equal(first, want) {
				t.Errorf("before the shopper came %q, want %q", first, want)
			}
			if last := i.seen[2]; !strings.Contains(last, " /execute s=1&token=t document") {
				t.Errorf("the shopper came as %q", last)
			}
		})
	}
}

func TestAPageWithPreconditions(t *testing.T) {
	t.Parallel()
	var page bytes.Buffer
	r := shop.Redirect{URL: "https://bank.example/", Preconditions: []shop.Precondition{{URL: "https://acs.example/m"}}}
	if err := r.WritePage(&page); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			found[n.Data]++
		}
		for _, a := range n.Attr {
			found[n.Data+" "+a.Key+"="+a.Val]++
		}
	}
	for _, want := range []string{
		"iframe hidden=", "iframe name=before0", "form target=before0", "form action=https://acs.example/m",
		"form method=post", "form action=https://bank.example/",
	} {
		if found[want] == 0 {
			t.Errorf("the page has no %s: %v", want, found)
		}
	}
	if found["script"] != 1 || found["iframe"] != 1 || found["form"] != 2 {
		t.Errorf("the page has %v", found)
	}
}

func TestPreconditionsThatLeadNowhere(t *testing.T) {
	t.Parallel()
	for _, p := range []shop.Precondition{
		{}, {URL: "/method"}, {URL: "javascript:alert(1)"}, {URL: "https://acs.example/", Method: http.MethodPut},
	} {
		r := shop.Redirect{URL: "https://bank.example/", Preconditions: []shop.Precondition{p}}
		if err := r.WritePage(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "redirect.preconditions.0") {
			t.Errorf("%+v: error = %v, want one that names the precondition", p, err)
		}
	}
}

// A frame that never loads keeps nobody for longer than the method may take. The
// page's clock is in the test's hand: a button lets its time pass.
func TestAPageGivesUpOnItsFrames(t *testing.T) {
	t.Parallel()
	const clock = `<script>
		window.setTimeout = (f, ms) => {
			const button = document.createElement('button');
			button.textContent = 'Let ' + ms + ' ms pass';
			button.onclick = f;
			document.body.append(button);
		};
	</script>`
	came := make(chan string, 10)
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	mux.HandleFunc("/method", func(_ http.ResponseWriter, r *http.Request) {
		came <- "method"
		<-r.Context().Done()
	})
	mux.HandleFunc("/execute", func(w http.ResponseWriter, _ *http.Request) {
		came <- "execute"
		_, _ = fmt.Fprint(w, "<!doctype html><h1>Issuer</h1>")
	})
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		var page bytes.Buffer
		r := shop.Redirect{URL: s.URL + "/execute", Preconditions: []shop.Precondition{{URL: s.URL + "/method"}}}
		if err := r.WritePage(&page); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprint(w, strings.Replace(page.String(), "<head>", "<head>"+clock, 1))
	})
	b := startBrowser(t)
	tab, err := b.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	if err := tab.Go(t.Context(), s.URL+"/"); err != nil {
		t.Fatal(err)
	}
	if first := <-came; first != "method" {
		t.Fatalf("first came %s", first)
	}
	if err := tab.Perform(t.Context(), browser.Action{See: "Let 10000 ms pass"}); err != nil {
		t.Fatal(err)
	}
	select {
	case next := <-came:
		t.Fatalf("before ten seconds have passed came %s", next)
	default:
	}
	err = tab.Walk(t.Context(), []browser.Action{{Press: "Let 10000 ms pass"}, {See: "Issuer"}})
	if err != nil {
		t.Fatal(err)
	}
}

func startBrowser(t *testing.T) *browser.Browser {
	t.Helper()
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
	return b
}
