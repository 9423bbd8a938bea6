package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// listChannels answers GET /channels on the management port: the channels
// without their credentials, by name, and what all of them do wrong.
func (s *Server) listChannels(*http.Request) (any, error) {
	rows := []Channel{}
	s.channels.Range(func(_, c any) bool {
		shown := c.(*channel).profile.Load().shown()
		shown.AccessToken, shown.UserID, shown.Password = "", "", ""
		rows = append(rows, shown)
		return true
	})
	slices.SortFunc(rows, func(a, b Channel) int { return strings.Compare(a.Name+a.EntityID, b.Name+b.EntityID) })
	return map[string]any{"channels": rows, "faults": s.faultNames}, nil
}

// shopperState is how far the shopper has come on the page of a payment.
type shopperState struct {
	Page    string `json:"page"`             // its kind
	Arrived bool   `json:"arrived"`          // the shopper has been there
	Screen  string `json:"screen,omitempty"` // the title of the step they are at; "" once it is over
	Left    bool   `json:"left"`             // they were sent back to the shop
}

// namedPayment returns the payment that a request to the management port names.
func (s *Server) namedPayment(r *http.Request) (*payment, error) {
	id := r.PathValue("id")
	if p := s.store.find(id); p != nil && p.id == id {
		return p, nil
	}
	return nil, &Error{Message: fmt.Sprintf("no payment has the id %q", id), Remedy: "GET /payments lists them"}
}

// viewPayment answers GET /payments/{id} on the management port: a payment as
// its status would answer it, everything that is linked to it, where its shopper
// is, and what the management port may let happen to it. It counts as no status
// call.
func (s *Server) viewPayment(r *http.Request) (any, error) {
	p, err := s.namedPayment(r)
	if err != nil {
		return nil, err
	}
	now := p.channel.clock.catchUp()
	view := map[string]any{}
	w := writer{}
	s.record(&w, p)
	view["answer"] = json.RawMessage(w.b)
	linked := []listing{}
	for _, other := range p.channel.linked(p.chain) {
		p.chain.mu.Lock()
		linked = append(linked, other.listing())
		p.chain.mu.Unlock()
	}
	view["linked"] = linked
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	view["payment"], view["offers"] = p.listing(), p.offers(now)
	if v := p.session; v != nil {
		state := shopperState{Page: v.page.name, Arrived: v.arrived, Left: v.left}
		if p.state() == pending {
			state.Screen = v.page.screens[v.at].title
		}
		view["shopper"] = state
	}
	return view, nil
}

// offers are the calls of the management port that a payment is ready for; with
// chain.mu held.
func (p *payment) offers(now time.Time) []string {
	offers := []string{}
	if p.awaitsMoney() {
		offers = append(offers, "receipt")
	}
	if p.awaitsShopper() {
		offers = append(offers, "cancel")
	}
	if _, code := p.chargeback(0, now); code == "" {
		offers = append(offers, "chargeback")
	}
	return offers
}
