package simulator

import (
	"slices"
	"time"

	"assay/support/spec"
)

var (
	denialIgnored   = wrongly("risk", "risk-denial-ignored", "a payment that risk rejects goes on to the bank")
	reviewForgotten = wrongly("risk", "review-forgotten",
		"a payment that is to be reviewed is answered as plainly approved")
	riskUnrecorded = wrongly("risk", "risk-check-unrecorded", "the risk check of a payment is no transaction of its own")
	riskNotEchoed  = wrongly("risk", "risk-parameters-lost", "an answer does not repeat the risk parameters")
)

// screening is the risk check within a payment.
type screening struct {
	asked  []byte // JSON members that repeat the request's risk
	found  string // result code of the check; "" = it was not made
	answer string // result code of the payment instead of success; "" = success

	// Guarded by chain.mu.
	check *payment // the check as a transaction (RI); nil = none
}

// unrepeated are the parameters of risk that no answer repeats: the gateway's
// own, and one that stands for an account.
var unrepeated = []string{"score", "accountToken"}

// screen notes that a payment's risk is to be checked: because its request says
// something of it, or because its channel checks all.
//
// Source: Fraud Management, "within a payment"; parameters.tsv, risk.*.
func (p *payment) screen(e *exchange) {
	asked := groupOf(&e.form, "risk")
	if asked == nil && e.profile.settings.risk == "" {
		return
	}
	p.risk = &screening{}
	asked = slices.DeleteFunc(asked, func(l leaf) bool { return slices.Contains(unrepeated, l.path) })
	if len(asked) > 0 && !e.profile.faulty(riskNotEchoed) {
		w := writer{}
		nest(&w, asked)
		p.risk.asked = w.b[1 : len(w.b)-1]
	}
}

// riskFound is the code of what a channel's risk check finds. How a real one is
// told what to find is not published; the channel's setting is the simulator's
// own.
func (c *settings) riskFound() string {
	switch c.risk {
	case "review":
		return codeReview
	case "reject", "reject-after":
		return codeRiskDenied
	}
	return codeRiskChecked
}

// checkRisk makes the risk check of a payment: what the request asks for (D24)
// if that is a matter of risk, or else what the channel finds. A rejection ends
// the payment before the bank hears of it; a review only if the bank agrees.
//
// Source: Result codes, 000.300.100, 000.400 and 100.400.
func (s *Server) checkRisk(e *exchange, p *payment) string {
	r := p.risk
	if r == nil {
		return ""
	}
	if asked, sent := parseAmount(e.form.get("risk.amount")); sent && asked < p.chain.ledger[0].amount {
		return codeRiskBelowAmount // parameters.tsv, risk.amount
	}
	r.found = e.profile.settings.riskFound()
	if asked := s.verdicts[e.order.trigger].code; ofRisk(asked) { // the table's own: the request's memory is used again
		r.found = asked
	}
	switch {
	case s.verdicts[r.found].state == rejected && e.profile.settings.risk == "reject-after":
		r.answer = codeRiskedAfter
	case s.verdicts[r.found].state == rejected && !e.profile.faulty(denialIgnored):
		return r.found
	case spec.VerdictOf(r.found) == spec.UnderReview && !e.profile.faulty(reviewForgotten):
		r.answer = r.found
	}
	return ""
}

// ofRisk says whether a result code is the outcome of a risk check.
func ofRisk(code string) bool {
	g, known := spec.GroupOf(code)
	return known && (g.Name == "reject-external-risk" || spec.VerdictOf(code) == spec.UnderReview)
}

// answered is the code that a payment answers with: the one that was decided on,
// or that of a review where it would be a plain success.
func (r *screening) answered(code string) string {
	if r == nil || r.answer == "" || spec.VerdictOf(code) != spec.Approved {
		return code
	}
	return r.answer
}

// keepRiskCheck keeps what the risk check of a new payment found, as a
// transaction that refers to it; with chain.mu held.
//
// Source: Webhooks, payload of type RISK.
func (s *Server) keepRiskCheck(p *payment, at time.Time) {
	r := p.risk
	if r == nil || r.found == "" || p.faulty(riskUnrecorded) {
		return
	}
	c := p.chain
	ri := p.follower(typeRI, at)
	ri.code, ri.move = r.found, len(c.ledger)
	m := &c.ledger[p.move]
	c.ledger = append(c.ledger, movement{
		kind: typeRI, on: p.move, currency: m.currency, mode: m.mode, state: s.verdicts[r.found].state, at: at,
	})
	r.check = ri
	s.keepFollower(ri)
}

// write adds the risk of an answer: what was asked, and the score.
func (r *screening) write(w *writer, score string) {
	asked := r != nil && len(r.asked) > 0
	if !asked && score == "" {
		return
	}
	w.open("risk", '{')
	w.textIf("score", score)
	if asked {
		w.raw(r.asked)
	}
	w.close('}')
}

var riskToldAsPayment = wrongly("risk", "risk-told-as-payment", "a notification of a risk check is of the type PAYMENT")

// noMoney is the presentationAmount of a risk check. Source: Webhooks, payload
// of type RISK.
const noMoney = "0.0"
