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
}

// Running is a simulator that listens.
type Running struct {
	URL       string  // of the API, ends in "/"
	ManageURL string  // of the management port, ends in "/"; "" = none
	CA        []byte  // PEM of the authority behind the certificate; nil on plain HTTP
	SPKI      string  // base64 SHA-256 of the certificate's public key; "" on plain HTTP
	Channel   Channel // the default channel

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
	r := &Running{Channel: s.first}
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
		host, _, _ := net.SplitHostPort(l.Addr)
		id, err := newIdentity(host)
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
	r.serve(listener, s.API())
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
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // a client that breaks off is no news
	}
	r.servers = append(r.servers, server)
	go func() { _ = server.Serve(l) }() // it ends with Close
}

// Close stops listening and lets the running requests finish until the context
// ends. A second call does nothing.
func (r *Running) Close(ctx context.Context) error {
	var first error
	for _, server := range r.servers {
		if err := server.Shutdown(ctx); err != nil {
			first = errors.Join(first, fmt.Errorf("simulator: %w", err), server.Close())
		}
	}
	return first
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

// loopback says whether an address reaches this machine only.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// reachable is an address that a client can use: one for all interfaces is
// reached on loopback.
func reachable(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return a.String()
}
