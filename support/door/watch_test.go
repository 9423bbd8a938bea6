package door_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"assay/support/simulator/control"
)

func (h house) control() *control.Client { return control.New(h.gateway.ManageURL, "", nil) }

// clock is the time of the channel that things are tried out on.
func (h house) clock() (time.Time, error) {
	return h.control().Clock(h.t.Context(), h.gateway.Channel.EntityID)
}

// configure changes that channel.
func (h house) configure(patch map[string]any) {
	h.t.Helper()
	if err := h.control().Configure(h.t.Context(), h.gateway.Channel.EntityID, patch); err != nil {
		h.t.Fatal(err)
	}
}

var newest = regexp.MustCompile(`href="/payments/([0-9a-f]{32})"`)

// made sends an example and returns the id of what came of it.
func (h house) made(example string, own url.Values) string {
	h.t.Helper()
	h.send(example, own)
	found := newest.FindStringSubmatch(h.get(""))
	if found == nil {
		h.t.Fatalf("%s leaves nothing among the payments", example)
	}
	return found[1]
}

// want looks for texts on a page.
func want(t *testing.T, about, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("%s lacks %q:\n%s", about, text, page)
		}
	}
}

// The answer reads as the merchant got it, with letters that mean something in HTML.
func TestAnAnswerIsShownAsItWasSent(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.made("debit", url.Values{"p:card.holder": {"Jane <b> & Jones"}})
	answer := shown(h.get("payments/" + id))["Answer"]
	want(t, "the answer", answer, `"holder": "Jane <b> & Jones"`)
}

// What the merchant is told, and how that fares, is on both pages.
func TestWebhooksAreWatched(t *testing.T) {
	t.Parallel()
	h := open(t)
	gone := "http://127.0.0.1:9/hook" // nobody listens there
	h.configure(map[string]any{"webhooks": []map[string]any{
		{"url": gone, "secret": strings.Repeat("3f1e9c0d", 8), "active": true, "types": []string{"PAYMENTS"}},
	}})
	id := h.made("debit", nil)
	if _, page := h.post("clock", url.Values{"entityId": {h.gateway.Channel.EntityID}, "advance": {"30s"}}); page == "" {
		t.Fatal("the clock was not moved")
	}
	for about, page := range map[string]string{"the list": h.get(""), "the payment": h.get("payments/" + id)} {
		want(t, about, page, "<code>"+gone+"</code>", "<td>waiting</td>", `data-label="attempts">1<`, "no connection")
	}
	want(t, "the list", h.get(""), "PAYMENTS; 1 waiting")
}

// A gateway that misbehaves on purpose says so, or people would look for the
// mistake in their own code.
func TestFaultsInForceAreABanner(t *testing.T) {
	t.Parallel()
	h := open(t)
	if page := h.get(""); strings.Contains(page, "misbehaves") {
		t.Error("a channel that behaves is said to misbehave")
	}
	h.configure(map[string]any{"faults": []string{"delay=1ms;on=POST:payments"}})
	want(t, "the list", h.get(""), "misbehaves on purpose", "delay=1ms;on=POST:payments")
}

// What no merchant can bring about has a button where it may happen.
func TestWhatMayHappenToAPayment(t *testing.T) {
	t.Parallel()
	h := open(t)
	slip := h.made("debit", url.Values{
		"p:paymentType": {"PA"}, "p:paymentBrand": {"OXXO"}, "p:currency": {"MXN"}, "p:card.number": {""}, "p:card.holder": {""},
		"p:card.expiryMonth": {""}, "p:card.expiryYear": {""}, "p:card.cvv": {""},
		"more": {"shopperResultUrl=http://127.0.0.1:9/\ncustomer.givenName=Jane\ncustomer.surname=Jones\n" +
			"customer.email=jane@example.com\nbilling.country=MX"},
	})
	want(t, "a list of one", h.get(""), "1 transaction, the newest payments first")
	want(t, "a slip", h.get("payments/"+slip), "Let the shopper's money arrive")
	status, page := h.post("payments/"+slip+"/receipt", nil)
	if want(t, "a paid slip", page, `class="state approved"`); status != http.StatusOK {
		t.Errorf("money that arrives is answered with %d", status)
	}
	given := h.made("redirect", nil)
	want(t, "a payment whose shopper is away", h.get("payments/"+given), "Cancel it as the merchant")
	_, page = h.post("payments/"+given+"/cancel", nil)
	want(t, "a cancelled payment", page, `class="state rejected"`, "100.396.201")
	want(t, "a list of three", h.get(""), "3 transactions, the newest payments first")
	debit := h.made("debit", nil)
	want(t, "a debit", h.get("payments/"+debit), "charge it back")
	_, page = h.post("payments/"+debit+"/chargeback", url.Values{"amount": {"40.00"}})
	want(t, "a debit that was charged back", page, ">CB<", "40.00 EUR")
	if strings.Contains(page, "charge it back") {
		t.Error("a second chargeback is offered")
	}
}

// What cannot be meant changes nothing, and the page says what can.
func TestWhatCannotHappenIsExplained(t *testing.T) {
	t.Parallel()
	h := open(t)
	own := h.gateway.Channel.EntityID
	debit := h.made("debit", nil)
	tests := []struct {
		name, path string
		form       url.Values
		status     int
		says       string
	}{
		{"a clock that goes back", "clock", url.Values{"entityId": {own}, "advance": {"-1h"}}, 422, "forward only"},
		{"a clock that stands", "clock", url.Values{"entityId": {own}, "advance": {"0s"}}, 422, "forward only"},
		{"a clock by a word", "clock", url.Values{"entityId": {own}, "advance": {"tomorrow"}}, 422, "forward only"},
		{"a clock by a lifetime", "clock", url.Values{"entityId": {own}, "advance": {"900000h"}}, 422, "forward only"},
		{"the clock of nobody", "clock", url.Values{"entityId": {"nobody"}, "advance": {"1h"}}, 422, "no channel"},
		{"an amount that is none", "payments/" + debit + "/chargeback", url.Values{"amount": {"all"}}, 422, "no amount"},
		{"more than was paid", "payments/" + debit + "/chargeback", url.Values{"amount": {"92.01"}}, 422, "cannot be charged back"},
		{"the merchant is too late", "payments/" + debit + "/cancel", nil, 422, "does not wait for its shopper"},
		{"money for a card", "payments/" + debit + "/receipt", nil, 422, "does not wait for money"},
		{"a chargeback of nothing", "payments/8a00/chargeback", nil, 422, "no payment has the id"},
		{"what never happens", "payments/" + debit + "/theft", nil, 404, "Nothing of that kind"},
		{"what comes before nothing", "try/nothing/before", nil, 404, "No such example"},
		{"a form without end", "try/debit", url.Values{"more": {strings.Repeat("x", 300<<10)}}, 400, "could not be read"},
	}
	before, err := h.clock()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		status, page := h.post(tt.path, tt.form)
		if status != tt.status {
			t.Errorf("%s is answered with %d, want %d", tt.name, status, tt.status)
		}
		want(t, tt.name, page, tt.says)
		if strings.Contains(page, "simulator control") {
			t.Errorf("%s is told in the words of a program: %s", tt.name, page)
		}
	}
	if after, err := h.clock(); err != nil || after.Sub(before) > time.Minute {
		t.Errorf("the clock went from %s to %s, %v", before, after, err)
	}
}
