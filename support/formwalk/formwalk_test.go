package formwalk_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"assay/support/browser"
	"assay/support/formwalk"
	"assay/support/mask"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site serves pages by path; what is sent to /echo comes back as text.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch page, known := pages[r.URL.Path]; {
		case r.URL.Path == "/echo":
			_ = r.ParseForm()
			fmt.Fprintf(w, "<p>%s %s</p>", r.Method, r.Form.Encode())
		case r.URL.Path == "/round":
			http.Redirect(w, r, "/round", http.StatusSeeOther)
		case known:
			fmt.Fprint(w, page)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func open(t *testing.T, address string) (*formwalk.Tab, []browser.Event, error) {
	t.Helper()
	w := formwalk.New(formwalk.Options{Mask: mask.New(mask.Options{})})
	t.Cleanup(w.Close)
	var events []browser.Event
	tab, err := w.Open(t.Context(), func(e browser.Event) { events = append(events, e) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	err = tab.Go(t.Context(), address)
	return tab, events, err
}

const account = `<form method="post" action="/echo">
<input type="hidden" name="order" value="7">
<label>Name * <input name="name" required></label>
<label for="c">City</label><input id="c" name="city" value="Vienna">
<label>Country <select name="country"><option value="AT">Austria</option><option value="DE">Germany</option></select></label>
<fieldset><legend>Speed</legend>
<label><input type="radio" name="speed" value="slow" checked> Slow</label>
<label><input type="radio" name="speed" value="fast"> Fast</label></fieldset>
<label><input type="checkbox" name="terms"> I accept</label>
<input name="off" value="x" disabled>
<button name="action" value="pay">Pay</button> <button name="action" value="cancel" formnovalidate>Cancel</button>
</form>`

func TestAFormIsSentAsABrowserSendsIt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		do   []browser.Action
		sees string
	}{
		{
			"filled in",
			[]browser.Action{
				{Fill: "Name", With: "Jane & Jim"},
				{Choose: "Country", Option: "Germany"},
				{Choose: "Speed", Option: "Fast"},
				{Press: "I accept"},
				{Press: "Pay"},
			},
			"POST action=pay&city=Vienna&country=DE&name=Jane+%26+Jim&order=7&speed=fast&terms=on",
		},
		{
			"as it was",
			[]browser.Action{{Press: "Cancel"}},
			"POST action=cancel&city=Vienna&country=AT&name=&order=7&speed=slow",
		},
		{
			"with what may be left out",
			[]browser.Action{{Press: "Accept cookies", Optional: true}, {Press: "Cancel"}},
			"POST action=cancel",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab, _, err := open(t, site(t, map[string]string{"/": account})+"/")
			if err != nil {
				t.Fatal(err)
			}
			if err := tab.Walk(t.Context(), append(tt.do, browser.Action{See: tt.sees})); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPagesThatLeadOn(t *testing.T) {
	t.Parallel()
	const send = `<input type="hidden" name="token" value="t"><noscript><button>Continue</button></noscript></form>` +
		`<script>document.forms[0].submit()</script>`
	pages := map[string]string{
		"/post": `<form method="post" action="/echo">` + send,
		"/get":  `<form action="/echo">` + send,
		"/around": `<iframe name="in" title="Card check"></iframe>` +
			`<form action="/echo" target="in"><input type="hidden" name="a" value="1"></form>` +
			`<form method="post" action="/echo"><input type="hidden" name="b" value="2"></form>`,
		"/framed": `<h1>Outside</h1><button>Stay</button><iframe title="Card check" src="/question"></iframe>`,
		"/nested": `<h1>Around</h1><iframe title="Your payment" src="/framed"></iframe>`,
		"/question": `<form method="post" action="/answered"><label>Code <input name="code"></label>` +
			`<button>Approve</button></form>`,
		"/answered": `<p><a href="/echo?id=7" target="_parent">Back to the shop</a></p>`,
	}
	tests := []struct {
		path string
		do   []browser.Action
		sees string
	}{
		{"/post", nil, "POST token=t"},
		{"/get", nil, "GET token=t"},
		{"/around", nil, "POST b=2"},
		{"/framed", []browser.Action{
			{Fill: "Code", With: "1", Frame: browser.Path{"card check"}}, {Press: "Approve", Frame: browser.Path{"Card check"}},
		}, "GET id=7"},
		{"/nested", []browser.Action{
			{See: "Outside", Frame: browser.Path{"Your payment"}},
			{Fill: "Code", With: "1", Frame: browser.Path{"Your payment", "Card check"}},
			{Press: "Approve", Frame: browser.Path{"Your payment", "Card check"}},
			{See: "GET id=7", Frame: browser.Path{"Your payment"}},
		}, "Around"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			tab, _, err := open(t, site(t, pages)+tt.path)
			if err != nil {
				t.Fatal(err)
			}
			if err := tab.Walk(t.Context(), append(tt.do, browser.Action{See: tt.sees})); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhatCannotBeDone(t *testing.T) {
	t.Parallel()
	scripted := `<script src="/widget.js"></script><form class="paymentWidgets"></form>`
	tests := []struct {
		name, path string
		do         browser.Action
		kind       browser.Kind // "" = it needs scripts
		says       string
	}{
		{"a page that a script makes", "/scripted", browser.Action{Press: "Pay now"}, "", "made by scripts"},
		{"a button that only a script hears", "/button", browser.Action{Press: "Open"}, "", "made by scripts"},
		{"what is not there", "/", browser.Action{Press: "Buy"}, browser.NotFound, `no "Buy", it has "Slow", "Fast", "I accept"`},
		{"what must be given", "/", browser.Action{Press: "Pay"}, browser.Refused, "Name * must be given"},
		{"text that is not shown", "/", browser.Action{See: "Thank you"}, browser.NotFound, `does not show "Thank you"`},
		{"text that is still shown", "/", browser.Action{Gone: "City"}, browser.NotFound, `still shows "City"`},
		{"a frame that is not there", "/", browser.Action{Press: "Pay", Frame: browser.Path{"x"}}, browser.NotFound, `no frame "x"`},
		{
			"a frame that is not in the frame", "/nested",
			browser.Action{Press: "Pay", Frame: browser.Path{"a", "b"}},
			browser.NotFound, `the frame "a" has no frame "b"`,
		},
		{"no page before", "/", browser.Action{Back: true}, browser.NotFound, "no page to go back to"},
		{"an option that is not there", "/", browser.Action{Choose: "Country", Option: "Mars"}, browser.NotFound, `no "Mars"`},
		{"two things at once", "/", browser.Action{Press: "Pay", See: "x"}, browser.Misused, "exactly one"},
	}
	pages := map[string]string{
		"/": account, "/scripted": scripted, "/button": `<button type="button">Open</button>`,
		"/nested": `<iframe title="a" src="/"></iframe>`,
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab, _, err := open(t, site(t, pages)+tt.path)
			if err != nil {
				t.Fatal(err)
			}
			err = tab.Perform(t.Context(), tt.do)
			var failure *browser.Error
			errors.As(err, &failure)
			if err == nil || !strings.Contains(err.Error(), tt.says) ||
				(tt.kind == "") != errors.Is(err, formwalk.ErrNeedsScripts) || tt.kind != "" && failure.Kind != tt.kind {
				t.Errorf("error = %v, want %s %q", err, tt.kind, tt.says)
			}
		})
	}
}

func TestAnAddressThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, address, says, silent string }{
		{"nobody there", "http://127.0.0.1:1/?card.number=4111111111111111", "refused", "127.0.0.1:1"},
		{"round and round", site(t, nil) + "/round", "leads on and on", ""},
	} {
		_, events, err := open(t, tt.address)
		var failure *browser.Error
		if !errors.As(err, &failure) || failure.Kind != browser.Navigation || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: error = %v, want %q", tt.name, err, tt.says)
			continue
		}
		if failure.Silent != tt.silent {
			t.Errorf("%s: Silent = %q, want %q", tt.name, failure.Silent, tt.silent)
		}
		if all := fmt.Sprint(err, events); strings.Contains(all, "4111111111111111") {
			t.Errorf("%s: a card number is told: %s", tt.name, all)
		}
	}
}
