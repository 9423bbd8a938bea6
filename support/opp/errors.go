package opp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Kind says why there is no verdict.
type Kind string

// The reasons for a [*NoVerdictError].
const (
	Unreachable Kind = "unreachable" // no connection, or one that broke
	Timeout     Kind = "timeout"     // no answer in time: the outcome is unknown
	NotJSON     Kind = "not-json"    // an error page, half an answer, nothing
	NoCode      Kind = "no-code"     // JSON, but no result.code
	Redirected  Kind = "redirected"  // sent elsewhere; the client does not follow
	TooLarge    Kind = "too-large"   // the answer was not read to its end
	TooMany     Kind = "too-many"    // turned away unseen: there were too many requests
	Interrupted Kind = "interrupted" // the caller gave up
)

// NoVerdictError says that the gateway gave no verdict on a request. Its text
// names host and path, never a query, a body or a token.
type NoVerdictError struct {
	Kind        Kind
	Status      int    // HTTP status, 0 when there was no answer
	ContentType string // of the answer
	Detail      string // what happened, in words; masked
	Method, URL string // of the request, without the query
	Took        time.Duration
	LookedUp    bool  // it is a payment that was looked for under its merchantTransactionId
	Err         error // nil when there was an answer to be read
}

// Error says what happened, and to which request.
func (e *NoVerdictError) Error() string {
	status := ""
	if e.Status != 0 {
		status = fmt.Sprintf("HTTP %d to ", e.Status)
	}
	return fmt.Sprintf("%s (%s%s %s)", e.Detail, status, e.Method, e.URL)
}

// Unwrap returns the cause, such as context.Canceled.
func (e *NoVerdictError) Unwrap() error { return e.Err }

// ExitCode is that of a run whose gateway is unavailable.
func (e *NoVerdictError) ExitCode() int { return 4 }

// Hint returns the likely remedy.
func (e *NoVerdictError) Hint() string {
	if e.LookedUp {
		return "the outcome stays unknown: ask the gateway's operator before the payment is sent again"
	}
	if e.Method == http.MethodPost && (e.Kind == Timeout || broke(e.Err)) {
		return "the outcome is unknown: look the payment up by its merchantTransactionId before sending it again"
	}
	if e.mayWantTLS() {
		return "if the gateway speaks TLS there, write https:// in the target's baseUrl"
	}
	switch e.Kind {
	case Unreachable:
		return unreachableHint(e.Err)
	case Timeout:
		return "check whether the gateway is overloaded, and try again later"
	case Redirected:
		return "let the target's baseUrl name the host and path that answer directly"
	case NoCode:
		return "make sure that the target's baseUrl leads to the payment API and not to another service"
	case TooMany:
		return "let the target's limits in assay.yaml allow fewer requests (requestsPerSecond)"
	case TooLarge:
		return "narrow the request: a report by date or by payment"
	case NotJSON:
		return "make sure that the target's baseUrl leads to the payment API; a proxy or a login page may be in between"
	}
	return ""
}

// mayWantTLS reports whether this is what a server that speaks TLS answers to
// plain HTTP: some end the connection, some say that it was a bad request.
func (e *NoVerdictError) mayWantTLS() bool {
	return strings.HasPrefix(e.URL, "http:") &&
		(errors.Is(e.Err, io.EOF) || e.Kind == NotJSON && e.Status == http.StatusBadRequest)
}

func unreachableHint(err error) string {
	var refused *proxyError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var verify *tls.CertificateVerificationError
	var expired x509.CertificateInvalidError
	var lookup *net.DNSError
	switch {
	case errors.As(err, &refused) && refused.code == http.StatusProxyAuthRequired:
		return "write the user and the password that the proxy asks for into its address, http://user:password@host:port, " +
			"and keep that in a variable (proxyEnv)"
	case errors.As(err, &refused), opOf(err) == "proxyconnect", opOf(err) == "socks connect":
		return "check the target's proxy: that it is up, and its scheme, host and port"
	case errors.As(err, &unknown):
		return "if the gateway has a CA of its own, give the target its certificate (ca)"
	case errors.As(err, &name):
		return "use the host name that the certificate was issued for"
	case errors.As(err, &expired) && expired.Reason == x509.Expired:
		return "ask the gateway's operator about its certificate, if this machine's clock is right"
	case errors.As(err, &verify):
		return "ask the gateway's operator about its certificate"
	case errors.As(err, &lookup):
		return "check the host name in the target's baseUrl, and whether a proxy is needed"
	case err != nil && strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		return "the gateway speaks plain HTTP there: check the port, or, if it is on this machine, " +
			"write http:// in the target's baseUrl"
	case opOf(err) == "remote error": // an alert of TLS
		return alertHint(err.Error())
	}
	return "check that the gateway is up, and the host and port in the target's baseUrl"
}

// alertHint is for a gateway that ended the handshake and said why, as the error
// of crypto/tls has it.
func alertHint(text string) string {
	switch {
	case strings.Contains(text, "protocol version"):
		return "the gateway speaks no TLS 1.2 or later, and what is older is not safe: ask its operator"
	case strings.Contains(text, "unrecognized name"):
		return "use a host name that the gateway knows in the target's baseUrl"
	case strings.Contains(text, "certificate") || strings.Contains(text, "handshake failure"):
		return "if the gateway wants to see a certificate, give the target clientCert and clientKey that it accepts"
	}
	return "ask the gateway's operator what its TLS demands"
}

// opOf names what failed on the network, "" for anything else.
func opOf(err error) string {
	var op *net.OpError
	if !errors.As(err, &op) {
		return ""
	}
	return op.Op
}

// proxyError says that a proxy did not let a connection through.
type proxyError struct {
	code   int
	status string
}

func (e *proxyError) Error() string { return "the proxy answered " + e.status }

// letThrough is an error unless the proxy made the connection.
func letThrough(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{answer.StatusCode, answer.Status}
}

// kindOf sorts the errors of net/http. A connection that was never made is
// unreachable, however long that took: nothing was sent.
func kindOf(err error) Kind {
	var slow net.Error
	switch op := opOf(err); {
	case errors.Is(err, errTooLarge):
		return TooLarge
	case errors.Is(err, context.Canceled):
		return Interrupted
	case op == "dial", op == "proxyconnect", op == "socks connect":
		return Unreachable
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &slow) && slow.Timeout():
		return Timeout
	}
	return Unreachable
}

// broke reports whether a connection was made and then lost: the request may
// have arrived.
func broke(err error) bool {
	var op *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &op) && (op.Op == "read" || op.Op == "write")
}

// detailOf says in words what kind of error this is.
func detailOf(err error, took time.Duration) string {
	switch kind := kindOf(err); {
	case kind == TooLarge:
		return err.Error()
	case kind == Interrupted:
		return "the request was interrupted"
	case kind == Timeout:
		return fmt.Sprintf("the gateway did not answer within %s", took.Round(10*time.Millisecond))
	case broke(err):
		return "the gateway's answer broke off: " + err.Error()
	}
	return "the gateway cannot be reached: " + err.Error()
}

// BaseURLError says that no request can be made from the configured base URL.
type BaseURLError struct{ reason, remedy string }

// Error says what is wrong with the URL.
func (e *BaseURLError) Error() string { return "baseUrl is unusable: " + e.reason }

// Hint returns the likely remedy.
func (e *BaseURLError) Hint() string { return e.remedy }

// ExitCode is that of a wrong configuration.
func (e *BaseURLError) ExitCode() int { return 2 }
