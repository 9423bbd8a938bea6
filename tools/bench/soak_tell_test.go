package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// teller is a client of a soak.
func teller(t *testing.T, answer http.HandlerFunc) *soakClient {
	t.Helper()
	return &soakClient{soak: soaking(t, answer), round: 1, wave: &histogram{}, known: map[string]string{}}
}

// Each name is known before it is used, and each member that is kept is there.
func TestStoriesCanBeTold(t *testing.T) {
	t.Parallel()
	c := teller(t, obliging())
	for _, s := range slices.Concat(stories, longStories) {
		if err := c.tell(t.Context(), s); err != nil {
			t.Error(err)
		}
	}
	for _, e := range c.endpoints {
		unserved := e.verb == http.MethodPost && e.shape == "v1/registrations/{id}" // nobody documents it
		if told := e.served.Load() > 0; told == (unserved || e.shopper) {
			t.Errorf("%s %s: told of = %v", e.verb, e.shape, told)
		}
	}
}

func TestStoriesNameTheStepThatGoesWrong(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path string
		status     int
		body, want string
	}{
		{
			"a status that was not expected", "/extendlife", 400, "",
			"a stored card, POST v1/registrations/{token}/extendlife: HTTP 400, want 200",
		},
		{
			"an answer without what is kept", "/v1/registrations", 200, `{"result":{"code":"000.100.110"}}`,
			"a stored card, POST v1/registrations: no id in the answer",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			oblige := obliging()
			c := teller(t, func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.URL.Path, tt.path) {
					oblige(w, r)
					return
				}
				if w.WriteHeader(tt.status); tt.body == "" {
					oblige(w, r)
					return
				}
				_, _ = w.Write([]byte(tt.body))
			})
			if err := c.tell(t.Context(), stories[0]); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
	unknown := story{"a riddle", []step{{verb: "GET", path: "v1/payments/{sphinx}"}}}
	if err := teller(t, obliging()).tell(t.Context(), unknown); err == nil ||
		!strings.Contains(err.Error(), "nothing is known of {sphinx}") {
		t.Errorf("error = %v", err)
	}
}

func TestMembersOfAnswers(t *testing.T) {
	t.Parallel()
	data := &soaked{body: []byte(`{"id":"1","records":[{"shortId":"2"}],"n":3}`)}
	page := &soaked{location: "http://shop.example/?checkoutId=4"}
	for _, tt := range []struct {
		a          *soaked
		path, want string
	}{
		{data, "id", "1"},
		{data, "records.0.shortId", "2"},
		{data, "records.1.shortId", ""},
		{data, "id.0", ""},
		{data, "n", ""},
		{page, "checkoutId", "4"},
		{page, "Location", page.location},
		{page, "id", ""},
	} {
		if got := tt.a.member(tt.path); got != tt.want {
			t.Errorf("member(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
}

// The soak asks for 3-D Secure with what a table says of browsers.
func TestBrowserIsRead(t *testing.T) {
	t.Parallel()
	c := teller(t, obliging())
	form, err := c.formOf(&step{with: browserForm, form: []string{"card.holder="}}, nil)
	if err != nil || form.Get("customer.browser.acceptHeader") != "text/html" || form.Get("card.number") == "" ||
		form.Has("card.holder") {
		t.Errorf("form = %v, error = %v", form, err)
	}
}
