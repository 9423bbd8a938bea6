package door_test

import (
	"context"
	"errors"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"assay/support/door"
	"assay/support/simulator"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is a simulator with a door.
type house struct {
	t       *testing.T
	gateway *simulator.Running
	door    *door.Door
}

func open(t *testing.T) house {
	t.Helper()
	gateway, err := simulator.Start(context.Background(), simulator.Config{}, simulator.Listen{Manage: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = gateway.Close(context.Background()) })
	d, err := door.Open(door.Options{
		BaseURL: gateway.URL, CA: gateway.CA, CAFile: "/tmp/it's ours.pem", EntityID: gateway.Channel.EntityID,
		AccessToken: gateway.Channel.AccessToken, ManageURL: gateway.ManageURL,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		http.DefaultClient.CloseIdleConnections()
	})
	return house{t, gateway, d}
}

// ask sends a request and returns the status and the page.
func (h house) ask(r *http.Request) (int, string) {
	h.t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer.StatusCode, string(page)
}

func (h house) get(path string) string {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.door.URL+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	status, page := h.ask(r)
	if status != http.StatusOK {
		h.t.Fatalf("GET %s answers %d, want 200", path, status)
	}
	return page
}

func (h house) post(path string, form url.Values) (int, string) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.door.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", strings.TrimSuffix(h.door.URL, "/"))
	return h.ask(r)
}

var input = regexp.MustCompile(`<input id="[^"]*" name="([^"]*)" value="([^"]*)"`)

// form reads what a page has filled in.
func form(page string) url.Values {
	values := url.Values{}
	for _, found := range input.FindAllStringSubmatch(page, -1) {
		values.Set(html.UnescapeString(found[1]), html.UnescapeString(found[2]))
	}
	return values
}

var pre = regexp.MustCompile(`(?s)<pre tabindex="0" aria-label="([^"]*)">(.*?)</pre>`)

// shown reads the texts of a page by their labels.
func shown(page string) map[string]string {
	texts := map[string]string{}
	for _, found := range pre.FindAllStringSubmatch(page, -1) {
		texts[found[1]] = html.UnescapeString(found[2])
	}
	return texts
}

// Another page in the same browser can neither read nor send.
func TestOnlyItsOwnPagesGetIn(t *testing.T) {
	t.Parallel()
	h := open(t)
	tests := []struct {
		name, verb, path, host, origin string
		want                           int
	}{
		{"a browser on this machine", "GET", "", "", "", 200},
		{"a program that looks whether it is there", "HEAD", "", "", "", 200},
		{"a name that somebody else has pointed here", "GET", "", "evil.example.com:80", "", 403},
		{"a form of another page", "POST", "try/debit", "", "https://evil.example.com", 403},
		{"a form of nobody", "POST", "try/debit", "", "", 403},
		{"a moved clock of another page", "POST", "clock", "", "https://evil.example.com", 403},
		{"a moved clock of nobody", "POST", "clock", "", "", 403},
		{"a chargeback of another page", "POST", "payments/8a00/chargeback", "", "http://127.0.0.1:1", 403},
		{"what comes before, of an opaque page", "POST", "try/refund/before", "", "null", 403},
		{"a deletion", "DELETE", "payments/8a00", "", "", 403},
		{"a name of this machine that is none", "GET", "", "localhost.evil.example.com", "", 403},
		{"this machine by its name", "GET", "", "localhost", "", 200},
		{"this machine by its newer address", "GET", "", "[::1]:80", "", 200},
		{"the same at the usual port", "GET", "", "[::1]", "", 200},
		{"a page that is not there", "GET", "nothing", "", "", 404},
		{"an example that is not there", "GET", "try/nothing", "", "", 404},
		{"a payment that is not there", "GET", "payments/8a00", "", "", 404},
		{"a channel that is not there any more", "GET", "?entityId=8a00", "", "", 404},
		{"a description that was not given", "GET", "openapi.yaml", "", "", 404},
		{"an asset that is not there", "GET", "assets/layout.html", "", "", 404},
	}
	for _, tt := range tests {
		r, err := http.NewRequestWithContext(t.Context(), tt.verb, h.door.URL+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if tt.host != "" {
			r.Host = tt.host
		}
		if tt.origin != "" {
			r.Header.Set("Origin", tt.origin)
		}
		if status, _ := h.ask(r); status != tt.want {
			t.Errorf("%s is answered with %d, want %d", tt.name, status, tt.want)
		}
	}
}

func TestWhatCannotBeSentIsExplained(t *testing.T) {
	t.Parallel()
	h := open(t)
	status, page := h.post("try/capture", url.Values{"p:paymentType": {"CP"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "give its id") {
		t.Errorf("a capture of nothing is answered with %d, want 422 and what is missing", status)
	}
	status, page = h.post("try/result-codes", url.Values{"more": {"no equals sign"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "name=value") {
		t.Errorf("a parameter without a value is answered with %d, want 422 and the form", status)
	}
	if err := h.gateway.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	status, page = h.post("try/result-codes", nil)
	if status != http.StatusBadGateway || !strings.Contains(page, `role="alert"`) {
		t.Errorf("a gateway that is gone is answered with %d, want 502 and the reason", status)
	}
}

func TestTheDoorOpensOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for listen, want := range map[string]string{
		"0.0.0.0:0": "on loopback only", "192.0.2.1:80": "on loopback only", ":0": "on loopback only",
		"nonsense": "missing port", "127.0.0.1": "missing port",
	} {
		_, err := door.Open(door.Options{Listen: listen, BaseURL: "http://127.0.0.1:1/"})
		var hint interface{ Hint() string }
		if !errors.As(err, &hint) || hint.Hint() == "" || !strings.Contains(err.Error(), want) {
			t.Errorf("listening on %s: %v, want %q and a hint", listen, err, want)
		}
	}
}
