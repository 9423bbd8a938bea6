package cli

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// gateway NAME ARGS... starts a simulator in a process of its own and sets
// NAME_URL, NAME_MANAGE, NAME_CA, NAME_DOOR, NAME_ENTITY and NAME_TOKEN from its line.
func gateway(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: gateway NAME [ARGS...]")
	}
	name := args[0]
	start(ts, false, slices.Concat([]string{name, "assay", "serve"}, args[1:]))
	line := backgroundOf(ts).processes[name].await(ts, regexp.MustCompile(`(?m)^ready .*\n`))[0]
	for _, pair := range strings.Fields(line)[1:] {
		key, value, _ := strings.Cut(pair, "=")
		variable := map[string]string{
			"url": "_URL", "manage": "_MANAGE", "ca": "_CA", "door": "_DOOR", "entityId": "_ENTITY", "accessToken": "_TOKEN",
		}[key]
		if variable == "" {
			ts.Fatalf("the ready line has an unknown key %s", key)
		}
		ts.Setenv(name+variable, value)
	}
}

// frontHost is a host in front of a gateway that can misbehave.
type frontHost struct {
	server  *httptest.Server
	seen    atomic.Int64
	waiting chan struct{} // one value for each request that is held
	gate    chan struct{} // closed to let all of them through
	once    sync.Once
}

func (f *frontHost) open() { f.once.Do(func() { close(f.gate) }) }

// front VARIABLE MODE [URL] [N] starts a host and sets VARIABLE to its URL:
//
//	html            answers every request with a web page
//	refuse          is nobody: the port was free a moment ago
//	hold URL        passes queries on to URL, and payments once released
//	once URL        passes requests on to URL, but for the first POST
//	die URL N       passes N requests on to URL, then is gone
//	wrong URL       passes requests on to URL, and breaks the amounts in answers
func front(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: front VARIABLE MODE [URL] [N]")
	}
	f := &frontHost{waiting: make(chan struct{}, 1000), gate: make(chan struct{})}
	var handler http.Handler
	switch args[1] {
	case "html":
		handler = http.HandlerFunc(maintenance)
	case "refuse":
		handler = http.NotFoundHandler()
	default:
		handler = f.pass(ts, args[1], args[2:])
	}
	f.server = httptest.NewServer(handler)
	ts.Setenv(args[0], f.server.URL+"/")
	if args[1] == "refuse" {
		f.server.Close()
		return
	}
	ts.Defer(func() { f.open(); f.server.CloseClientConnections(); f.server.Close() })
	backgroundOf(ts).front = f
}

// maintenance is what a load balancer says while the gateway is away.
func maintenance(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, "<html><body><h1>We will be back soon</h1></body></html>")
}

// pass makes the handler of a host that has a gateway behind it.
func (f *frontHost) pass(ts *testscript.TestScript, mode string, args []string) http.Handler {
	if len(args) == 0 {
		ts.Fatalf("front %s needs a URL", mode)
	}
	behind, err := url.Parse(args[0])
	ts.Check(err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) }}
	switch mode {
	case "wrong":
		proxy.ModifyResponse = breakAmounts
		return proxy
	case "hold":
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				f.waiting <- struct{}{}
				select {
				case <-f.gate:
				case <-r.Context().Done():
				}
			}
			proxy.ServeHTTP(w, r)
		})
	case "once":
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && f.seen.Add(1) == 1 {
				maintenance(w, r)
				return
			}
			proxy.ServeHTTP(w, r)
		})
	case "die":
		last, err := strconv.Atoi(args[1])
		ts.Check(err)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if f.seen.Add(1) <= int64(last) {
				proxy.ServeHTTP(w, r)
				return
			}
			_ = f.server.Listener.Close()
			panic(http.ErrAbortHandler)
		})
	}
	ts.Fatalf("no mode is called %s", mode)
	return nil
}

// breakAmounts makes an answer say something else than was asked.
func breakAmounts(r *http.Response) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	changed := strings.ReplaceAll(string(body), `"amount":"92.00"`, `"amount":"29.00"`)
	r.Body = io.NopCloser(strings.NewReader(changed))
	r.ContentLength = int64(len(changed))
	r.Header.Set("Content-Length", strconv.Itoa(len(changed)))
	return nil
}

// held waits until the newest host holds a request back.
func held(ts *testscript.TestScript, _ bool, _ []string) {
	select {
	case <-backgroundOf(ts).front.waiting:
	case <-time.After(patience):
		ts.Fatalf("no request has arrived")
	}
}

// release lets all requests through that the newest host holds back.
func letThrough(ts *testscript.TestScript, _ bool, _ []string) { backgroundOf(ts).front.open() }

// taken VARIABLE takes a port for the rest of the script.
func taken(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: taken VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

// free VARIABLE finds a port that nobody listens on.
func free(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: free VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	ts.Check(l.Close())
}

// page FILE URL reads a page into a file.
func page(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: page FILE URL")
	}
	answer, err := http.Get(args[1])
	ts.Check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	ts.Check(err)
	if answer.StatusCode != http.StatusOK {
		ts.Fatalf("%s answers %s", args[1], answer.Status)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o600))
}
