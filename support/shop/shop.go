package shop

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"assay/support/mask"
)

// Options say where the shop is. The zero value is a shop on a free port of
// this machine.
type Options struct {
	// Listen is the address to listen on; default "127.0.0.1:0".
	Listen string
	// Public is the address of the shop as browsers see it; default is the
	// listener's own. A port 0 in it means the listener's.
	Public string
	// Mask hides what observers must not see.
	Mask *mask.Masker
}

// Shop receives shoppers and notifications. It is safe for concurrent use.
type Shop struct {
	public *url.URL // its path ends in "/"
	mask   *mask.Masker
	server *http.Server
	served chan struct{} // closed when the server has ended
	shut   chan struct{} // closed by Close
	once   sync.Once

	mu       sync.Mutex
	orders   map[string]*Order
	webhooks map[string]*Webhook
	watches  map[*Watch]struct{}
}

// ErrClosed is the error of waiting at a shop that was closed.
var ErrClosed = errors.New("shop: closed")

// Open opens a shop.
func Open(o Options) (*Shop, error) {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	listener, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, fmt.Errorf("shop: open the shop: %w", err)
	}
	public, err := publicAddress(o.Public, listener.Addr())
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	s := &Shop{
		public: public, mask: o.Mask,
		served: make(chan struct{}), shut: make(chan struct{}),
		orders: map[string]*Order{}, webhooks: map[string]*Webhook{}, watches: map[*Watch]struct{}{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /checkout/{order}", s.sendOff)
	mux.HandleFunc("GET /return", s.arrive)
	mux.HandleFunc("POST /return", s.arrive)
	mux.HandleFunc("POST /webhook/{webhook}", s.notified)
	mux.HandleFunc("POST /webhook", s.notifiedAll)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { show(w, http.StatusNotFound, nothingHere) })
	s.server = &http.Server{
		Handler:           http.StripPrefix(strings.TrimSuffix(public.Path, "/"), mux),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	if public.Path != "/" {
		// A proxy in front may have taken the path away already.
		stripped := s.server.Handler
		s.server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, public.Path) {
				stripped.ServeHTTP(w, r)
				return
			}
			mux.ServeHTTP(w, r)
		})
	}
	s.server.Handler = s.watched(s.server.Handler)
	go func() {
		defer close(s.served)
		_ = s.server.Serve(listener)
	}()
	return s, nil
}

// publicAddress returns the base of every address that the shop gives out.
func publicAddress(public string, listener net.Addr) (*url.URL, error) {
	if public == "" {
		public = "http://" + listener.String() + "/"
	}
	u, err := url.Parse(public)
	if err != nil {
		return nil, fmt.Errorf("shop: the public address: %w", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("shop: the public address %q is not one like http://shop.example.com/", public)
	}
	if u.Port() == "0" {
		_, port, err := net.SplitHostPort(listener.String())
		if err != nil {
			return nil, fmt.Errorf("shop: the listener's port: %w", err)
		}
		u.Host = net.JoinHostPort(u.Hostname(), port)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

// URL returns the public address of the shop; it ends in "/".
func (s *Shop) URL() string { return s.public.String() }

// Close closes the shop. Everybody who waits for an arrival or a notification
// stops waiting.
func (s *Shop) Close() error {
	s.once.Do(func() { close(s.shut) })
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.server.Shutdown(ctx); err != nil {
		_ = s.server.Close()
	}
	<-s.served
	return nil
}

// NewOrder makes an order with an address of its own to return to, which nobody
// can guess. observe may be nil; it is called at every arrival.
func (s *Shop) NewOrder(observe func(Arrival)) *Order {
	o := &Order{shop: s, token: rand.Text(), observe: observe, changed: make(chan struct{})}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.orders[o.token] = o
	return o
}

func (s *Shop) order(token string) *Order {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.orders[token]
}

// address returns the public address of a path and query of the shop.
func (s *Shop) address(path string, query url.Values) string {
	u := *s.public
	u.Path += path
	u.RawQuery = query.Encode()
	return u.String()
}
