package door

import (
	"crypto/x509"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"assay/support/mask"
	"assay/support/opp"
	"assay/support/shop"
	"assay/support/simulator/control"
	"assay/support/spec"
)

// Options say whose door it is. All but Listen, the authority and OpenAPI are
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
	OpenAPI     []byte // a description of the gateway's API, as YAML; nil = there is none
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
	kept    kept
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
	if host, _, err := net.SplitHostPort(o.Listen); err == nil && !loopback(host) {
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
			Message: "the pages for people cannot be served", Err: err,
			Remedy: "choose another port, or port 0 for a free one, such as 127.0.0.1:0",
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
