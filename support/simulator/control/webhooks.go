package control

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// Webhook is where a channel tells what happens on it, and how.
type Webhook struct {
	URL     string   `json:"url"`
	Types   []string `json:"types,omitempty"`   // PAYMENTS, REGISTRATIONS, SCHEDULES, RISKS; none = all
	Fields  string   `json:"fields,omitempty"`  // ALL (default) or NON_CUSTOMER_DATA
	Secret  string   `json:"secret"`            // 64 hex digits
	Wrapper string   `json:"wrapper,omitempty"` // "" or JSON
}

// Failure is an attempt to notify that failed.
type Failure struct {
	At     string `json:"at"` // RFC 3339, by the channel's clock
	URL    string `json:"url"`
	Type   string `json:"type"` // PAYMENT or REGISTRATION
	ID     string `json:"id"`   // of the transaction
	Try    int    `json:"try"`
	Reason string `json:"reason"`
}

// SetWebhooks replaces the webhooks of a channel. They are inactive until
// [Client.ActivateWebhooks].
func (c *Client) SetWebhooks(ctx context.Context, entityID string, hooks ...Webhook) error {
	return c.Configure(ctx, entityID, map[string]any{"webhooks": append([]Webhook{}, hooks...)})
}

// ActivateWebhooks lets the simulator send its test notification to each
// webhook of a channel. It is an error if one of them does not answer with 2xx.
func (c *Client) ActivateWebhooks(ctx context.Context, entityID string) error {
	var answer struct {
		Webhooks []struct {
			URL    string `json:"url"`
			Active bool   `json:"active"`
			Reason string `json:"reason"`
		} `json:"webhooks"`
	}
	request := map[string]string{"entityId": entityID}
	if err := c.call(ctx, http.MethodPost, "webhooks/activate", request, &answer); err != nil {
		return err
	}
	for _, h := range answer.Webhooks {
		if !h.Active {
			return &Error{
				Message: fmt.Sprintf("the webhook %s did not take its test notification: %s", h.URL, h.Reason),
				Remedy:  "check that the shop is up and has the webhook's secret",
			}
		}
	}
	return nil
}

// Flush waits until every notification of a channel that is due was tried.
func (c *Client) Flush(ctx context.Context, entityID string) error {
	return c.call(ctx, http.MethodPost, "webhooks/flush", map[string]string{"entityId": entityID}, nil)
}

// WebhookFailures lists the attempts that failed on a day ("2026-11-22"), by
// the channel's clock; "" means today.
func (c *Client) WebhookFailures(ctx context.Context, entityID, day string) ([]Failure, error) {
	var answer struct {
		Failures []Failure `json:"failures"`
	}
	query := url.Values{"entityId": {entityID}, "day": {day}}
	err := c.call(ctx, http.MethodGet, "webhooks/failures?"+query.Encode(), nil, &answer)
	return answer.Failures, err
}
