package simulator

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// answerWithin is how long a shop may take to take a notification.
	// Source: Webhooks, delivery.
	answerWithin = 30 * time.Second
	// maxCarriers is how many notifications are on the wire at a time.
	maxCarriers = 8
)

// postOffice delivers for all channels with a few workers, who come when there
// is something to do and leave when there is not.
type postOffice struct {
	hosts  hosts
	client *http.Client
	ctx    context.Context // ends with close
	cancel context.CancelFunc

	mu       sync.Mutex // guards what follows
	line     []*mailroom
	carriers int
	closed   bool
	working  sync.WaitGroup
}

// newPostOffice makes a post office that calls this machine and the named
// hosts, and trusts the authorities in ca beside the system's.
func newPostOffice(allowed []string, ca []byte) (*postOffice, error) {
	o := &postOffice{hosts: allowed}
	o.ctx, o.cancel = context.WithCancel(context.Background())
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if len(ca) > 0 {
		roots, err := x509.SystemCertPool()
		if err != nil {
			roots = x509.NewCertPool()
		}
		if !roots.AppendCertsFromPEM(ca) {
			return nil, &Error{Message: "the webhooks' authority is no certificate", Remedy: "give it in PEM form"}
		}
		config.RootCAs = roots
	}
	o.client = &http.Client{
		Timeout:       answerWithin,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: o.dial, TLSClientConfig: config, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10,
		},
	}
	return o, nil
}

// errElsewhere is why another machine, which nobody has named, is not called.
var errElsewhere = errors.New("another machine, which may not be called")

// dial connects to hosts that may be called. A name is judged by where it
// leads, so that none smuggles a call to another machine.
func (o *postOffice) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second}
	if host, _, err := net.SplitHostPort(address); err != nil || !o.hosts.allow(host) {
		d.Control = func(_, resolved string, _ syscall.RawConn) error {
			if !reachesHere(resolved) {
				return errElsewhere
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, address)
}

// enter puts a mailroom into the line and says whether it will be served.
func (o *postOffice) enter(r *mailroom) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return false
	}
	o.line = append(o.line, r)
	if o.carriers < maxCarriers {
		o.carriers++
		o.working.Add(1)
		go o.carry()
	}
	return true
}

// carry serves the line until it is empty.
func (o *postOffice) carry() {
	defer o.working.Done()
	for {
		o.mu.Lock()
		if len(o.line) == 0 || o.closed {
			o.carriers--
			o.mu.Unlock()
			return
		}
		r := o.line[0]
		o.line[0] = nil
		o.line = o.line[1:]
		o.mu.Unlock()
		r.work(o.ctx)
	}
}

// close ends all deliveries and waits for the workers.
func (o *postOffice) close() {
	o.mu.Lock()
	o.closed = true
	o.mu.Unlock()
	o.cancel()
	o.working.Wait()
}

// deliver sends a letter and returns why it did not arrive, "" if it did: any
// 2xx in time. Redirects are not followed.
//
// Source: Webhooks, delivery.
func (o *postOffice) deliver(ctx context.Context, h Webhook, l letter) (reason string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, strings.NewReader(l.body))
	if err != nil {
		return noAddress
	}
	req.Header.Set("Content-Type", l.contentType)
	req.Header.Set("X-Initialization-Vector", l.vector)
	req.Header.Set("X-Authentication-Tag", l.tag)
	return o.send(req)
}

// noAddress is why what is no address is not called.
const noAddress = "the address cannot be called"

// send sends a request and returns why it was not taken, "" if it was.
func (o *postOffice) send(req *http.Request) (reason string) {
	req.Header.Set("User-Agent", "assay-simulator")
	resp, err := o.client.Do(req)
	var slow net.Error
	switch {
	case errors.As(err, &slow) && slow.Timeout():
		return fmt.Sprintf("no answer within %v", o.client.Timeout)
	case errors.Is(err, errElsewhere):
		return errElsewhere.Error()
	case err != nil:
		return "no connection, or no answer"
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // what a shop says is of no interest
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Sprintf("HTTP %d", resp.StatusCode)
	}
	return ""
}
