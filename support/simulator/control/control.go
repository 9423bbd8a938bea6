// Package control is the client of the simulator's management port: it leases
// channels, changes them, and moves their clocks.
//
// It is not a client of the payment API, and it does not know the simulator's
// code: what they share is the JSON on the wire.
//
// It may import the standard library only.
package control

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client speaks to one management port. It is safe for concurrent use.
type Client struct {
	base, token string
	http        *http.Client
}

// Channel is a leased channel: what a merchant needs to use it.
type Channel struct {
	EntityID    string `json:"entityId"`
	AccessToken string `json:"accessToken"`
	UserID      string `json:"userId"`
	Password    string `json:"password"`
	Name        string `json:"name"`
}

// Error is a refusal by the management port, or the lack of an answer.
type Error struct {
	Message string
	Remedy  string
	Err     error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return "simulator control: " + e.Message + ": " + e.Err.Error()
	}
	return "simulator control: " + e.Message
}

// Hint says what most likely helps.
func (e *Error) Hint() string { return e.Remedy }

// Unwrap returns the cause, if there is one.
func (e *Error) Unwrap() error { return e.Err }

// New makes a client of the management port at base, a URL. The token may be
// empty; a nil http.Client means the default one.
func New(base, token string, hc *http.Client) *Client {
	if hc == nil {
		hc = http.DefaultClient
	}
	return &Client{base: strings.TrimRight(base, "/") + "/", token: token, http: hc}
}

// Lease opens n channels like the template, whose keys are those of a channels
// file; nil means channels that may do everything.
func (c *Client) Lease(ctx context.Context, n int, template map[string]any) ([]Channel, error) {
	request := map[string]any{"count": n}
	if template != nil {
		request["template"] = template
	}
	var answer struct {
		Channels []Channel `json:"channels"`
	}
	if err := c.call(ctx, http.MethodPost, "channels", request, &answer); err != nil {
		return nil, err
	}
	if len(answer.Channels) != n {
		return nil, &Error{
			Message: fmt.Sprintf("asked for %d channels, got %d", n, len(answer.Channels)),
			Remedy:  "check that the address is the simulator's management port",
		}
	}
	return answer.Channels, nil
}

// Release closes channels and forgets their payments. Unknown ones are ignored.
func (c *Client) Release(ctx context.Context, entityIDs ...string) error {
	return c.call(ctx, http.MethodDelete, "channels", map[string]any{"entityIds": entityIDs}, nil)
}

// Configure merges a patch into a channel: lists and words replace, settings
// are merged, an empty setting means its default. Faults that are sent count
// from now on.
func (c *Client) Configure(ctx context.Context, entityID string, patch map[string]any) error {
	return c.call(ctx, http.MethodPatch, "channels/"+url.PathEscape(entityID), patch, nil)
}

// Advance moves a channel's clock forward; an empty entityID means all channels
// and those still to come.
func (c *Client) Advance(ctx context.Context, entityID string, d time.Duration) error {
	request := map[string]string{"advance": d.String(), "entityId": entityID}
	return c.call(ctx, http.MethodPost, "clock", request, nil)
}

// Clock reads a channel's clock; an empty entityID means that of new channels.
func (c *Client) Clock(ctx context.Context, entityID string) (time.Time, error) {
	var answer struct {
		Now time.Time `json:"now"`
	}
	err := c.call(ctx, http.MethodGet, "clock?entityId="+url.QueryEscape(entityID), nil, &answer)
	return answer.Now, err
}

// Receipt lets the money arrive that a payment by slip, transfer or later
// confirmation waits for.
func (c *Client) Receipt(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodPost, "payments/"+url.PathEscape(id)+"/receipt", nil, nil)
}

// Chargeback lets the shopper's bank take money back that a payment has brought
// in: an amount such as "40.00", or with an empty one all that is left.
func (c *Client) Chargeback(ctx context.Context, id, amount string) error {
	request := map[string]string{"amount": amount}
	return c.call(ctx, http.MethodPost, "payments/"+url.PathEscape(id)+"/chargeback", request, nil)
}

// Cancel gives up on a payment that waits for its shopper, on the merchant's
// behalf.
func (c *Client) Cancel(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodPost, "payments/"+url.PathEscape(id)+"/cancel", nil, nil)
}

// Review ends the review of a payment that risk wants a person to look at: its
// decision is "accept" or "reject".
func (c *Client) Review(ctx context.Context, id, decision string) error {
	request := map[string]string{"decision": decision}
	return c.call(ctx, http.MethodPost, "payments/"+url.PathEscape(id)+"/review", request, nil)
}

// Notices shows a channel's webhooks and what they were told, the newest last,
// as JSON: {"webhooks":[...],"notifications":[...]}.
func (c *Client) Notices(ctx context.Context, entityID string) ([]byte, error) {
	var answer json.RawMessage
	err := c.call(ctx, http.MethodGet, "webhooks?entityId="+url.QueryEscape(entityID), nil, &answer)
	return answer, err
}

// Channels lists the channels without their credentials, and the faults of all
// of them, as JSON: {"channels":[...],"faults":[...]}.
func (c *Client) Channels(ctx context.Context) ([]byte, error) {
	var answer json.RawMessage
	err := c.call(ctx, http.MethodGet, "channels", nil, &answer)
	return answer, err
}

// Payment shows one payment with what is linked to it, where its shopper is, and
// which of Receipt and Chargeback it is ready for, as JSON:
// {"payment":...,"answer":...,"linked":[...],"shopper":...,"offers":[...]}.
func (c *Client) Payment(ctx context.Context, id string) ([]byte, error) {
	var answer json.RawMessage
	err := c.call(ctx, http.MethodGet, "payments/"+url.PathEscape(id), nil, &answer)
	return answer, err
}

// Payments lists a channel's payments, oldest first, as JSON:
// {"payments":[...]}.
func (c *Client) Payments(ctx context.Context, entityID string) ([]byte, error) {
	var answer json.RawMessage
	err := c.call(ctx, http.MethodGet, "payments?entityId="+url.QueryEscape(entityID), nil, &answer)
	return answer, err
}

func (c *Client) call(ctx context.Context, verb, path string, request, answer any) error {
	var body io.Reader
	if request != nil {
		encoded, err := json.Marshal(request)
		if err != nil {
			return fmt.Errorf("simulator control: encode the request: %w", err)
		}
		body = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, verb, c.base+path, body)
	if err != nil {
		return fmt.Errorf("simulator control: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return &Error{Message: "no answer", Err: err, Remedy: "check that the simulator runs with a management port"}
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return &Error{Message: "the answer broke off", Err: err, Remedy: "check that the simulator still runs"}
	}
	if resp.StatusCode != http.StatusOK {
		return refusal(resp.StatusCode, raw)
	}
	if answer == nil {
		return nil
	}
	if err := json.Unmarshal(raw, answer); err != nil {
		return &Error{
			Message: "the answer is not that of a management port", Err: err,
			Remedy: "check that the address is the simulator's management port",
		}
	}
	return nil
}

func refusal(status int, raw []byte) error {
	var said struct {
		Error string `json:"error"`
		Hint  string `json:"hint"`
	}
	if err := json.Unmarshal(raw, &said); err != nil || said.Error == "" {
		said.Error = fmt.Sprintf("HTTP %d", status)
		said.Hint = "check that the address is the simulator's management port"
	}
	return &Error{Message: said.Error, Remedy: said.Hint}
}
