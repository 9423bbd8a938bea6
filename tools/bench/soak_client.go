package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// soakClient is a merchant and its shoppers, one thing after the other.
type soakClient struct {
	*soak
	number, round int
	wave          *histogram
	known         map[string]string // id of what was made last, by path
	faulty        bool              // this round asks for a fault, so that any answer will do
}

// faultEvery is how many rounds there are to one with a fault. It has no factor
// in common with the rounds below, so that each kind is met with and without.
const faultEvery = 19

// soaked is what the soak reads of an answer.
type soaked struct {
	status   int
	location string
	body     []byte
	ID       string
	Result   *struct{ Code string }
	Codes    []any `json:"resultCodes"`
	Redirect struct {
		URL        string
		Method     string
		Parameters []struct{ Name, Value string }
	}
}

// work makes rounds until so many payments have been made by all together.
func (c *soakClient) work(ctx context.Context, until int64) error {
	for c.made.Load() < until {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.round++
		c.faulty = c.fault != "" && c.round%faultEvery == 0
		err := c.oneRound(ctx)
		if err != nil && !c.faulty {
			return fmt.Errorf("client %d, round %d: %w", c.number, c.round&0xffffffff, err)
		}
	}
	return nil
}

// oneRound is what a merchant does in a while: mostly payments by card and what
// follows, some with a shopper, the stories, and once in a while all that there is.
func (c *soakClient) oneRound(ctx context.Context) error {
	switch {
	case c.round%100 == 0:
		return c.everything(ctx)
	case c.round%10 == 0:
		return c.shopper(ctx)
	case c.round%300 == 5:
		return c.tell(ctx, longStories[(c.round/300+c.number)%len(longStories)])
	case c.round%10 == 5:
		return c.tell(ctx, stories[(c.round/10+c.number)%len(stories)])
	case c.round%10 == 1:
		_, err := c.send(ctx, http.MethodPost, "v1/registrations", c.card("paymentType="))
		return err
	}
	return c.byCard(ctx)
}

// card is a request with an account; an empty value takes a parameter out.
func (c *soakClient) card(pairs ...string) url.Values {
	form, _ := url.ParseQuery(paymentForm(c.server.entity, fmt.Sprintf("soak-%d-%d", c.number, c.round))) // our own
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		put(form, name, value)
	}
	return form
}

// put sets a parameter; an empty value takes it out.
func put(form url.Values, name, value string) {
	if form.Set(name, value); value == "" {
		form.Del(name)
	}
}

// byCard pays, takes steps and asks.
func (c *soakClient) byCard(ctx context.Context) error {
	kind := []string{"PA", "DB", "PA", "CD"}[c.round%4]
	form := c.card("paymentType=" + kind)
	switch c.round % 25 {
	case 3:
		form.Set("card.holder", "800.100.151")
	case 7:
		form.Set("amount", "1.5")
	}
	c.made.Add(1)
	a, err := c.send(ctx, http.MethodPost, "v1/payments", form)
	if err != nil || a.ID == "" {
		return err
	}
	steps := [][]string{{"CP", "40.00"}, {"RF", "10.00"}, {"RF", "999.00"}, {"RV", ""}, {"CB", "5.00"}, {"RB", "7.00"}}
	for _, step := range steps[c.round%len(steps):][:1] {
		form := url.Values{"entityId": {c.server.entity}, "paymentType": {step[0]}}
		if step[1] != "" {
			form.Set("amount", step[1])
			form.Set("currency", "EUR")
		}
		if _, err := c.send(ctx, http.MethodPost, "v1/payments/"+a.ID, form); err != nil {
			return err
		}
	}
	ask := "v1/query/" + a.ID
	if c.round%2 == 0 {
		ask = "v1/payments/" + a.ID
	}
	_, err = c.send(ctx, http.MethodGet, ask, url.Values{"entityId": {c.server.entity}})
	return err
}

// shopper pays with a brand that has a page, and goes through it: approves,
// cancels, or never comes.
func (c *soakClient) shopper(ctx context.Context) error {
	form := url.Values{
		"entityId": {c.server.entity}, "paymentType": {"DB"}, "amount": {"10.00"}, "currency": {"EUR"},
		"paymentBrand": {"KNET"}, "shopperResultUrl": {"http://127.0.0.1:9/back"},
		"merchantTransactionId": {fmt.Sprintf("shopper-%d-%d", c.number, c.round)},
	}
	c.made.Add(1)
	a, err := c.send(ctx, http.MethodPost, "v1/payments", form)
	if err != nil || a.Redirect.URL == "" || c.round%30 == 0 {
		return err
	}
	parameters := url.Values{}
	for _, p := range a.Redirect.Parameters {
		parameters.Add(p.Name, p.Value)
	}
	page, err := c.page(ctx, a.Redirect.URL, a.Redirect.Method, parameters)
	forms := []url.Values{
		{"action": {"login"}, "number": {"8888880000000001"}, "expiry": {"12/49"}, "pin": {"1234"}}, {"action": {"approve"}},
	}
	if c.round%20 == 0 {
		forms = []url.Values{{"action": {"cancel"}}}
	}
	for _, form := range forms {
		if err != nil {
			return err
		}
		_, err = c.page(ctx, page, http.MethodPost, form)
	}
	return err
}

// page asks for a page, which has to lead on, and returns where to.
func (c *soakClient) page(ctx context.Context, address, method string, form url.Values) (string, error) {
	if method == http.MethodGet {
		address, form = address+"&"+form.Encode(), nil
	} else {
		method = http.MethodPost
	}
	a, body, err := c.request(ctx, method, address, form)
	if err == nil && a.status != http.StatusSeeOther {
		err = fmt.Errorf("%s of a page: HTTP %d %.300s", method, a.status, body)
	}
	return a.location, err
}

// everything asks for every endpoint of the table with a request that is hardly
// ever right: whatever the answer is, it has to be one.
func (c *soakClient) everything(ctx context.Context) error {
	for _, e := range c.endpoints {
		form := c.card("merchantTransactionId=everything-00000001")
		if e.verb != http.MethodPost {
			form = url.Values{"entityId": {c.server.entity}}
		}
		for name, value := range e.query {
			form[name] = value
		}
		ask := c.send
		if e.page {
			ask = c.visit
		}
		if _, err := ask(ctx, e.verb, e.path(c.known, c.round), form); err != nil {
			return err
		}
	}
	return nil
}

// send sends parameters to the API and judges the answer.
func (c *soakClient) send(ctx context.Context, verb, path string, form url.Values) (soaked, error) {
	address, content := c.server.url+path, form
	if verb != http.MethodPost {
		address, content = address+"?"+form.Encode(), nil
	}
	a, body, err := c.request(ctx, verb, address, content)
	if err != nil {
		return a, err
	}
	a.body = body
	meet(c.endpoints, verb, path, form, a.status)
	if strings.Contains(path, ".js") && a.status == http.StatusOK {
		return a, nil // a script
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return a, fmt.Errorf("%s %s: HTTP %d is no JSON: %.300s", verb, path, a.status, body)
	}
	if a.Codes == nil && (a.Result == nil || !c.codes[a.Result.Code]) {
		return a, fmt.Errorf("%s %s: HTTP %d without a documented code: %.300s", verb, path, a.status, body)
	}
	if a.status >= http.StatusInternalServerError {
		return a, fmt.Errorf("%s %s: HTTP %d: %.300s", verb, path, a.status, body)
	}
	if verb == http.MethodPost && a.ID != "" && c.collections[path] {
		c.known[path] = a.ID
	}
	return a, nil
}

// request does one exchange and counts how long it takes.
func (c *soakClient) request(ctx context.Context, verb, address string, form url.Values) (soaked, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, verb, address, strings.NewReader(form.Encode()))
	if err != nil {
		return soaked{}, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.server.token)
	if verb == http.MethodPost {
		req.Header.Set("Content-Type", formType)
	}
	if c.faulty {
		req.Header.Set("Assay-Fault", c.fault)
	}
	started := time.Now()
	response, err := c.http.Do(req)
	if err != nil {
		return soaked{}, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	c.wave.add(time.Since(started))
	return soaked{status: response.StatusCode, location: response.Header.Get("Location")}, body, err
}
