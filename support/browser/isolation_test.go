package browser_test

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"assay/support/browser"
	"assay/support/mask"
)

func TestTabsShareNothing(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 2})
	first, second := open(t, b), open(t, b)
	ok(t, first.Go(t.Context(), s.URL+"/cookie?who=first"))
	ok(t, first.Go(t.Context(), s.URL+"/cookie?who=first"))
	ok(t, first.Perform(t.Context(), browser.Action{See: "cookie first"}))
	ok(t, second.Go(t.Context(), s.URL+"/cookie?who=second"))
	ok(t, second.Perform(t.Context(), browser.Action{See: "cookie none"}))
	first.Close()
	third := open(t, b)
	ok(t, third.Go(t.Context(), s.URL+"/cookie?who=third"))
	ok(t, third.Perform(t.Context(), browser.Action{See: "cookie none"}))
}

// TestParallelTabsNeverSeeEachOther lets shoppers of the same names for the same
// things visit one host at the same time, again and again.
func TestParallelTabsNeverSeeEachOther(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 4, RecycleAfter: 9})
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			tab, err := b.Open(t.Context(), nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer tab.Close()
			who := fmt.Sprintf("shopper-%d.", i)
			for _, want := range []string{"none", who, who, who} {
				for path, says := range map[string]string{
					"/cookie?who=" + who: "cookie " + want,
					"/store.html?" + who: "local " + want + ", session " + want,
				} {
					if err := tab.Go(t.Context(), s.URL+path); err != nil {
						t.Error(err)
					}
					if err := tab.Perform(t.Context(), browser.Action{See: says}); err != nil {
						t.Errorf("%s saw what is not its own: %v", who, err)
					}
				}
			}
		})
	}
	wg.Wait()
}

func TestNoMoreTabsThanWorkers(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 2, RecycleAfter: 3})
	var now, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 8 { // three browsers, one after the other
		wg.Go(func() {
			tab, err := b.Open(t.Context(), nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer tab.Close()
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			who := fmt.Sprint("shopper ", i)
			if err := tab.Go(t.Context(), s.URL+"/form.html"); err != nil {
				t.Error(err)
			}
			err = tab.Walk(t.Context(), []browser.Action{{Fill: "Your name", With: who}, {Press: "Send it"}, {See: who}})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() > 2 {
		t.Errorf("%d tabs at once, want at most 2", most.Load())
	}
}

func TestAnOldBrowserIsReplaced(t *testing.T) {
	t.Parallel()
	s := site(t)
	root := tempRoot(t)
	b := start(t, browser.Options{Timeout: deadline, TempRoot: root, RecycleAfter: 2, Workers: 2})
	before := profiles(t, root)
	last := open(t, b)
	works(t, b, s.URL) // the second tab: from here on a fresh browser serves
	works(t, b, s.URL)
	if now := profiles(t, root); len(now) != 2 {
		t.Fatalf("profiles = %v, want the old browser's, still in use, and the new one's", now)
	}
	ok(t, last.Go(t.Context(), s.URL+"/form.html"))
	last.Close()
	eventually(t, "the old browser goes with its last tab", func() bool {
		now := profiles(t, root)
		return len(now) == 1 && now[0] != before[0]
	})
	if v := b.Version(); !strings.Contains(v, "Chrom") {
		t.Errorf("Version = %q", v)
	}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		page(w, "Safe and sound", "")
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)

	stranger := start(t, browser.Options{Timeout: deadline})
	err := wantKind(t, open(t, stranger).Go(t.Context(), s.URL), browser.Navigation)
	if !strings.Contains(err.Error(), "certificate") || !strings.Contains(err.Hint(), "trust") {
		t.Errorf("error = %q, hint = %q, want them to speak of the certificate", err, err.Hint())
	}
	other := start(t, browser.Options{Timeout: deadline, TrustedKeys: []string{spki(t, otherCertificate(t))}})
	wantKind(t, open(t, other).Go(t.Context(), s.URL), browser.Navigation)

	friend := start(t, browser.Options{Timeout: deadline, TrustedKeys: []string{spki(t, s.Certificate())}})
	tab := open(t, friend)
	ok(t, tab.Go(t.Context(), s.URL))
	ok(t, tab.Perform(t.Context(), browser.Action{See: "Safe and sound"}))
}

func spki(t *testing.T, c *x509.Certificate) string {
	t.Helper()
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// otherCertificate has another key than the test server's.
func otherCertificate(t *testing.T) *x509.Certificate {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "other.pem"))
	ok(t, err)
	block, _ := pem.Decode(text)
	c, err := x509.ParseCertificate(block.Bytes)
	ok(t, err)
	return c
}

func TestForeignHostsAreNeverAsked(t *testing.T) {
	t.Parallel()
	// Another address of this machine stands for a host elsewhere.
	listener, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skip("this system has only one address of its own: ", err)
	}
	var asked atomic.Int64
	foreign := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	foreign.Listener = listener
	foreign.Start()
	t.Cleanup(foreign.Close)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		page(w, "Pictures", `<img src="`+foreign.URL+`/a.png"><link rel="stylesheet" href="`+foreign.URL+`/a.css">`)
	}))
	t.Cleanup(s.Close)

	strict := start(t, browser.Options{Timeout: deadline})
	tab := open(t, strict)
	ok(t, tab.Go(t.Context(), s.URL))
	ok(t, tab.Perform(t.Context(), browser.Action{See: "Pictures"}))
	wantKind(t, tab.Go(t.Context(), foreign.URL), browser.Navigation)
	tab.Close()
	if n := asked.Load(); n != 0 {
		t.Errorf("a host that is not allowed was asked %d times", n)
	}
	for _, allow := range []string{"127.0.0.2", "*"} {
		b := start(t, browser.Options{Timeout: deadline, AllowHosts: []string{allow}})
		ok(t, open(t, b).Go(t.Context(), foreign.URL))
	}
	if n := asked.Load(); n < 2 {
		t.Errorf("an allowed host was asked %d times, want 2 or more", n)
	}
}

func TestFramesOfThisAndOfOtherSites(t *testing.T) {
	t.Parallel()
	bank := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			page(w, "Code accepted", "")
			return
		}
		page(w, "Challenge", `<form method="post"><label>Code <input name="code"></label><button>Confirm</button></form>`)
	}))
	t.Cleanup(bank.Close)
	other := strings.Replace(bank.URL, "127.0.0.1", "localhost", 1)
	b := start(t, browser.Options{Timeout: deadline})
	for name, address := range map[string]string{"another port": bank.URL, "another host": other} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				page(w, "Shop", `<button>Confirm</button><script>setTimeout(() => {
					const f = document.createElement('iframe');
					f.title = 'Your bank'; f.width = 390; f.height = 400; f.src = '`+address+`/';
					document.body.append(f);
				}, 50)</script>`)
			}))
			t.Cleanup(s.Close)
			tab := open(t, b)
			ok(t, tab.Go(t.Context(), s.URL))
			ok(t, tab.Walk(t.Context(), []browser.Action{
				{Fill: "Code", With: "123456", Frame: browser.Path{"Your bank"}},
				{Press: "Confirm", Frame: browser.Path{"Your bank"}},
				{See: "Code accepted", Frame: browser.Path{"Your bank"}},
				{See: "Shop"},
			}))
		})
	}
}

func TestEventsSayWhatWasDoneAndNoSecret(t *testing.T) {
	t.Parallel()
	s := site(t)
	m := mask.New(mask.Options{})
	m.Learn("s3cr3t-value")
	b := start(t, browser.Options{Timeout: deadline, Mask: m})
	var events []browser.Event
	tab, err := b.Open(t.Context(), func(e browser.Event) { events = append(events, e) })
	ok(t, err)
	defer tab.Close()
	ok(t, tab.Go(t.Context(), s.URL+"/secrets.html?token=s3cr3t-value"))
	ok(t, tab.Walk(t.Context(), []browser.Action{
		{Fill: "Holder", With: "Ada"},
		{Fill: "Card number", With: "4200000000000000"},
		{Fill: "PIN", With: "8642"},
		{Fill: "Remark", With: "my card is 4200000000000000"},
	}))
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	failure := wantKind(t, tab.Perform(ctx, browser.Action{Press: "s3cr3t-value"}), browser.NotFound)
	var all strings.Builder
	for _, e := range events {
		fmt.Fprintf(&all, "%s | %s | %v\n", e.Action, e.URL, e.Err)
		if e.Started.IsZero() || e.Duration < 0 {
			t.Errorf("event %+v has no time", e)
		}
	}
	text := all.String() + failure.Error()
	for _, want := range []string{
		`fill "Holder" with "Ada"`, `fill "Card number" with [secret]`, `fill "PIN" with [secret]`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("events do not say %s:\n%s", want, text)
		}
	}
	for _, secret := range []string{"s3cr3t-value", "4200000000000000", "8642"} {
		if strings.Contains(text, secret) {
			t.Errorf("events show %s:\n%s", secret, text)
		}
	}
}
