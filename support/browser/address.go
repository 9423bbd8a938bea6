package browser

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// locateLimit is how long a browser elsewhere may take to say where it is.
const locateLimit = 10 * time.Second

// AddressError says that a browser elsewhere is given by an address that cannot
// be one.
type AddressError struct{ problem string }

// Error says what is wrong, without the address: there may be a secret in it.
func (e *AddressError) Error() string {
	return "browser: the address of the remote browser " + e.problem
}

// Hint gives the forms there are.
func (e *AddressError) Hint() string {
	return "write http://host:9222, or the ws:// address that the browser, its service or Selenium Grid (se:cdp) gives"
}

// ExitCode is that of a set-up that the user can correct.
func (e *AddressError) ExitCode() int { return 2 }

// address is where a browser elsewhere can be reached. Nothing but its host is
// ever shown: path, query and user may be secrets.
type address struct{ url *url.URL }

// CheckURL says what is wrong with the address of a browser elsewhere. The error
// is an [*AddressError].
func CheckURL(raw string) error {
	_, err := parseAddress(raw)
	return err
}

// ShownURL returns as much of the address of a browser elsewhere as anybody may
// see: its scheme and host.
func ShownURL(raw string) string {
	at, err := parseAddress(raw)
	if err != nil {
		return "not an address"
	}
	return at.url.Scheme + "://" + at.host()
}

func parseAddress(raw string) (address, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	switch {
	case err != nil:
		return address{}, &AddressError{"is no URL"}
	case u.Hostname() == "":
		return address{}, &AddressError{"names no host"}
	}
	switch u.Scheme {
	case "ws", "wss", "http", "https":
		u.Fragment = ""
		return address{u}, nil
	}
	return address{}, &AddressError{fmt.Sprintf("begins with %q instead of ws, wss, http or https", u.Scheme)}
}

// host is all that may be shown.
func (a address) host() string { return a.url.Host }

// here says that the browser is on this machine.
func (a address) here() bool { return loopback(a.url.Hostname()) }

func loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

// secrets are the parts of the address that nobody must read.
func (a address) secrets() []string {
	var found []string
	if password, ok := a.url.User.Password(); ok {
		found = append(found, password)
	}
	for name, values := range a.url.Query() {
		name = strings.ToLower(name)
		for _, word := range []string{"token", "key", "secret", "pass", "auth", "sig"} {
			if strings.Contains(name, word) {
				found = append(found, values...)
				break
			}
		}
	}
	return found
}

// header carries the user of the address, if it has one.
func (a address) header() http.Header {
	header := http.Header{}
	if a.url.User != nil {
		password, _ := a.url.User.Password()
		pair := a.url.User.Username() + ":" + password
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
	}
	return header
}

// socket returns the address of the browser's own socket. A ws address that says
// more than a host is taken as it is; any other is asked for it, anew at each
// connection, because a browser has another one after each start.
func (a address) socket(ctx context.Context) (string, error) {
	u := *a.url
	u.User = nil
	direct := strings.HasPrefix(u.Scheme, "ws") && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "")
	if !direct {
		return a.discover(ctx)
	}
	if u.Scheme == "ws" && strings.Contains(u.Path, "/devtools/browser/") {
		u.Host = byNumber(ctx, u.Host)
	}
	return u.String(), nil
}

// discover asks for /json/version below the address. Only path and query of the
// answer count, since a browser behind a proxy does not know its own host.
func (a address) discover(ctx context.Context) (string, error) {
	u := *a.url
	u.User = nil
	u.Scheme = map[string]string{"ws": "http", "wss": "https"}[u.Scheme]
	if u.Scheme == "" {
		u.Scheme = a.url.Scheme
	}
	if u.Scheme == "http" {
		u.Host = byNumber(ctx, u.Host)
	}
	if !strings.HasSuffix(u.Path, "/json/version") {
		u.Path = strings.TrimSuffix(u.Path, "/") + "/json/version"
	}
	var version struct {
		Socket string `json:"webSocketDebuggerUrl"`
	}
	if err := a.get(ctx, u.String(), &version); err != nil {
		return "", err
	}
	socket, err := url.Parse(version.Socket)
	if err != nil || version.Socket == "" {
		return "", errors.New("its /json/version names no webSocketDebuggerUrl")
	}
	socket.Host = u.Host
	socket.Scheme = map[string]string{"http": "ws", "https": "wss"}[u.Scheme]
	if socket.RawQuery == "" {
		socket.RawQuery = u.RawQuery
	}
	return socket.String(), nil
}

// get reads JSON. Its errors show neither address nor answer.
func (a address) get(ctx context.Context, from string, v any) error {
	ctx, cancel := context.WithTimeout(ctx, locateLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return bare(err)
	}
	req.Header = a.header()
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return bare(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("it answers /json/version with HTTP %d", res.StatusCode)
	}
	if json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(v) != nil {
		return errors.New("it answers /json/version, but not as a browser does")
	}
	return nil
}

// byNumber replaces the name of a host by its number: a Chromium that is asked
// by name takes it for an attack and refuses.
func byNumber(ctx context.Context, host string) string {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if name == "localhost" || net.ParseIP(strings.Trim(name, "[]")) != nil {
		return host
	}
	numbers, err := net.DefaultResolver.LookupHost(ctx, name)
	if err != nil || len(numbers) == 0 {
		return host // whoever dials it says why
	}
	if port == "" {
		port = "80"
	}
	return net.JoinHostPort(numbers[0], port)
}
