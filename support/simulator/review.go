package simulator

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"assay/support/spec"
)

var (
	reviewCapturesNothing = wrongly("risk", "review-captures-nothing", "a PA.CP that a review accepts is not captured")
	reviewKeepsMoney      = wrongly("risk", "review-keeps-money",
		"a payment that a review rejects can still be captured and refunded")
	reviewUntold = wrongly("risk", "review-untold", "no notification tells how a review ended")
)

// reviewPayment answers POST /payments/{id}/review on the management port: a
// person has looked at a payment that risk wanted reviewed, and accepts or
// rejects it. Where a real platform has this decision, it has a portal for it.
//
// Source: Result codes, 000.400.000 and its like: "please review manually". That
// a rejection voids the payment, and with which code, is decided.
func (s *Server) reviewPayment(r *http.Request) (any, error) {
	var wish struct {
		Decision string `json:"decision"`
	}
	if err := read(r, &wish); err != nil {
		return nil, err
	}
	if wish.Decision != "accept" && wish.Decision != "reject" {
		return nil, &Error{
			Message: fmt.Sprintf("a review cannot end with %q", wish.Decision), Remedy: `its decision is "accept" or "reject"`,
		}
	}
	p, err := s.namedPayment(r)
	if err != nil {
		return nil, err
	}
	now := p.channel.clock.catchUp()
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	switch {
	case !p.underReview():
		return nil, &Error{
			Message: fmt.Sprintf("payment %s (%s, %s) is not under review", p.id, p.kind, p.code),
			Remedy:  "only one whose result code asks for a review, or waits for external risk, can be decided on",
		}
	case wish.Decision == "accept":
		p.accept(now)
	case p.chain.ledger.followed(p.move):
		return nil, &Error{
			Message: fmt.Sprintf("payment %s was captured, refunded or reversed meanwhile", p.id),
			Remedy:  "accept it, or undo what followed it with a back-office operation",
		}
	default:
		p.reject(now)
	}
	return map[string]any{"payments": []listing{p.listing()}}, nil
}

// underReview says whether a payment waits for a person's decision; with
// chain.mu held.
func (p *payment) underReview() bool {
	return p.on == "" && !p.movesNothing() &&
		(p.code == codeWaitsForRisk || p.state() == approved && spec.VerdictOf(p.code) == spec.UnderReview)
}

// followed says whether something was done with a movement already. The risk
// check is part of the payment itself.
func (l ledger) followed(on int) bool {
	return slices.ContainsFunc(l, func(m movement) bool {
		return m.on == on && m.kind != typeRI && m.state == approved
	})
}

// accept makes a payment under review an approved one, which is captured if it
// was to be; with chain.mu held.
func (p *payment) accept(at time.Time) {
	if p.checksRisk() {
		p.conclude(codeRiskChecked, approved, at)
		return
	}
	p.concludeCheck(codeRiskChecked, approved, at)
	p.conclude(successCode(p.chain.ledger[p.move].mode), approved, at)
	if p.chain.onEnd != nil && !p.chain.ledger.followed(p.move) && !p.faulty(reviewCapturesNothing) {
		p.chain.onEnd(p, at)
	}
}

// reject gives up a payment under review, and what it has reserved or taken;
// with chain.mu held.
func (p *payment) reject(at time.Time) {
	to := rejected
	if p.faulty(reviewKeepsMoney) {
		to = approved
	}
	p.concludeCheck(codeRiskVoided, rejected, at)
	p.conclude(codeRiskVoided, to, at)
}

// conclude ends a review: the payment's money is that of its making, so the
// movement keeps its time; with chain.mu held.
func (p *payment) conclude(code string, to state, at time.Time) {
	m := &p.chain.ledger[p.move]
	waited := m.state == pending
	m.state, p.code, p.at = to, code, at
	if waited {
		p.tellRegistration(at)
	}
	if !p.faulty(reviewUntold) {
		p.notify()
	}
}

// concludeCheck ends the risk check that asked for the review, if there is one;
// with chain.mu held.
func (p *payment) concludeCheck(code string, to state, at time.Time) {
	if r := p.risk; r != nil && r.check != nil {
		r.check.conclude(code, to, at)
	}
}
