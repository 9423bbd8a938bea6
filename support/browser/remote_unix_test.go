//go:build unix

package browser_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"assay/support/browser"
	"assay/support/mask"
)

// canary stands for a secret in the address of a browser elsewhere.
const canary = "c4n4ry-of-a-token"

// elsewhere is a Chromium that listens, as one on another machine does.
type elsewhere struct {
	cmd    *exec.Cmd
	port   string
	socket string // path of its own socket
}

// listen starts a Chromium with a debugging port, "0" for any.
func listen(t *testing.T, port string) *elsewhere {
	t.Helper()
	program, err := browser.Find(os.Getenv("ASSAY_BROWSER"))
	ok(t, err)
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-proxy-server", "--remote-debugging-port="+port, "--user-data-dir="+tempRoot(t), "about:blank")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StderrPipe()
	ok(t, err)
	ok(t, cmd.Start())
	e := &elsewhere{cmd: cmd}
	t.Cleanup(e.kill)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, after, found := strings.Cut(lines.Text(), "DevTools listening on "); found {
			u, err := url.Parse(strings.TrimSpace(after))
			ok(t, err)
			e.port, e.socket = u.Port(), u.Path
			break
		}
	}
	if e.port == "" {
		t.Fatal("the browser elsewhere did not say where it listens")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return e
}

func (e *elsewhere) kill() {
	_ = syscall.Kill(-e.cmd.Process.Pid, syscall.SIGKILL)
	_ = e.cmd.Wait()
}

func (e *elsewhere) host() string { return "127.0.0.1:" + e.port }

// pages returns the addresses of all pages that the browser shows.
func (e *elsewhere) pages(t *testing.T) []string {
	t.Helper()
	res, err := http.Get("http://" + e.host() + "/json/list")
	ok(t, err)
	defer res.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	var list []struct{ Type, URL string }
	ok(t, json.NewDecoder(res.Body).Decode(&list))
	var pages []string
	for _, page := range list {
		if page.Type == "page" {
			pages = append(pages, page.URL)
		}
	}
	return pages
}

// behind is a service in front of the browser that lets in whom allow does, and
// leads every path but /json/version to its socket.
func (e *elsewhere) behind(t *testing.T, allow func(*http.Request) bool) string {
	t.Helper()
	proxy := &httputil.ReverseProxy{
		ErrorLog: log.New(io.Discard, "", 0),
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: e.host()})
			r.Out.URL.Path, r.Out.URL.RawQuery = e.socket, ""
			if strings.HasSuffix(r.In.URL.Path, "/json/version") {
				r.Out.URL.Path = "/json/version"
			}
			r.Out.Host = e.host()
		},
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allow(r) {
			http.Error(w, "no entry with "+r.URL.String(), http.StatusUnauthorized)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	return strings.TrimPrefix(s.URL, "http://")
}

// attach connects to a browser elsewhere.
func attach(t *testing.T, o browser.Options) *browser.Browser {
	t.Helper()
	o.Timeout, o.TempRoot = deadline, tempRoot(t)
	b, err := browser.Start(t.Context(), o)
	ok(t, err)
	t.Cleanup(func() { ok(t, b.Close()) })
	return b
}

func TestABrowserElsewhereIsUsedAndLeftAsItWas(t *testing.T) {
	t.Parallel()
	e := listen(t, "0")
	s := site(t)
	before := fmt.Sprint(e.pages(t))
	service := e.behind(t, func(r *http.Request) bool { return r.URL.Query().Get("token") == canary })
	grid := e.behind(t, func(r *http.Request) bool { return r.URL.Path == "/session/4711/se/cdp" })
	locked := e.behind(t, func(r *http.Request) bool {
		user, password, _ := r.BasicAuth()
		return user == "ada" && password == canary
	})
	for name, address := range map[string]string{
		"its port":                    "http://" + e.host(),
		"its port in another way":     "ws://localhost:" + e.port + "/",
		"its socket":                  "ws://" + e.host() + e.socket,
		"a service with a token":      "ws://" + service + "?token=" + canary,
		"a service that is asked":     "http://" + service + "/?token=" + canary,
		"a session of a grid":         "ws://" + grid + "/session/4711/se/cdp",
		"a service with a user":       "http://ada:" + canary + "@" + locked,
		"a service with a user, said": "ws://ada:" + canary + "@" + locked + "/chromium",
	} {
		t.Run(name, func(t *testing.T) {
			b := attach(t, browser.Options{URL: address, Workers: 2, RecycleAfter: 2})
			first, second := open(t, b), open(t, b)
			for who, tab := range map[string]*browser.Tab{"first": first, "second": second} {
				ok(t, tab.Go(t.Context(), s.URL+"/cookie?who="+who))
				ok(t, tab.Perform(t.Context(), browser.Action{See: "cookie none"}))
			}
			first.Close()
			second.Close()
			works(t, b, s.URL) // by a connection of its own
			left := open(t, b)
			ok(t, left.Go(t.Context(), s.URL+"/form.html"))
			if !strings.Contains(b.Version(), "Chrom") {
				t.Errorf("Version = %q", b.Version())
			}
			ok(t, ends(t, b.Close))
			eventually(t, "the browser shows what it did before", func() bool {
				return fmt.Sprint(e.pages(t)) == before
			})
		})
	}
}

func TestABrowserElsewhereThatDiesIsConnectedToAgain(t *testing.T) {
	t.Parallel()
	e := listen(t, "0")
	s := site(t)
	b := attach(t, browser.Options{URL: "http://" + e.host(), Workers: 1})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
	looking := make(chan error, 1)
	go func() { looking <- tab.Perform(t.Context(), browser.Action{See: "never shown"}) }()
	e.kill()
	err := wantKind(t, ends(t, func() error { return <-looking }), browser.Closed)
	if !err.Harness() || !strings.Contains(err.Error(), "the remote browser at "+e.host()+" is gone") {
		t.Errorf("error = %q, Harness = %v, want it to name the remote browser", err, err.Harness())
	}
	tab.Close()
	eventually(t, "nothing listens", func() bool { // the last of its processes may hold the port for a moment
		c, err := net.Dial("tcp", e.host())
		if err == nil {
			_ = c.Close()
		}
		return errors.Is(err, syscall.ECONNREFUSED)
	})
	_, none := b.Open(t.Context(), nil)
	if err := wantKind(t, none, browser.Unusable); !err.Harness() || !strings.Contains(err.Error(), "nothing listens") {
		t.Errorf("error = %q, want it to say that nothing listens", err)
	}
	listen(t, e.port)
	works(t, b, s.URL)
}

func TestABrowserElsewhereKeepsToTheAllowedHosts(t *testing.T) {
	t.Parallel()
	e := listen(t, "0")
	var asked atomic.Int64
	foreign := serveAt(t, "127.0.0.2:0", func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		page(w, "Pictures", `<img src="`+foreign+`/a.png"><a href="`+foreign+`/">Away</a>`)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	b := attach(t, browser.Options{URL: "ws://" + e.host(), TrustedKeys: []string{spki(t, s.Certificate())}, Workers: 1})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL)) // the keys of this run are trusted
	err := wantKind(t, tab.Walk(t.Context(), []browser.Action{{Press: "Away"}, {See: "never shown"}}), browser.Navigation)
	if !strings.Contains(err.Error(), "not among the hosts") {
		t.Errorf("error = %q, want it to say that the host is not allowed", err)
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("a host that is not allowed was asked %d times", n)
	}
	tab.Close()
	stranger := attach(t, browser.Options{URL: "ws://" + e.host(), Workers: 1})
	wantKind(t, open(t, stranger).Go(t.Context(), s.URL), browser.Navigation)
	free := attach(t, browser.Options{URL: "ws://" + e.host(), AllowHosts: []string{"127.0.0.2"}, Workers: 1})
	ok(t, open(t, free).Go(t.Context(), foreign))
	if asked.Load() == 0 {
		t.Error("an allowed host was not asked")
	}
}

// A browser elsewhere takes any certificate, but the shopper does nothing on a page
// with one that nobody trusts, nor on a page with parts of such a host.
func TestABrowserElsewhereIsNotDeceivedByAnotherKey(t *testing.T) {
	t.Parallel()
	e := listen(t, "0")
	var sent atomic.Int64
	bank := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			sent.Add(1)
		}
		page(w, "Bank", `<form method="post"><label>Code <input name="code"></label><button>Send</button></form>`)
	}))
	bank.Config.ErrorLog = log.New(io.Discard, "", 0)
	bank.StartTLS()
	t.Cleanup(bank.Close)
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		page(w, "Shop", `<iframe title="Bank" src="`+bank.URL+`"></iframe>`)
	}))
	t.Cleanup(shop.Close)
	trusted := []string{spki(t, otherCertificate(t))}
	b := attach(t, browser.Options{URL: "ws://" + e.host(), TrustedKeys: trusted, Timeout: deadline})
	for _, tt := range []struct {
		address string
		frame   browser.Path
	}{{bank.URL, nil}, {shop.URL, browser.Path{"Bank"}}} {
		tab := open(t, b)
		err := tab.Go(t.Context(), tt.address)
		if err == nil {
			err = tab.Walk(t.Context(), []browser.Action{
				{Fill: "Code", With: "123456", Frame: tt.frame}, {Press: "Send", Frame: tt.frame},
			})
		}
		if failure := wantKind(t, err, browser.Navigation); !strings.Contains(failure.Error(), "neither it nor this run trusts") {
			t.Errorf("%s: error = %v, want it to speak of the certificate", tt.address, failure)
		}
		tab.Close()
	}
	if sent.Load() > 0 {
		t.Error("the code was sent to a stranger")
	}
}

// serveAt serves at another address of this machine.
func serveAt(t *testing.T, address string, f http.HandlerFunc) string {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Skip("this system has only one address of its own: ", err)
	}
	s := httptest.NewUnstartedServer(f)
	s.Listener = listener
	s.Start()
	t.Cleanup(s.Close)
	return s.URL
}

func TestWhyThereIsNoBrowserElsewhere(t *testing.T) {
	t.Parallel()
	e := listen(t, "0")
	nobody := httptest.NewServer(http.NotFoundHandler())
	nobody.Close()
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(silent.Close)
	t.Cleanup(silent.CloseClientConnections)
	shop := site(t)
	service := e.behind(t, func(*http.Request) bool { return false })
	secret := "?token=" + canary
	tests := []struct{ name, address, says, hint string }{
		{"a port where nothing listens", nobody.URL + "/" + secret, "nothing listens", "start the remote browser"},
		{"nothing to dial", strings.Replace(nobody.URL, "http", "ws", 1) + secret, "nothing listens", "start the remote browser"},
		{"a host that nobody knows", "http://no-such-host.invalid:9222/" + secret, "unknown", "start the remote browser"},
		{"a host that never answers", silent.URL + "/" + secret, "within the deadline", "start the remote browser"},
		{"a path that is not the browser's", "ws://" + e.host() + "/devtools/browser/none" + secret, "HTTP 404", "http://host:9222"},
		{"a web site", shop.URL + "/" + secret, "HTTP 404", "--browser-url"},
		{"a token that is refused", "ws://" + service + secret, "HTTP 401", "token"},
		{"a token that is refused to the question", "http://" + service + "/" + secret, "HTTP 401", "--browser-url"},
		{"a form that no browser has", "ftp://host/" + secret, `"ftp"`, "ws://"},
		{"no host", "http://" + secret, "no host", "http://host:9222"},
		{"no address", "ws://%zz" + secret, "no URL", "http://host:9222"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), deadline/5)
			defer cancel()
			err := ends(t, func() error {
				b, err := browser.Start(ctx, browser.Options{URL: tt.address, Mask: mask.New(mask.Options{})})
				if err == nil {
					_ = b.Close()
				}
				return err
			})
			if err == nil {
				t.Fatal("no error")
			}
			hint := err.(interface{ Hint() string }).Hint()
			if !strings.Contains(err.Error(), tt.says) || !strings.Contains(hint, tt.hint) {
				t.Errorf("error = %q, hint = %q, want them to say %q and %q", err, hint, tt.says, tt.hint)
			}
			for cause := err; cause != nil; {
				if text := fmt.Sprintf("%+v %s", cause, hint); strings.Contains(text, canary) {
					t.Errorf("the secret of the address is in %q", text)
				}
				next, chain := cause.(interface{ Unwrap() error })
				if !chain {
					break
				}
				cause = next.Unwrap()
			}
		})
	}
}

func TestTheSecretsOfTheAddressAreLearned(t *testing.T) {
	t.Parallel()
	e := listen(t, "0")
	m := mask.New(mask.Options{})
	service := e.behind(t, func(r *http.Request) bool { return r.URL.Query().Get("token") == canary })
	b := attach(t, browser.Options{URL: "ws://" + service + "?token=" + canary, Mask: m, Workers: 1})
	var mu sync.Mutex
	var text string
	tab, err := b.Open(t.Context(), func(e browser.Event) {
		mu.Lock()
		defer mu.Unlock()
		text += fmt.Sprintf("%+v\n", e)
	})
	ok(t, err)
	_ = tab.Go(t.Context(), "http://127.0.0.1:1/"+canary)
	tab.Close()
	mu.Lock()
	defer mu.Unlock()
	if got := m.String(canary); strings.Contains(got+text, canary) || text == "" {
		t.Errorf("the secret of the address is shown: %q, %q", got, text)
	}
}
