package opp

import (
	"assay/support/mask"
)

// Credentials are what a merchant presents to the gateway. An empty field is
// not sent, so that scenarios can leave anything out.
//
// Source: API Reference, "Authentication"; the legacy form: older reference
// clients of the vendor.
type Credentials struct {
	EntityID    string      // channel: 32 hexadecimal digits
	AccessToken mask.Secret // sent as Authorization: Bearer
	UserID      string      // of the legacy login
	Password    mask.Secret // of the legacy login
	Legacy      bool        // send authentication.* parameters instead of the header
}

// Channel is one merchant's view of the gateway: a client with credentials. It
// is cheap, one per scenario, and safe for concurrent use if its observer is.
type Channel struct {
	client  *Client
	cred    Credentials
	observe func(Exchange)

	gate     Gate
	hasty    bool
	answered *answered // nil without a gate
}

// Channel returns a channel for the given credentials, which are masked from
// now on. observe is called after each exchange, in the goroutine that asked;
// it may be nil.
func (c *Client) Channel(cred Credentials, observe func(Exchange)) *Channel {
	if cred.Legacy {
		c.mask.Learn(cred.Password.Reveal())
	} else {
		c.mask.Learn(cred.AccessToken.Reveal())
	}
	return &Channel{client: c, cred: cred, observe: observe}
}

// With returns a channel that presents other credentials to the same gateway
// and tells the same observer.
func (ch *Channel) With(cred Credentials) *Channel {
	other := ch.client.Channel(cred, ch.observe)
	other.gate, other.hasty, other.answered = ch.gate, ch.hasty, ch.answered
	return other
}

// Credentials returns what the channel presents.
func (ch *Channel) Credentials() Credentials { return ch.cred }

// String names the channel, and keeps fmt away from its credentials: fmt calls
// no methods on unexported fields, so Secret could not protect itself there.
func (ch *Channel) String() string { return "channel " + ch.cred.EntityID }

// GoString is String, for %#v.
func (ch *Channel) GoString() string { return ch.String() }

// parameters returns p with the credentials that travel as parameters before
// it. What p already names is left to p.
func (ch *Channel) parameters(p Params) Params {
	all := make(Params, 0, len(p)+3)
	add := func(name, value string) {
		if value != "" && !p.Has(name) {
			all = append(all, Param{name, value})
		}
	}
	if ch.cred.Legacy {
		add("authentication.userId", ch.cred.UserID)
		add("authentication.password", ch.cred.Password.Reveal())
		add("authentication.entityId", ch.cred.EntityID)
	} else {
		add("entityId", ch.cred.EntityID)
	}
	return append(all, p...)
}
