package simulator_test

import (
	"strings"
	"testing"
)

// What one part of the gateway leaves for later is done when another part ends it.

func TestAnAutomaticCaptureAwaitsTheIssuer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		more []string
		want string
	}{
		{"an answer", nil, "CP 000.100.110"},
		{"a decline after the answer", []string{"card.holder=800.100.153"}, ""},
		{"a review after the answer", []string{"customParameters[forceResultCode]=000.400.000"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			s := g.challenged("5", append(tt.more, "paymentType=PA.CP", automatic)...)
			g.automatic().has("payments.0.result.code", "000.200.000").lacks("payments.1")
			s.enter(rightCode...)
			a := g.automatic().lacks("payments.2")
			got := strings.TrimSpace(a.text("payments.1.paymentType") + " " + a.text("payments.1.result.code"))
			if got != tt.want {
				t.Errorf("after %s comes %q, want %q", tt.name, got, tt.want)
			}
		})
	}
}

func TestARegistrationIsToldOfOnceItsPaymentHasPassed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer []string
		want   string
	}{
		{"the issuer", rightCode, "PAYMENT PA 000.200.000, REGISTRATION CREATED RG 000.100.110, PAYMENT PA 000.100.110"},
		{"nothing", []string{"action=cancel"}, "PAYMENT PA 000.200.000, PAYMENT PA 100.396.101"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, hook := hooked(t)
			g.challenged("5", "createRegistration=true").enter(tt.answer...)
			if got := summary(hook.deliveries()); got != tt.want {
				t.Errorf("told of %q, want %q", got, tt.want)
			}
		})
	}
}

// A decline that comes with an advice blocks the account, also when the issuer
// was asked before.
func TestAnAdviceCountsAfterTheIssuersQuestionToo(t *testing.T) {
	t.Parallel()
	g := start(t)
	withCard := "card.number=" + cardChallenge
	s := g.challenged("5", "card.holder=800.100.152 MAC 03")
	g.pay(visa("DB", withCard)).is(200, "000.100.110") // nothing is declined yet
	s.enter(rightCode...)
	g.get("v1/payments/"+s.pay.text("id")).is(400, "800.100.152")
	g.pay(visa("DB", withCard)).is(400, "700.601.003")
	g.pay(visa("DB")).is(200, "000.100.110")
}

func TestIncrementsWithAStoredAccount(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		ruin func(g *gateway, token string)
		want int
		code string
	}{
		{"that is good", func(*gateway, string) {}, 200, "000.100.110"},
		{"that is deleted", func(g *gateway, token string) { g.deregister(token).passes() }, 400, "100.150.202"},
		{"that has expired", func(g *gateway, _ string) { g.advance("1800h") }, 400, "100.100.303"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := g.registered(account("card.expiryMonth=01", "card.expiryYear=2027"))
			g.configure(`{"settings":{"validity":"2000h"}}`)
			id := g.payWith(token, "PA").is(200, "000.100.110").text("id")
			tt.ruin(g, token)
			g.payWith(token, "PA", "amount=5.00", "referenceUuid="+id,
				"standingInstruction.industryPractice=INCREMENTAL_AUTH").is(tt.want, tt.code).
				has("card.last4Digits", "0000", "referencedId", id)
		})
	}
}

// What is about no money has no amount in a report, and names what it is about.
func TestReportsOfWhatIsNoPayment(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account("merchantTransactionId=order-0001"))
	extended := g.post("v1/registrations/" + token + "/extendlife").passes().text("id")
	deleted := g.deregister(token).passes().text("id")
	g.get("v3/query/"+token, "includeLinkedTransactions=true").lists(token, extended, deleted).
		has("records.0.paymentType", "RG", "records.1.paymentType", "TE", "records.2.paymentType", "DR",
			"records.1.referencedId", token, "records.2.referencedId", token, "records.2.paymentMethod", "CC").
		lacks("records.0.amount", "records.1.amount", "records.2.amount", "records.0.referencedId")
	g.post("v1/threeDSecure", alone(cardFrictionless, "merchantTransactionId=order-0002")...).passes()
	g.get("v3/query", "merchantTransactionId=order-0002").
		has("records.0.paymentType", "3D", "records.0.threeDSecure.eci", "05", "records.0.paymentMethod", "CC").
		lacks("records.0.referencedId", "records.0.risk")
	g.advance("24h")
	g.settle("date.from=2026-11-22", "date.to=2026-11-22").lacks("aggregations.0")
}
