package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"assay/support/browser"
	"assay/support/simulator"
)

// merchants starts a gateway with a channel for each merchant of the crowd.
func merchants(t *testing.T) *simulator.Running {
	t.Helper()
	var channels []simulator.Channel
	for number := range crowd {
		channels = append(channels, simulator.Channel{
			Name: merchant(number), EntityID: entity(number), AccessToken: "token", Settings: map[string]string{"D26": "GET"},
		})
	}
	gateway, err := simulator.Start(t.Context(), simulator.Config{Channels: channels}, simulator.Listen{HTTP: true})
	ok(t, err)
	return gateway
}

func merchant(number int) string { return fmt.Sprintf("Merchant_%d", number+1) }
func entity(number int) string   { return fmt.Sprintf("8ac7a4%026x", number+1) }

// thanks starts a shop that every merchant uses. It repeats what it is told.
func thanks(t *testing.T) *httptest.Server {
	t.Helper()
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page(w, "Thank you", "<p>"+html.EscapeString(r.URL.Path)+"</p>")
	}))
}

// brandOf has a brand for each of six kinds of page.
var brandOf = []struct{ kind, brand string }{
	{"bank", "SOFORTUEBERWEISUNG"},
	{"wallet", "PAYPAL"},
	{"card", "KNET"},
	{"challenge", "BANCONTACT_LINK"},
	{"transfer", "PREPAYMENT"},
	{"qr", "TWINT"},
}

// endOf is how the gateway answers for a payment, by what its shopper did.
var endOf = map[string]struct {
	status int
	code   string
}{
	"approve": {http.StatusOK, "000.100.110"},
	"decline": {http.StatusBadRequest, "100.396.102"},
}

// order is something that one shopper of the crowd buys. No other has its amount.
type order struct {
	gateway, shop          string
	entity, merchant       string
	kind, brand            string
	outcome, amount, place string // place is the path that the shopper comes back to
}

func newOrder(gateway, shop string, number, repetition int) order {
	of := brandOf[(number+repetition)%len(brandOf)]
	o := order{
		gateway: gateway, shop: shop, entity: entity(number), merchant: merchant(number),
		kind: of.kind, brand: of.brand, outcome: "approve",
		amount: fmt.Sprintf("%d.%02d", (number+1)*100+repetition/100, repetition%100),
		place:  fmt.Sprintf("/%d/%d", number+1, repetition+1),
	}
	if (number+repetition)/len(brandOf)%2 == 1 {
		o.outcome = "decline"
	}
	return o
}

func (o order) String() string {
	return fmt.Sprintf("order %s: %s at %s for %s", o.place, o.outcome, o.brand, o.amount)
}

// pay makes the payment, leads its shopper through the page, and asks what became
// of it. alien is what the shopper or the merchant saw and should not have.
func (o order) pay(ctx context.Context, client *http.Client, b *browser.Browser) (alien string, err error) {
	var paid struct {
		ID       string
		Redirect struct {
			URL        string
			Parameters []struct{ Name, Value string }
		}
	}
	if err := o.send(ctx, client, &paid); err != nil {
		return "", err
	}
	address := paid.Redirect.URL
	for _, p := range paid.Redirect.Parameters {
		address += "&" + url.QueryEscape(p.Name) + "=" + url.QueryEscape(p.Value)
	}
	tab, err := b.Open(ctx, nil)
	if err != nil {
		return "", err
	}
	defer tab.Close()
	if err := tab.Go(ctx, address); err != nil {
		return "", err
	}
	shown, err := tab.Text(ctx)
	if err != nil {
		return "", err
	}
	if !o.alone(shown) {
		return shown, nil
	}
	actions, _ := browser.SimulatorJourneys().Find(o.brand, o.kind, o.outcome)
	if err := tab.Walk(ctx, append(actions, browser.Action{See: o.place})); err != nil {
		return "", err
	}
	at, err := tab.URL(ctx)
	if err != nil {
		return "", err
	}
	back, err := url.Parse(at)
	if err != nil || back.Path != o.place || back.Query().Get("id") != paid.ID {
		return at, err
	}
	return o.verdict(ctx, client, paid.ID)
}

var others = regexp.MustCompile(`Merchant_\d+|\d+\.\d\d\b`)

// alone reports whether a page names this merchant and this amount, and no other.
func (o order) alone(text string) bool {
	for _, name := range others.FindAllString(text, -1) {
		if name != o.merchant && name != o.amount {
			return false
		}
	}
	return strings.Contains(text, o.merchant) && strings.Contains(text, o.amount)
}

// send makes the payment.
func (o order) send(ctx context.Context, client *http.Client, v any) error {
	form := url.Values{
		"entityId": {o.entity}, "paymentType": {"DB"}, "paymentBrand": {o.brand}, "amount": {o.amount},
		"currency": {"EUR"}, "shopperResultUrl": {o.shop + o.place}, "bankAccount.country": {"DE"},
	}
	if o.brand != "SOFORTUEBERWEISUNG" {
		form.Del("bankAccount.country")
	}
	return o.ask(ctx, client, http.StatusOK, http.MethodPost, "v1/payments", form, v)
}

// verdict asks what became of a payment, and returns what of that is not right.
func (o order) verdict(ctx context.Context, client *http.Client, id string) (alien string, err error) {
	var found struct {
		ID, Amount string
		Result     struct{ Code string }
	}
	want := endOf[o.outcome]
	err = o.ask(ctx, client, want.status, http.MethodGet, "v1/query/"+id+"?entityId="+o.entity, nil, &found)
	if err != nil {
		return "", err
	}
	other := found.Amount != o.amount && want.status == http.StatusOK // a rejection does not repeat the amount
	if other || found.ID != id || found.Result.Code != want.code {
		return fmt.Sprintf("%+v", found), nil
	}
	return "", nil
}

// ask sends a request and reads the answer, which must have the status.
func (o order) ask(
	ctx context.Context, client *http.Client, status int, verb, path string, form url.Values, v any,
) error {
	req, err := http.NewRequestWithContext(ctx, verb, o.gateway+path, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer token")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := client.Do(req)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != status {
		return fmt.Errorf("%s %s: HTTP %d, want %d: %.300s", verb, path, response.StatusCode, status, body)
	}
	return json.Unmarshal(body, v)
}

// census knows processes that were seen at some time.
type census struct {
	mu   sync.Mutex
	pids map[int]bool
}

func (c *census) add(pids ...int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pids == nil {
		c.pids = map[int]bool{}
	}
	for _, pid := range pids {
		c.pids[pid] = true
	}
}

// alive counts those that still run.
func (c *census) alive() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for pid := range c.pids {
		if running(pid) {
			n++
		}
	}
	return n
}
