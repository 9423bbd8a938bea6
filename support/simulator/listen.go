package simulator

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

// Listen says where a simulator is reached.
type Listen struct {
	Addr        string // "" = 127.0.0.1:0, a free port
	HTTP        bool   // plain HTTP instead of TLS; on loopback only
	Manage      string // address of the management port; "" = none
	ManageToken string // bearer token of the management port; needed unless it is on loopback

	Around func(http.Handler) http.Handler // what stands around the API and sees all it answers; nil = nothing
}

// Running is a simulator that listens.
type Running struct {
	URL       string  // of the API, ends in "/"
	ManageURL string  // of the management port, ends in "/"; "" = none
	CA        []byte  // PEM of the authority behind the certificate; nil on plain HTTP
	SPKI      string  // base64 SHA-256 of the certificate's public key; "" on plain HTTP
	Channel   Channel // the default channel

	server  *Server
	servers []*http.Server
}

// Start makes a simulator and serves it until Close, or until the context ends.
// Errors carry a hint.
func Start(ctx context.Context, c Config, l Listen) (*Running, error) {
	if l.Addr == "" {
		l.Addr = "127.0.0.1:0"
	}
	if l.HTTP && !loopback(l.Addr) {
		return nil, &Error{
			Message: "plain HTTP is served on loopback only, not on " + l.Addr,
			Remedy:  "leave out the plain HTTP option, or listen on 127.0.0.1",
		}
	}
	if l.Manage != "" && l.ManageToken == "" && !loopback(l.Manage) {
		return nil, &Error{
			Message: "the management port would be open to others on " + l.Manage,
			Remedy:  "give it a token, or listen on 127.0.0.1",
		}
	}
	s, err := build(c)
	if err != nil {
		return nil, fmt.Errorf("simulator: %w", err)
	}
	r := &Running{Channel: s.first, server: s}
	if err := r.open(ctx, s, l); err != nil {
		_ = r.Close(context.WithoutCancel(ctx)) // the first error says more
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = r.Close(context.Background()) }) // nobody is left to tell
	return r, nil
}

func (r *Running) open(ctx context.Context, s *Server, l Listen) error {
	listener, err := listen(ctx, l.Addr)
	if err != nil {
		return err
	}
	scheme := "http"
	if !l.HTTP {
		id, err := newIdentity(hostOf(l.Addr), hostOf(s.public))
		if err != nil {
			_ = listener.Close() // nothing was served yet
			return fmt.Errorf("simulator: %w", err)
		}
		r.CA, r.SPKI, scheme = id.ca, id.spki, "https"
		listener = tls.NewListener(listener, &tls.Config{
			Certificates: []tls.Certificate{id.tls}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		})
	}
	r.URL = scheme + "://" + reachable(listener.Addr()) + "/"
	api := s.API()
	if l.Around != nil {
		api = l.Around(api)
	}
	r.serve(listener, api)
	if l.Manage == "" {
		return nil
	}
	manage, err := listen(ctx, l.Manage)
	if err != nil {
		return err
	}
	r.ManageURL = "http://" + reachable(manage.Addr()) + "/"
	r.serve(manage, guarded(s.Management(), l.ManageToken))
	return nil
}

func (r *Running) serve(l net.Listener, h http.Handler) {
	ctx, cancel := context.WithCancel(context.Background())
	server := &http.Server{
		Handler:           h,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // a client that breaks off is no news
	}
	server.RegisterOnShutdown(cancel) // nobody waits for a page that waits
	r.servers = append(r.servers, server)
	go func() { _ = server.Serve(l) }() // it ends with Close
}

// grace is how long Close waits for requests, which take far less. Browsers
// keep connections open that they never use; those are not waited for longer.
const grace = time.Second

// Close stops listening, lets the running requests finish for a moment, or
// until the context ends, and closes what is still open. A second call does
// nothing.
func (r *Running) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	r.server.Close()
	var failed error
	for _, server := range r.servers {
		if err := server.Shutdown(ctx); err != nil {
			failed = errors.Join(failed, server.Close())
		}
	}
	return failed
}

// hostOf is the host of an address or a URL, "" if there is none.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Hostname()
	}
	host, _, _ := net.SplitHostPort(address)
	return host
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &Error{
			Message: addr + " is in use by another program", Err: err,
			Remedy: "choose another port, or port 0 for a free one",
		}
	case err != nil:
		return nil, &Error{
			Message: "cannot listen on " + addr, Err: err,
			Remedy: "use a local address and a port, such as 127.0.0.1:8443",
		}
	}
	return l, nil
}

// loopback says whether an address reaches this machine only. One that is none
// reaches nobody: who listens says so.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err != nil || local(host)
}

// reachable is an address that a client can use: one for all interfaces is
// reached on loopback.
func reachable(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return a.String()
}
