package steps

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"assay/support/browser"
	"assay/support/opp"
	"assay/support/shop"
	"assay/support/simulator/control"
	"assay/support/spec"

	"github.com/cucumber/godog"
)

// Env is what a scenario is given to work with. It is made by whoever runs the
// scenario, for that scenario alone.
type Env struct {
	Gateway    *opp.Channel                        // the channel this scenario may use
	Control    *control.Client                     // the simulator's management port; nil on a real host
	OpenTab    func(context.Context) (Page, error) // a page of the scenario's own
	NewOrder   func() (*shop.Order, error)         // a place at the merchant for the shopper to return to
	NewWebhook func() (*shop.Webhook, error)       // a place at the merchant for the gateway to tell what happens
	Second     func() string                       // another entity with the login of Gateway, "" = none; of a real host
	Watch      func(text string) *shop.Watch       // looks for what must never reach the merchant
	Brands     *spec.Catalogue                     // the brands there are; nil is spec.Known()
	Personas   spec.Personas                       // the target's test data
	Journeys   browser.Journeys                    // how a shopper gets through the target's pages
	Pages      string                              // file that Journeys are from; "" = they are built in
	RunID      string                              // prefix of every merchantTransactionId
	Currency   string                              // where a feature names none; "" is EUR
	Now        func() time.Time                    // nil is time.Now

	// StatusPerMinute is how often the gateway lets itself be asked for the status
	// of one payment; 0 is twice.
	StatusPerMinute int
	// Wait lets time pass where there is no clock to advance; nil really waits.
	Wait func(context.Context, time.Duration) error
}

// World is everything that one scenario knows. It is made in the scenario
// initializer and never shared, so it needs no lock.
type World struct {
	env     Env
	gateway *opp.Channel // env.Gateway, or the same with other credentials

	*thread                    // what the merchant is at, changed as a whole by name
	named   map[string]*thread // by what the scenario calls them
	noted   map[string]string  // values of answers, by what the scenario calls them

	reference string              // the scenario's own merchantTransactionId
	drafts    map[string]*draft   // what the merchant is about to send, by noun
	last      *opp.Payment        // the newest answer of all
	unjudged  []*opp.Payment      // answers that no Then has looked at
	lost      *opp.NoVerdictError // instead of an answer, until a Then has looked at it
	initialID string              // of the first card-on-file payment that had one
	header    map[string]string   // headers of raw requests
	filter    opp.Params          // what the merchant wants of a report
	pages     []*opp.Payment      // the pages of the newest report that has some

	opened []string // entities that were opened for this scenario alone

	subscription *opp.Payment // the newest schedule
	subscribed   []string     // schedules that a host would go on with
	span         opp.Params   // the first and the last moment of the next one

	checkout   string // id of the newest checkout
	integrity  string // hash of its widget's script; "" = none was asked for
	stores     bool   // it only stores an account
	strictPage bool   // the merchant's page allows the gateway's scripts alone
	inWidget   bool   // the shopper is on the way from the widget

	watch  *shop.Watch // for the number of the card in the widget
	place  string      // where the merchant's page has the payment shown; "" = the whole page
	tab    Page        // where the shopper is
	opener Page        // whose page has opened that as a window; mostly nil

	webhook *shop.Webhook
	called  *shop.Order       // where the gateway is to call
	notice  shop.Notification // that was asked about last
}

// NewWorld returns an empty world. Begin must come before the first step.
func NewWorld() *World {
	return &World{
		thread: &thread{ledger: map[string]*opp.Payment{}}, named: map[string]*thread{}, noted: map[string]string{},
		drafts: map[string]*draft{}, header: map[string]string{},
	}
}

// Begin gives the world what it works with and a merchantTransactionId that no
// other scenario, run or attempt has.
func (w *World) Begin(env Env) {
	if env.Currency == "" {
		env.Currency = UsualCurrency
	}
	if env.Brands == nil {
		env.Brands = spec.Known()
	}
	if env.Now == nil {
		env.Now = time.Now
	}
	if env.StatusPerMinute == 0 {
		env.StatusPerMinute = usualStatusPerMinute
	}
	if env.Wait == nil {
		env.Wait = wait
	}
	w.env, w.gateway = env, env.Gateway
	w.reference = env.RunID + "-" + strings.ToLower(rand.Text()[:10])
}

// End reports an answer that no Then has looked at: a scenario that asserts
// nothing about what it got must not pass. The runner calls it when all steps
// have passed.
func (w *World) End(context.Context) error {
	if w.lost != nil {
		return fmt.Errorf("the scenario ends without a Then about the lack of a verdict: %w", w.lost)
	}
	if len(w.unjudged) == 0 {
		return nil
	}
	p := w.unjudged[0]
	return fmt.Errorf("the scenario ends without a Then about payment %s (%s): every answer must be judged",
		nameOf(p), p.Code())
}

// Close gives back the scenario's tab, orders and webhook, and ends its schedules.
// It may be called at any time and more than once.
func (w *World) Close() {
	w.closeTab()
	w.closeOrders()
	if w.watch != nil {
		w.watch.Close()
		w.watch = nil
	}
	if w.webhook != nil {
		w.webhook.Close()
		w.webhook = nil
	}
	if w.called != nil {
		w.called.Close()
		w.called = nil
	}
	w.endSchedules()
	if len(w.opened) > 0 {
		_ = w.env.Control.Release(context.Background(), w.opened...) // they end with the gateway at the latest
		w.opened = nil
	}
}

func (w *World) closeTab() {
	for _, tab := range []*Page{&w.tab, &w.opener} {
		if *tab != nil {
			(*tab).Close()
			*tab = nil
		}
	}
}

// Page returns where the scenario's shopper is, or nil when no page is open.
func (w *World) Page() Page { return w.tab }

// remember keeps an answer under its noun, as the newest of all, to be judged.
func (w *World) remember(noun string, p *opp.Payment) {
	noun, t := w.threadOf(noun)
	t.ledger[noun], w.last = p, p
	if initialNoun(noun) {
		t.ledger["payment"] = p
	}
	w.unjudged = append(w.unjudged, p)
}

// judge notes that a Then has looked at p.
func (w *World) judge(p *opp.Payment) {
	for i, u := range w.unjudged {
		if u == p {
			w.unjudged = append(w.unjudged[:i], w.unjudged[i+1:]...)
			return
		}
	}
}

// answer returns the newest answer and notes that it is looked at.
func (w *World) answer() (*opp.Payment, error) {
	if w.last == nil {
		return nil, errors.New("nothing has been answered yet in this scenario")
	}
	w.judge(w.last)
	return w.last, nil
}

// transaction returns the newest answer of that kind, whatever its verdict.
func (w *World) transaction(noun string) (*opp.Payment, error) {
	if err := w.knowsNameIn(noun); err != nil {
		return nil, err
	}
	kind, t := w.threadOf(noun)
	p, ok := t.ledger[kind]
	if !ok {
		return nil, fmt.Errorf("there is no %s in this scenario yet", noun)
	}
	return p, nil
}

// idOf returns the id of an earlier transaction of the scenario.
func (w *World) idOf(noun string) (string, error) {
	p, err := w.transaction(noun)
	if err != nil {
		return "", err
	}
	if p.ID() == "" {
		return "", fmt.Errorf("the %s was refused without an id (%s %s)", noun, p.Code(), p.Description())
	}
	return p.ID(), nil
}

// control returns the simulator's management port. On a real host there is
// none, and the scenario is skipped.
func (w *World) control() (*control.Client, error) {
	if w.env.Control == nil {
		return nil, fmt.Errorf("the target has no clock to advance and no settings to change: %w", godog.ErrSkip)
	}
	return w.env.Control, nil
}

// managed returns the management port, and the id of a transaction to ask it for.
func (w *World) managed(noun string) (*control.Client, string, error) {
	gateway, err := w.control()
	if err != nil {
		return nil, "", err
	}
	id, err := w.idOf(noun)
	return gateway, id, err
}

// entityID returns the channel the scenario was given.
func (w *World) entityID() string { return w.env.Gateway.Credentials().EntityID }
