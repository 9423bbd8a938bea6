package simulator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"time"

	"assay/support/simulator"
	"assay/support/spec"
)

// caller talks to a gateway through its handlers: no network, no waiting.
type caller struct {
	api, management http.Handler
	channels        [2]simulator.Channel
}

// newCaller makes a gateway with two channels whose wall stands still.
func newCaller(most int) *caller {
	c := &caller{channels: [2]simulator.Channel{
		{Name: "Test_Channel", EntityID: strings.Repeat("a", 32)}, {Name: "Other_Channel", EntityID: strings.Repeat("b", 32)},
	}}
	for i := range c.channels {
		c.channels[i].AccessToken = "model"
	}
	s := simulator.New(simulator.Config{
		Now: func() time.Time { return dawn }, MaxPayments: most, Channels: c.channels[:],
	})
	c.api, c.management = s.API(), s.Management()
	return c
}

// dawn is when every model begins.
var dawn = time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)

// transaction is what an answer says about one.
type transaction struct {
	ID, ReferencedID, PaymentType, Amount, Currency, Timestamp string
	MerchantTransactionID                                      string
	Result                                                     struct{ Code string }
}

// reply is an answer of the API.
type reply struct {
	status int
	header http.Header
	raw    string
	transaction
	Redirect struct {
		URL, Method string
		Parameters  []struct{ Name, Value string }
	}
	Payments []transaction
}

func (r reply) String() string { return fmt.Sprintf("HTTP %d %s", r.status, r.raw) }

// call sends parameters and holds the answer against what every answer
// promises: JSON, a documented code, and the status that goes with it (D03).
func (c *caller) call(channel int, verb, path string, form url.Values) (reply, error) {
	form.Set("entityId", c.channels[channel].EntityID)
	body := form.Encode()
	if verb == http.MethodGet {
		path, body = path+"?"+body, ""
	}
	a := c.plain(verb, "/"+path, body)
	if err := json.Unmarshal([]byte(a.raw), &a); err != nil {
		return a, fmt.Errorf("%s %s: %w in %s", verb, path, err, a)
	}
	if _, known := spec.LookupCode(a.Result.Code); !known {
		return a, fmt.Errorf("%s %s: the code is undocumented: %s", verb, path, a)
	}
	if want := statusOf(a.Result.Code); !slices.Contains(want, a.status) {
		return a, fmt.Errorf("%s %s: HTTP %d, want one of %d: %s", verb, path, a.status, want, a)
	}
	return a, nil
}

// statusOf returns the HTTP statuses that a code may have (D03, D15, D21).
func statusOf(code string) []int {
	switch code {
	case "800.120.100":
		return []int{429}
	case "700.400.580":
		return []int{400, 404}
	}
	if spec.VerdictOf(code) == spec.Rejected {
		return []int{400}
	}
	return []int{200}
}

// plain sends anything to the API's handler.
func (c *caller) plain(verb, address, body string) reply {
	r := httptest.NewRequest(verb, address, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer model")
	if verb == http.MethodPost {
		r.Header.Set("Content-Type", formEncoded)
	}
	w := httptest.NewRecorder()
	c.api.ServeHTTP(w, r)
	return reply{status: w.Code, header: w.Header(), raw: w.Body.String()}
}

const formEncoded = "application/x-www-form-urlencoded"

// advance moves the clocks of both channels.
func (c *caller) advance(d time.Duration) error {
	r := httptest.NewRequest(http.MethodPost, "/clock", strings.NewReader(fmt.Sprintf(`{"advance":%q}`, d.String())))
	w := httptest.NewRecorder()
	if c.management.ServeHTTP(w, r); w.Code != http.StatusOK {
		return errors.New(w.Body.String())
	}
	return nil
}

// visit goes through the page that a pending payment redirects to and presses
// the button there: approve, decline or cancel. It says where the gateway sends
// the shopper in the end.
func (c *caller) visit(pending reply, kind, button string) (string, error) {
	parameters := url.Values{}
	for _, p := range pending.Redirect.Parameters {
		parameters.Add(p.Name, p.Value)
	}
	var a reply
	if pending.Redirect.Method == http.MethodGet {
		a = c.plain(http.MethodGet, pending.Redirect.URL+"&"+parameters.Encode(), "")
	} else {
		a = c.plain(http.MethodPost, pending.Redirect.URL, parameters.Encode())
	}
	page := a.header.Get("Location")
	if a.status != http.StatusSeeOther || page == "" {
		return "", fmt.Errorf("the way to the %s page: %s", kind, a)
	}
	last := []string{"action=" + button}
	switch {
	case button == "approve":
		last = walks[kind].approval
	case button == "decline" && kind == "bnpl":
		last = []string{"action=refuse"}
	}
	forms := slices.Concat(walks[kind].way, [][]string{last})
	for i, form := range forms {
		door := page
		if kind == "qr" && i == len(forms)-1 && button != "cancel" {
			door = strings.Replace(page, "/page", "/device", 1)
		}
		if a = c.plain(http.MethodPost, door, encoded(form)); a.status != http.StatusSeeOther {
			return "", fmt.Errorf("%q on the %s page: %s", form, kind, a)
		}
	}
	return a.header.Get("Location"), nil
}

// encoded makes a body of "name=value" pairs.
func encoded(pairs []string) string {
	form := url.Values{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		form.Set(name, value)
	}
	return form.Encode()
}

// formOf reads "name=value" pairs.
func formOf(pairs ...string) url.Values {
	form, _ := url.ParseQuery(encoded(pairs)) // it was encoded just now
	return form
}
