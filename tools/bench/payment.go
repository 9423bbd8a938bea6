package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

const formType = "application/x-www-form-urlencoded; charset=UTF-8"

// paymentForm is the request that apiScenario makes.
func paymentForm(entity, reference string) string {
	return url.Values{
		"entityId": {entity}, "paymentType": {"PA"}, "paymentBrand": {"VISA"}, "amount": {"92.00"},
		"currency": {"EUR"}, "merchantTransactionId": {reference}, "card.number": {"4200000000000000"},
		"card.holder": {"Jane Jones"}, "card.expiryMonth": {"05"}, "card.cvv": {"123"},
		"card.expiryYear": {strconv.Itoa(time.Now().Year() + 2)},
	}.Encode()
}

// answer is what a server said.
type answer struct {
	Header http.Header
	Body   []byte
}

// post sends a form and reads the answer, which must be HTTP 200.
func post(ctx context.Context, client *http.Client, address, token, form string) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", formType)
	return do(client, req, token)
}

func do(client *http.Client, req *http.Request, token string) (*answer, error) {
	req.Header.Set("Authorization", "Bearer "+token)
	response, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("HTTP %d: %.500s", response.StatusCode, body)
	}
	return &answer{response.Header, body}, nil
}

// samplePayment asks the simulator for the answer that the empty server is to
// give.
func samplePayment(ctx context.Context, g *server, form string) (*answer, error) {
	return post(ctx, http.DefaultClient, g.url+"v1/payments", g.token, form)
}

// save writes the answer for another process.
func (a *answer) save(file string) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o600)
}

// pendingPage starts a payment and returns the address of the page that its
// shopper would see.
func pendingPage(ctx context.Context, g *server) (string, error) {
	form := "entityId=" + g.entity + "&paymentType=DB&paymentBrand=PAYPAL&amount=92.00&currency=EUR" +
		"&shopperResultUrl=" + url.QueryEscape("http://127.0.0.1:9/back")
	a, err := post(ctx, http.DefaultClient, g.url+"v1/payments", g.token, form)
	if err != nil {
		return "", err
	}
	var pending struct {
		Redirect struct {
			URL        string
			Parameters []struct{ Name, Value string }
		}
	}
	if err := json.Unmarshal(a.Body, &pending); err != nil {
		return "", err
	}
	page, err := url.Parse(pending.Redirect.URL)
	if err != nil || page.Host == "" {
		return "", fmt.Errorf("the pending payment has no page: %.500s", a.Body)
	}
	query := page.Query()
	for _, p := range pending.Redirect.Parameters {
		query.Set(p.Name, p.Value)
	}
	page.RawQuery = query.Encode()
	return page.String(), nil
}
