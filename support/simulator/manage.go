package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// maxLease is how many channels one request may open.
const maxLease = 10_000

// maxAdvance bounds one step of the clock; retention ends after 14 months.
const maxAdvance = 10 * 365 * 24 * time.Hour

// Management is the handler of the management port: channels, clock, payments.
// It speaks JSON, its errors are {"error":...,"hint":...}.
func (s *Server) Management() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /health", managed(s.health))
	mux.Handle("GET /channels", managed(s.listChannels))
	mux.Handle("POST /channels", managed(s.leaseChannels))
	mux.Handle("DELETE /channels", managed(s.releaseChannels))
	mux.Handle("PATCH /channels/{entityId}", managed(s.changeChannel))
	mux.Handle("GET /clock", managed(s.readClock))
	mux.Handle("POST /clock", managed(s.advanceClock))
	mux.Handle("GET /webhooks", managed(s.listNotices))
	mux.Handle("POST /webhooks/activate", managed(s.activateWebhooks))
	mux.Handle("POST /webhooks/flush", managed(s.flushWebhooks))
	mux.Handle("GET /webhooks/failures", managed(s.listFailures))
	mux.Handle("GET /payments", managed(s.listPayments))
	mux.Handle("GET /payments/{id}", managed(s.viewPayment))
	mux.Handle("POST /payments/{id}/receipt", managed(s.receivePayment))
	mux.Handle("POST /payments/{id}/chargeback", managed(s.chargeBackPayment))
	mux.Handle("POST /payments/{id}/cancel", managed(s.cancelPayment))
	mux.Handle("POST /payments/{id}/review", managed(s.reviewPayment))
	mux.Handle("/", managed(func(r *http.Request) (any, error) {
		return nil, &Error{
			Message: "there is no " + r.Method + " " + r.URL.Path,
			Remedy:  "there are /health, /channels, /clock, /payments and /webhooks",
		}
	}))
	return mux
}

// managed turns a function into a handler.
type managed func(*http.Request) (any, error)

func (m managed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	answer, err := m(r)
	status := http.StatusOK
	if err != nil {
		status = http.StatusBadRequest
		hint := "see the simulator's documentation"
		if e := (*Error)(nil); errors.As(err, &e) {
			hint = e.Remedy
		}
		answer = map[string]string{"error": err.Error(), "hint": hint}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // an answer of the gateway's is shown as it was sent
	_ = encoder.Encode(answer)   // the client has gone: nobody is left to tell
}

// guarded refuses requests without the token, and those that a web page made a
// browser send: they have an Origin or, where the page's own host was made to lead
// to this machine, that host's name. Who has the token is no page.
func guarded(next http.Handler, token string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		switch {
		case r.Header.Get("Origin") != "":
			refuseManagement(w, "the management port is not for browsers", "use curl or the control client")
		case token == "" && !local((&url.URL{Host: r.Host}).Hostname()):
			refuseManagement(w, "the management port is asked for by the name of another machine",
				"use 127.0.0.1 or localhost, or give the port a token")
		case token != "" && !same(given, token):
			refuseManagement(w, "the management token is missing or wrong", "send Authorization: Bearer and the token")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func refuseManagement(w http.ResponseWriter, message, hint string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusForbidden)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": message, "hint": hint}) // the client has gone
}

// read decodes a request's body strictly.
func read(r *http.Request, into any) error {
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return &Error{Message: "the request cannot be read", Err: err, Remedy: "send the documented JSON"}
	}
	return nil
}

func (s *Server) health(*http.Request) (any, error) {
	return map[string]string{"status": "ok"}, nil
}

func (s *Server) leaseChannels(r *http.Request) (any, error) {
	var wish struct {
		Count    int     `json:"count"`
		Template Channel `json:"template"`
	}
	if err := read(r, &wish); err != nil {
		return nil, err
	}
	wish.Count = max(wish.Count, 1)
	if wish.Count > maxLease || wish.Count > 1 && wish.Template.EntityID != "" {
		return nil, &Error{
			Message: fmt.Sprintf("cannot open %d channels like that", wish.Count),
			Remedy:  fmt.Sprintf("at most %d at once; with an entityId only one", maxLease),
		}
	}
	opened := make([]Channel, 0, wish.Count)
	for range wish.Count {
		c, err := s.add(wish.Template)
		if err != nil {
			return nil, err
		}
		opened = append(opened, c.shown())
	}
	return map[string]any{"channels": opened}, nil
}

func (s *Server) releaseChannels(r *http.Request) (any, error) {
	var wish struct {
		EntityIDs []string `json:"entityIds"`
	}
	if err := read(r, &wish); err != nil {
		return nil, err
	}
	released := 0
	for _, id := range wish.EntityIDs {
		if s.release(id) {
			released++
		}
	}
	return map[string]int{"released": released}, nil
}

// changeChannel merges what is sent into a channel: lists and words replace,
// settings are merged, an empty setting means its default.
func (s *Server) changeChannel(r *http.Request) (any, error) {
	c, err := s.named(r.PathValue("entityId"))
	if err != nil {
		return nil, err
	}
	old := c.profile.Load()
	merged := old.Channel
	merged.Brands, merged.Currencies = slices.Clone(old.Brands), slices.Clone(old.Currencies)
	merged.PaymentTypes, merged.Settings = slices.Clone(old.PaymentTypes), maps.Clone(old.Settings)
	merged.Faults, merged.Webhooks = nil, nil // faults go on as they are unless they are sent
	if err := read(r, &merged); err != nil {
		return nil, err
	}
	if merged.Webhooks == nil { // none were sent
		merged.Webhooks = old.Webhooks
	}
	if err := s.office.hosts.check(merged.Webhooks); err != nil {
		return nil, err
	}
	if merged.EntityID != old.EntityID || merged.Parent != old.Parent {
		return nil, &Error{Message: "an entityId and a parent cannot be changed", Remedy: "open another channel"}
	}
	p, err := s.changed(old, merged)
	if err != nil {
		return nil, err
	}
	if !c.profile.CompareAndSwap(old, p) {
		return nil, &Error{Message: "the channel was changed at the same time", Remedy: "try again"}
	}
	return p.Channel.shown(), nil
}

// changed reads a changed channel. Faults that are sent count from now on, others
// go on counting.
func (s *Server) changed(old *profile, c Channel) (*profile, error) {
	p, err := newProfile(c, s.faults)
	if err == nil && c.Faults == nil {
		p.Faults, p.disturbances = old.Faults, old.disturbances
		p.settings.rules.faults = old.settings.rules.faults
	}
	return p, err
}

// named finds a channel or says that there is none.
func (s *Server) named(entityID string) (*channel, error) {
	if c := s.channel(entityID); c != nil {
		return c, nil
	}
	return nil, &Error{
		Message: fmt.Sprintf("no channel has the entityId %q", entityID), Remedy: "open it with POST /channels",
	}
}

func (s *Server) readClock(r *http.Request) (any, error) {
	id := r.URL.Query().Get("entityId")
	if id == "" {
		return clockAnswer(s.now()), nil
	}
	c, err := s.named(id)
	if err != nil {
		return nil, err
	}
	return clockAnswer(c.clock.now()), nil
}

func clockAnswer(now time.Time) any {
	return map[string]string{"now": now.Format(time.RFC3339Nano)}
}

// advanceClock moves one channel's clock, or that of all channels and of those
// still to come.
func (s *Server) advanceClock(r *http.Request) (any, error) {
	var wish struct {
		Advance  string `json:"advance"`
		EntityID string `json:"entityId"`
	}
	if err := read(r, &wish); err != nil {
		return nil, err
	}
	d, err := time.ParseDuration(wish.Advance)
	if err != nil || d < 0 || d > maxAdvance {
		return nil, &Error{
			Message: fmt.Sprintf("the clock cannot be advanced by %q", wish.Advance),
			Remedy:  `use a duration such as "31m" or "720h"`,
		}
	}
	if wish.EntityID != "" {
		c, err := s.named(wish.EntityID)
		if err != nil {
			return nil, err
		}
		now, err := c.advance(r.Context(), d)
		if err != nil {
			return nil, err
		}
		s.forgetOld(c)
		return clockAnswer(now), nil
	}
	s.ahead.Add(int64(d))
	s.channels.Range(func(_, c any) bool {
		_, err = c.(*channel).advance(r.Context(), d)
		s.forgetOld(c.(*channel))
		return err == nil
	})
	if err != nil {
		return nil, err
	}
	return clockAnswer(s.now()), nil
}

// listing is a payment as the management port shows it.
type listing struct {
	ID           string `json:"id"`
	EntityID     string `json:"entityId"`
	ReferencedID string `json:"referencedId,omitempty"`
	PaymentType  string `json:"paymentType"`
	PaymentBrand string `json:"paymentBrand,omitempty"`
	Amount       string `json:"amount,omitempty"`
	Currency     string `json:"currency,omitempty"`
	Reference    string `json:"merchantTransactionId,omitempty"`
	Code         string `json:"code"`
	State        string `json:"state"`
	Timestamp    string `json:"timestamp"`
}

func (s *Server) listPayments(r *http.Request) (any, error) {
	c, err := s.named(r.URL.Query().Get("entityId"))
	if err != nil {
		return nil, err
	}
	c.clock.catchUp()
	rows := []listing{}
	for _, p := range c.payments() {
		p.chain.mu.Lock()
		rows = append(rows, p.listing())
		p.chain.mu.Unlock()
	}
	return map[string]any{"payments": rows}, nil
}

// listing describes a payment; with chain.mu held.
func (p *payment) listing() listing {
	l := listing{
		ID: p.id, EntityID: p.channel.profile.Load().EntityID, ReferencedID: p.on, PaymentType: p.kind,
		PaymentBrand: p.brand, Reference: p.reference, Code: p.code, State: p.state().String(),
		Timestamp: p.at.Format(time.RFC3339Nano),
	}
	if p.move >= 0 && !p.movesNothing() {
		l.Amount, l.Currency = p.chain.ledger[p.move].amount.String(), p.chain.ledger[p.move].currency
	}
	return l
}
