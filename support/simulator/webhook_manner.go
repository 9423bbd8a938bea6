package simulator

import (
	"bytes"
	"net/url"
)

// manner is how a channel tells its webhooks what happens, where the platform
// may do it in several ways. By default each thing is told once, in order, at
// any port.
type manner struct {
	twice         bool // each notification comes twice
	endFirst      bool // the end of a pending payment comes before its beginning
	standardPorts bool // only webhooks at ports 80 and 443 are told
}

// mannerSettings are the settings that make it. Source: Webhooks, delivery ("no
// guarantee of order", duplicates, ports).
var mannerSettings = []Setting{
	choice("notifications", []string{"twice", "end-first"}, "once and in order",
		"how webhooks are told: everything twice; the end of a payment before its beginning",
		func(s *settings, value string) {
			s.manner.twice, s.manner.endFirst = value == "twice", value == "end-first"
		}),
	word("webhook-ports", "standard", "any", "ports at which webhooks are told: 80 and 443",
		func(s *settings) { s.manner.standardPorts = true }),
}

var (
	webhookRepeatDiffers = wrongly("webhooks", "webhook-repeat-differs",
		"a notification that comes twice names another amount the second time")
	webhookAnyPort = wrongly("webhooks", "webhook-any-port",
		"a webhook at another port than 80 and 443 is told where only these are")
)

// otherPort is why a webhook is not called.
const otherPort = "the port is neither 80 nor 443"

// reaches says whether a channel calls the port of a webhook. How the platform
// refuses another port is not published: to tell it nothing is decided.
func (p *profile) reaches(h Webhook) bool {
	return !p.settings.manner.standardPorts || standardPort(h.URL) || p.faulty(webhookAnyPort)
}

func standardPort(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Port() == "" || u.Port() == "80" || u.Port() == "443")
}

// repeated is a message once more.
func (m *message) repeated(c *profile) *message {
	again := &message{hook: m.hook, kind: m.kind, id: m.id, waits: m.waits, body: m.body, born: m.born, due: m.due}
	if c.faulty(webhookRepeatDiffers) {
		again.body = bytes.Replace(m.body, []byte(`"amount":"`), []byte(`"amount":"1`), 1)
	}
	return again
}
