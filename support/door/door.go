package door

import (
	"bytes"
	"context"
	"crypto/x509"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"assay/support/mask"
	"assay/support/opp"
	"assay/support/shop"
	"assay/support/simulator/control"
	"assay/support/spec"
)

// Options say whose door it is. All but Listen, the authority and Now are
// needed.
type Options struct {
	Listen      string // address on loopback; "" = 127.0.0.1:0, a free port
	BaseURL     string // of the gateway, ends in "/"
	CA          []byte // PEM of the gateway's authority; nil = plain HTTP
	CAFile      string // where the same can be read, for the curl commands
	EntityID    string // of the channel whose requests are tried out
	AccessToken string // of the same channel; opens nothing but the simulator
	ManageURL   string // the gateway's management port
	ManageToken string // "" = it needs none
	Now         func() time.Time
}

// Door serves the pages. Close ends it.
type Door struct {
	URL string // ends in "/"

	o       Options
	mask    *mask.Masker
	client  *opp.Client
	channel *opp.Channel
	control *control.Client
	shop    *shop.Shop
	pages   *template.Template
	orders  orders
	server  *http.Server
	served  chan struct{}
}

//go:embed pages
var pageFiles embed.FS

// Open opens the door.
func Open(o Options) (*Door, error) {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if host, _, err := net.SplitHostPort(o.Listen); err != nil || !loopback(host) {
		return nil, &Error{
			Message: "the pages for people are served on loopback only, not on " + o.Listen,
			Remedy:  "use 127.0.0.1 and a port, and a tunnel to reach it from elsewhere",
		}
	}
	d := &Door{
		o: o, mask: mask.New(mask.Options{PANs: spec.TestPANs()}), served: make(chan struct{}),
		control: control.New(o.ManageURL, o.ManageToken, nil),
	}
	var err error
	if d.pages, err = template.ParseFS(pageFiles, "pages/*.html"); err != nil {
		return nil, fmt.Errorf("door: %w", err)
	}
	if err := d.connect(); err != nil {
		return nil, err
	}
	if d.shop, err = shop.Open(shop.Options{Mask: d.mask}); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", o.Listen)
	if err != nil {
		_ = d.shop.Close() // nobody has been there yet
		return nil, &Error{
			Message: "the pages for people cannot be served", Err: err, Remedy: "choose another port, or port 0 for a free one",
		}
	}
	d.URL = "http://" + listener.Addr().String() + "/"
	d.server = &http.Server{
		Handler: d.handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		ErrorLog: log.New(io.Discard, "", 0), // a browser that breaks off is no news
	}
	go func() {
		defer close(d.served)
		_ = d.server.Serve(listener) // it ends with Close
	}()
	return d, nil
}

// connect makes the client that sends what is tried out.
func (d *Door) connect() error {
	options := opp.Options{BaseURL: d.o.BaseURL, Mask: d.mask}
	if len(d.o.CA) > 0 {
		options.RootCAs = x509.NewCertPool()
		options.RootCAs.AppendCertsFromPEM(d.o.CA)
	}
	client, err := opp.New(options)
	if err != nil {
		return err
	}
	d.client = client
	d.channel = client.Channel(opp.Credentials{EntityID: d.o.EntityID, AccessToken: mask.Secret(d.o.AccessToken)}, nil)
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Close ends the serving at once.
func (d *Door) Close() error {
	err := d.server.Close()
	<-d.served
	d.client.Close()
	return errors.Join(err, d.shop.Close())
}

// Error is a mistake of whoever opens the door, with its remedy.
type Error struct {
	Message string
	Remedy  string
	Err     error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Hint says what most likely helps.
func (e *Error) Hint() string { return e.Remedy }

// Unwrap returns the cause, if there is one.
func (e *Error) Unwrap() error { return e.Err }

func (d *Door) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.showPayments)
	mux.HandleFunc("GET /payments/{id}", d.showPayment)
	mux.HandleFunc("GET /try", d.showExamples)
	mux.HandleFunc("GET /try/{example}", d.showExample)
	mux.HandleFunc("POST /try/{example}", d.tryExample)
	mux.HandleFunc("GET /assets/{file}", asset)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, http.StatusNotFound, "Nothing here", "There is no such page.")
	})
	return guarded(mux)
}

// guarded lets in only who names this machine as the host, and lets forms be
// sent only from these pages: a page of somebody else in the same browser must
// neither read nor send anything.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		origin, err := url.Parse(r.Header.Get("Origin"))
		if !loopback(host) || r.Method != http.MethodGet && (err != nil || origin.Host != r.Host) {
			http.Error(w, "these pages are for a browser on this machine", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 256<<10)
		next.ServeHTTP(w, r)
	})
}

// view is what every page has.
type view struct {
	Title, Here string // Here names the tab of the navigation
	Live        bool   // the page asks for itself again
	Page        any
	Body        template.HTML
}

// show writes a page: a template within the layout.
func (d *Door) show(w http.ResponseWriter, status int, name string, v view) {
	var body, page bytes.Buffer
	err := d.pages.ExecuteTemplate(&body, name, v.Page)
	if err == nil {
		v.Body = template.HTML(body.String()) //nolint:gosec // html/template has escaped it
		err = d.pages.ExecuteTemplate(&page, "layout", v)
	}
	if err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // the browser has gone: nobody is left to tell
}

// contentPolicy allows a page what it brings along.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (d *Door) fail(w http.ResponseWriter, status int, title, text string) {
	d.show(w, status, "message", view{Title: title, Page: text})
}

var assetTypes = map[string]string{
	"door.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8",
}

func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	content, err := pageFiles.ReadFile("pages/" + name)
	if err != nil || assetTypes[name] == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", assetTypes[name])
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(content) // the browser has gone: nobody is left to tell
}

// ask reads something from the management port, which is on this machine.
func ask(ctx context.Context, call func(context.Context) ([]byte, error)) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return call(ctx)
}
