package simulator

import (
	"fmt"
	"net/http"
	"time"
)

var cancelledByTheOther = wrongly("redirects", "cancelled-by-the-other",
	"a payment that the merchant cancels is told as cancelled by its shopper")

// cancelPayment answers POST /payments/{id}/cancel on the management port: the
// merchant gives up on a shopper. Where a real platform lets merchants do that,
// it has a portal for it.
//
// Source: Result codes, 100.396.201; that there is a way to it is concluded.
func (s *Server) cancelPayment(r *http.Request) (any, error) {
	p, err := s.namedPayment(r)
	if err != nil {
		return nil, err
	}
	now := p.channel.clock.catchUp()
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	if !p.awaitsShopper() {
		return nil, &Error{
			Message: fmt.Sprintf("payment %s (%s, %s) does not wait for its shopper", p.id, p.brand, p.state()),
			Remedy:  "only a pending payment can be cancelled; others are reversed or refunded",
		}
	}
	p.cancel(now)
	return map[string]any{"payments": []listing{p.listing()}}, nil
}

// awaitsShopper says whether a payment waits for what its shopper does, on a page
// or with a slip; with chain.mu held.
func (p *payment) awaitsShopper() bool { return p.session != nil && p.state() == pending }

// cancel ends a payment on behalf of the merchant; with chain.mu held.
func (p *payment) cancel(at time.Time) {
	code := codeMerchantCancelled
	if p.faulty(cancelledByTheOther) {
		code = codeCancelled
	}
	p.end(code, rejected, at)
}
