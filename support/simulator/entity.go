package simulator

import "fmt"

// An entity may be below another one, as the channels of a merchant are: it has
// the login of the one above where it is given none of its own, and the webhooks
// of those above are told of it. All else is an entity's own: payments, settings,
// clock.
//
// Source: Authentication ("one token can serve several entities"); Webhooks,
// configuration ("for the entity and all descendants").

var (
	loginServesOne = wrongly("errors", "login-serves-one-entity", "a login opens no entity below the one that has it")
	childrenUntold = wrongly("webhooks", "webhook-skips-children", "a webhook is not told of the entities below its own")
)

// above returns the entity that a channel names as its parent, nil if it names
// none.
func (s *Server) above(c Channel) (*channel, error) {
	if c.Parent == "" {
		return nil, nil
	}
	if parent := s.channel(c.Parent); parent != nil {
		return parent, nil
	}
	return nil, wrongAt(&Error{
		Message: fmt.Sprintf("no channel has the entityId %q of the parent", c.Parent), Remedy: "open the parent first",
	}, "parent")
}

// login returns the login of a channel that is given none of its own: that of
// the entity above, or the one that all channels have.
func (s *Server) login(parent *channel) Channel {
	if parent == nil {
		return s.shared
	}
	return parent.profile.Load().Channel
}

// hears says whether a webhook could be told of what happens on the channel.
func (c *channel) hears() bool {
	for at := c; at != nil; at = at.parent {
		if len(at.profile.Load().Webhooks) > 0 {
			return true
		}
	}
	return false
}

// tell tells the webhooks of the channel, and of all entities above it, what
// happened to a payment; with chain.mu held.
func (c *channel) tell(own *profile, p *payment, kind, action string) {
	for at := c; at != nil; at = at.parent {
		if at != c && own.faulty(childrenUntold) {
			return
		}
		at.mail.tell(own, p, kind, action)
	}
}
