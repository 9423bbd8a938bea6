package browser

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// unreachable explains the browser's own word for why an address did not open.
func unreachable(address, word string) *Error {
	host := "the host"
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = u.Host
	}
	word = strings.TrimPrefix(word, "net::")
	text, hint := explain(host, word)
	if word != "" {
		text += ": " + word
	}
	cause := errors.New(text)
	if slices.Contains(offline, word) {
		cause = &reason{text: text, of: errOffline}
	}
	failure := &Error{Kind: Navigation, Err: cause, hint: hint, host: host}
	if word == withheld {
		failure.Kind = Withheld
	}
	if slices.Contains(silent, word) {
		failure.Silent = host
	}
	return failure
}

// withheld is the browser's word for a page whose headers forbid the frame it was
// asked for.
const withheld = "ERR_BLOCKED_BY_RESPONSE"

// silent are the browser's words for a host that has not answered, whole or at
// all. Those of a name or a certificate tell of a mistake in them.
var silent = []string{
	"ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_CONNECTION_CLOSED", "ERR_CONNECTION_ABORTED",
	"ERR_CONNECTION_FAILED", "ERR_CONNECTION_TIMED_OUT", "ERR_TIMED_OUT", "ERR_ADDRESS_UNREACHABLE", "ERR_EMPTY_RESPONSE",
	"ERR_SOCKET_NOT_CONNECTED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONTENT_LENGTH_MISMATCH",
}

// offline are the browser's words for trouble of this machine and of no other.
var offline = []string{
	"ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "ERR_NETWORK_IO_SUSPENDED", "ERR_NETWORK_ACCESS_DENIED",
	"ERR_INSUFFICIENT_RESOURCES",
}

// explain puts a word of the browser into those of a person.
func explain(host, word string) (text, hint string) {
	const network = "check the network of this machine, then run again"
	switch {
	case slices.Contains(offline, word):
		return "this machine has lost its network on the way to " + host, network
	case word == "ERR_BAD_SSL_CLIENT_AUTH_CERT", word == "ERR_SSL_CLIENT_AUTH_CERT_NEEDED":
		return host + " wants to see a certificate, and shoppers have none",
			"let its pages be shown to whoever comes; the target's clientCert is for the API alone"
	case word == "ERR_TUNNEL_CONNECTION_FAILED", strings.HasPrefix(word, "ERR_PROXY"), strings.HasPrefix(word, "ERR_SOCKS"):
		return "the proxy does not lead to " + host,
			"check the target's proxy, and that it lets a browser through without a password"
	case strings.HasPrefix(word, "ERR_CERT"), strings.HasPrefix(word, "ERR_SSL"), strings.HasPrefix(word, "ERR_BAD_SSL"):
		return "the certificate of " + host + " is not trusted",
			"trust the certificate by its key, or use the address that it was made for"
	case word == "ERR_NAME_NOT_RESOLVED", word == "ERR_BLOCKED_BY_CLIENT":
		return host + " is unknown, or not among the hosts that the browser may visit",
			"allow the host in the target's configuration"
	case word == "ERR_CONNECTION_REFUSED":
		return "nothing listens at " + host, ""
	case word == "ERR_TOO_MANY_REDIRECTS":
		return host + " redirects without end", ""
	case word == "ERR_ABORTED":
		return host + " sent no page (a download, or an answer without content)", ""
	case word == "ERR_TIMED_OUT", word == "ERR_CONNECTION_TIMED_OUT", word == "ERR_ADDRESS_UNREACHABLE":
		return "no way leads to " + host, network
	case strings.HasPrefix(word, "ERR_CONNECTION"), word == "ERR_EMPTY_RESPONSE", word == "ERR_SOCKET_NOT_CONNECTED":
		return host + " closed the connection without an answer", ""
	case strings.HasPrefix(word, "ERR_INCOMPLETE"), strings.HasPrefix(word, "ERR_CONTENT_LENGTH"):
		return host + " closed the connection in the middle of its answer", ""
	case word == withheld:
		return host + " forbids to show its page in this place", ""
	case word == "ERR_CACHE_MISS":
		return "the page came from a form and cannot be shown again without sending it again", ""
	}
	return host + " could not be opened", ""
}
