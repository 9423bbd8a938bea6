package simulator

import (
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Webhook is where a channel tells what happens on it, and how.
//
// Source: Webhooks, configuration.
type Webhook struct {
	URL     string   `json:"url"`
	Types   []string `json:"types,omitempty"`   // PAYMENTS, REGISTRATIONS, SCHEDULES, RISKS; none = all
	Fields  string   `json:"fields,omitempty"`  // ALL (default) or NON_CUSTOMER_DATA
	Secret  string   `json:"secret,omitempty"`  // 64 hex digits: the key of AES-256
	Wrapper string   `json:"wrapper,omitempty"` // "" or JSON: {"encryptedBody":...}
	Active  bool     `json:"active,omitempty"`  // a test notification was answered, now or earlier
}

// What a webhook may be set to.
const (
	hookPayments      = "PAYMENTS"
	hookRegistrations = "REGISTRATIONS"
	allFields         = "ALL"
	nonCustomerData   = "NON_CUSTOMER_DATA"
	wrapperJSON       = "JSON"
)

// hookTypes are what webhooks can be told of.
var hookTypes = []string{hookPayments, hookRegistrations, "SCHEDULES", "RISKS"}

// maxWebhooks bounds what one event sets in motion at one entity.
const maxWebhooks = 20

// checkWebhooks says what is wrong with a channel's webhooks.
func checkWebhooks(hooks []Webhook) error {
	if len(hooks) > maxWebhooks {
		return wrongAt(&Error{
			Message: "the channel has too many webhooks", Remedy: fmt.Sprintf("at most %d", maxWebhooks),
		}, "webhooks")
	}
	seen := map[string]bool{}
	for i, h := range hooks {
		if err := h.check(); err != nil {
			return wrongAt(err, "webhooks", strconv.Itoa(i))
		}
		if seen[h.URL] {
			return wrongAt(&Error{
				Message: "two webhooks of the channel have one url", Remedy: "give each its own",
			}, "webhooks", strconv.Itoa(i), "url")
		}
		seen[h.URL] = true
	}
	return nil
}

func (h Webhook) check() error {
	key, err := hex.DecodeString(h.Secret)
	u, wrong := url.Parse(h.URL)
	switch {
	case wrong != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return &Error{
			Message: "a webhook's url is not an absolute http or https address", Remedy: "use https://shop.example/hook",
		}
	case err != nil || len(key) != keyLength:
		return &Error{Message: "a webhook's secret is not a key", Remedy: "use 64 hex digits"}
	case h.Fields != "" && h.Fields != allFields && h.Fields != nonCustomerData:
		return &Error{
			Message: fmt.Sprintf("a webhook's fields cannot be %q", h.Fields), Remedy: "use ALL or NON_CUSTOMER_DATA",
		}
	case h.Wrapper != "" && h.Wrapper != wrapperJSON:
		return &Error{
			Message: fmt.Sprintf("a webhook's wrapper cannot be %q", h.Wrapper), Remedy: "use JSON, or leave it out",
		}
	}
	for _, t := range h.Types {
		if !slices.Contains(hookTypes, t) {
			return &Error{
				Message: fmt.Sprintf("a webhook has no type %q", t), Remedy: "the types are " + strings.Join(hookTypes, ", "),
			}
		}
	}
	return nil
}

// shown is a channel as the management port answers it: webhooks without their
// secrets, which their owner has.
func (c Channel) shown() Channel {
	c.Webhooks = slices.Clone(c.Webhooks)
	for i := range c.Webhooks {
		c.Webhooks[i].Secret = ""
	}
	return c
}

// uses says whether a channel tells a webhook anything.
func (p *profile) uses(h Webhook) bool {
	return (h.Active || p.faulty(webhookUntested)) && p.reaches(h)
}

// webhook returns the webhook in use that has an address.
func (p *profile) webhook(address string) (Webhook, bool) {
	for _, h := range p.Webhooks {
		if h.URL == address && p.uses(h) {
			return h, true
		}
	}
	return Webhook{}, false
}

// hosts are those beyond this machine that may be called; "*" stands for all.
type hosts []string

// check refuses webhooks that lead to other machines: a simulator never calls
// anybody whom its owner has not named.
func (a hosts) check(hooks []Webhook) error {
	for i, h := range hooks {
		u, err := url.Parse(h.URL)
		if err != nil || !local(u.Hostname()) && !a.allow(u.Hostname()) {
			return wrongAt(&Error{
				Message: "a webhook leads to another machine",
				Remedy:  "use a loopback address, or name its host when the simulator starts",
			}, "webhooks", strconv.Itoa(i), "url")
		}
	}
	return nil
}

func (a hosts) allow(host string) bool {
	return slices.Contains(a, "*") || slices.ContainsFunc(a, func(s string) bool { return strings.EqualFold(s, host) })
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// reachesHere says whether an address, resolved, is one of this machine.
func reachesHere(address string) bool {
	at, err := netip.ParseAddrPort(address)
	return err == nil && at.Addr().Unmap().IsLoopback()
}
