package simulator

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

var actionAlwaysCreated = wrongly("webhooks", "webhook-always-created",
	"whatever happens to a stored account is told as its creation")

func created(string) string { return actionCreated }

// The actions that a notification about a registration names.
const (
	actionCreated = "CREATED"
	actionUpdated = "UPDATED"
	actionDeleted = "DELETED"
)

var (
	webhookSkipsPending       = wrongly("webhooks", "webhook-skips-pending", "a pending payment is not told of")
	webhookSkipsEnd           = wrongly("webhooks", "webhook-skips-end", "the end of a pending payment is not told of")
	webhookSkipsSteps         = wrongly("webhooks", "webhook-skips-back-office", "back-office operations are not told of")
	webhookSkipsRegistrations = wrongly("webhooks", "webhook-skips-registrations", "a stored account is not told of")
	webhookSkipsSchedules     = wrongly("scheduling", "webhook-skips-schedules", "a schedule is not told of")
	webhookSkipsAll           = wrongly("webhooks", "webhook-drops-everything", "nothing is told at all")
	webhookNoType             = wrongly("webhooks", "webhook-without-type", "a notification does not say what it is about")
	webhookNoAction           = wrongly("webhooks", "webhook-without-action",
		"a notification of a registration does not say what happened")
	webhookNoReference = wrongly("webhooks", "webhook-without-reference", "a notification has no merchantTransactionId")
	webhookAllFields   = wrongly("webhooks", "webhook-shows-customer-data", "NON_CUSTOMER_DATA holds nothing back")
	webhookAllTypes    = wrongly("webhooks", "webhook-ignores-types", "a webhook is told of what it was not set up for")
)

// notify tells the webhooks how far a payment has come, or what happened to a
// schedule; with chain.mu held. What is about a stored account has a
// notification of its own.
func (p *payment) notify() {
	profile := p.channel.profile.Load()
	if !p.channel.hears() || p.movesNothing() || p.untold(profile) {
		return
	}
	p.channel.tell(profile, p, p.noticeType(profile), "")
}

// noticeType is the type of the notifications about a transaction.
func (p *payment) noticeType(c *profile) string {
	switch {
	case p.schedules():
		return "SCHEDULE"
	case p.checksRisk() && !c.faulty(riskToldAsPayment):
		return "RISK"
	}
	return "PAYMENT"
}

// announce is notify for whoever does not hold chain.mu.
func (p *payment) announce() {
	if !p.channel.hears() {
		return
	}
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	p.notify()
}

// notifyRegistration tells the webhooks what happened to a stored
// account: one of the actions; with chain.mu held.
func (p *payment) notifyRegistration(action string) {
	profile := p.channel.profile.Load()
	if p.channel.hears() && !profile.faulty(webhookSkipsAll) && !profile.faulty(webhookSkipsRegistrations) {
		p.channel.tell(profile, p, "REGISTRATION", profile.altered(actionAlwaysCreated, created, action))
	}
}

// untold says whether a faulty channel keeps this event to itself.
func (p *payment) untold(c *profile) bool {
	waits := p.state() == pending
	return c.faulty(webhookSkipsAll) ||
		c.faulty(webhookSkipsPending) && waits ||
		c.faulty(webhookSkipsEnd) && !waits && p.session != nil ||
		c.faulty(webhookSkipsSteps) && p.on != "" ||
		c.faulty(webhookSkipsSchedules) && p.schedules()
}

// wants says whether a webhook is to be told of notifications of this type.
func (h Webhook) wants(c *profile, kind string) bool {
	return permits(h.Types, kind+"S") || c.faulty(webhookAllTypes)
}

// notification writes what a webhook is told: the payment as reports have it,
// and what only notifications say; with chain.mu held. A payload that shows a
// pending payment has no redirect object.
//
// Source: Webhooks, payload. That the members of a rejected payment are those
// of its answer is concluded, not sourced.
func (s *Server) notification(c *profile, h Webhook, p *payment, kind, action string) []byte {
	w := writer{b: []byte{'{'}}
	if !c.faulty(webhookNoType) {
		w.text("type", kind)
	}
	if !c.faulty(webhookNoAction) {
		w.textIf("action", action)
	}
	payload := writer{b: []byte{'{'}}
	s.members(&payload, p, true)
	if p.checksRisk() {
		payload.text("presentationAmount", noMoney)
	} else if p.state() != rejected && !p.movesNothing() {
		m := &p.chain.ledger[p.move]
		payload.amount("presentationAmount", m.amount)
		payload.text("presentationCurrency", m.currency)
	}
	payload.open("authentication", '{')
	payload.text("entityId", c.EntityID)
	payload.close('}')
	payload.textIf("channelName", c.Name)
	if p.bySchedule() {
		payload.text("source", schedulerSource)
	} else {
		payload.text("source", "SYSTEM")
	}
	payload.textIf("paymentMethod", s.methodOf(p))
	payload.text("buildNumber", s.buildNumber)
	payload.time("timestamp", p.at.Truncate(time.Millisecond), true)
	payload.text("ndc", p.trace(c.EntityID))
	payload.close('}')
	if h.Fields == nonCustomerData && !c.faulty(webhookAllFields) {
		payload.b = leaveOut(payload.b, customerData...)
	}
	if c.faulty(webhookNoReference) {
		payload.b = leaveOut(payload.b, "merchantTransactionId")
	}
	w.key("payload")
	w.b = append(append(w.b, payload.b...), '}')
	if s.vary != 0 {
		return vary(w.b, uint64(s.vary)+s.varied.Add(1))
	}
	return w.b
}

// trace is the ndc of all notifications about one payment: observed ones had
// the same. What was made in a checkout has the checkout's. Source: recorded
// notifications.
func (p *payment) trace(entity string) string {
	if p.chain.checkout != "" && p.on == "" && !p.faulty(checkoutNDCWrong) {
		return p.chain.checkout
	}
	var b [32]byte
	putHex(b[:16], mix(p.channel.ids.key^p.number<<1))
	putHex(b[16:], mix(p.number^p.channel.ids.key>>1))
	return entity + "_" + string(b[:])
}

// customerData is what NON_CUSTOMER_DATA leaves out: groups about people, and
// the names on accounts. Which members the platform leaves out is not
// published; these are decided.
var customerData = []string{
	"customer", "billing", "shipping", "corporate", "recipient",
	"card.holder", "bankAccount.holder", "virtualAccount.holder",
}

// leaveOut takes members out of a JSON object, by name or by a group and name,
// and keeps the others as and where they are.
func leaveOut(object []byte, names ...string) []byte {
	d := json.NewDecoder(bytes.NewReader(object))
	if opening, err := d.Token(); err != nil || opening != json.Delim('{') {
		return object
	}
	w := writer{b: []byte{'{'}}
	for d.More() {
		key, err := d.Token()
		name, _ := key.(string)
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return object
		}
		if slices.Contains(names, name) {
			continue
		}
		var inner []string
		for _, other := range names {
			if group, member, nested := strings.Cut(other, "."); nested && group == name {
				inner = append(inner, member)
			}
		}
		if inner != nil {
			value = leaveOut(value, inner...)
		}
		w.key(name)
		w.b = append(w.b, value...)
	}
	return append(w.b, '}')
}
