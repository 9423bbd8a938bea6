package simulator_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
)

// crowd is what the clients of one gateway know together: whoever takes a step
// may take it on a payment that others are busy with.
type crowd struct {
	*caller

	mu      sync.Mutex // guards what follows
	entries []*entry   // only what never changes of them is read
	waiting []waiting
	orders  int
}

// TestGatewayStandsACrowd lets eight clients do random things to one gateway, on
// two channels and on each other's payments, while the clocks move. Every answer
// is lawful, and what the reports say in the end is a history that the model
// would have allowed, step by step.
func TestGatewayStandsACrowd(t *testing.T) {
	t.Parallel()
	const clients = 8
	for round := range max(1, *operations/batch) {
		c := &crowd{caller: newCaller(2 * batch)}
		var all sync.WaitGroup
		for client := range clients {
			dice := rand.New(rand.NewPCG(uint64(round), uint64(client)))
			all.Go(func() {
				for range batch / clients {
					o := draw(dice.IntN)
					if err := c.do(o); err != nil {
						t.Errorf("round %d, client %d: %+v: %v", round, client, o, err)
						return
					}
				}
			})
		}
		if all.Wait(); t.Failed() {
			return
		}
		if err := c.replay(); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
}

func (c *crowd) do(o operation) error {
	switch o.kind {
	case "rest":
		return nil
	case "PA", "DB", "CD", "PA.CP":
		return c.pay(o)
	case "shopper":
		return c.send(o)
	case "settle":
		c.settle(o)
		return nil
	case "clock":
		return c.advance(waits[o.pick%len(waits)] / 100)
	}
	c.mu.Lock()
	n := len(c.entries)
	if n == 0 {
		c.mu.Unlock()
		return nil
	}
	e := c.entries[n-1-o.pick%min(n, 40)] // the newest: they are what others work on too
	c.mu.Unlock()
	var err error
	switch o.kind {
	case "status":
		_, err = c.call(e.channel, http.MethodGet, "v1/payments/"+e.id, formOf())
	case "query":
		_, err = c.call(e.channel, http.MethodGet, "v1/query/"+e.id, formOf())
	default:
		err = c.step(o, e)
	}
	return err
}

func (c *crowd) nextReference() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders++
	return fmt.Sprintf("order-%06d", c.orders)
}

// enter lets the others know of a transaction.
func (c *crowd) enter(e *entry, a reply, page string) {
	if e.id = a.ID; e.id == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = append(c.entries, e)
	if page != "" && a.Redirect.URL != "" { // or it has expired before it was answered
		c.waiting = append(c.waiting, waiting{e, a, page})
	}
}

func (c *crowd) pay(o operation) error {
	reference := c.nextReference()
	form, _ := o.payment(reference)
	a, err := c.call(o.channel(), http.MethodPost, "v1/payments", form)
	c.enter(&entry{channel: o.channel(), reference: reference, currency: "EUR", cents: o.cents}, a, "")
	return err
}

func (c *crowd) send(o operation) error {
	reference := c.nextReference()
	form, page := o.shopper(reference)
	a, err := c.call(0, http.MethodPost, "v1/payments", form)
	c.enter(&entry{reference: reference, currency: form.Get("currency"), cents: o.cents}, a, page)
	return err
}

// settle goes to a page that others may be at too, so that nothing is certain
// but the report in the end.
func (c *crowd) settle(o operation) {
	c.mu.Lock()
	n := len(c.waiting)
	if n == 0 {
		c.mu.Unlock()
		return
	}
	w := c.waiting[n-1-o.pick%min(n, 4)]
	c.mu.Unlock()
	_, _ = c.visit(w.answer, w.page, o.button())
}

func (c *crowd) step(o operation, on *entry) error {
	form, w := o.step(on, dawn)
	a, err := c.call(w.channel, http.MethodPost, "v1/payments/"+on.id, form)
	c.enter(&entry{channel: w.channel, reference: on.reference, currency: on.currency, cents: w.cents}, a, "")
	return err
}

// replay reads what happened under every reference and does it to the model,
// in the order in which the gateway did it.
func (c *crowd) replay() error {
	for channel := range c.channels {
		for n := range c.orders {
			reference := fmt.Sprintf("order-%06d", n+1)
			a, err := c.call(channel, http.MethodGet, "v1/query", formOf("merchantTransactionId="+reference))
			if err != nil {
				return err
			}
			if err := replayed(a.Payments); err != nil {
				return fmt.Errorf("%s: %w in %s", reference, err, a)
			}
		}
	}
	return nil
}

// replayed does the transactions of a report to the model.
func replayed(rows []transaction) error {
	known := map[string]*entry{}
	for _, row := range rows {
		e := &entry{
			kind: row.PaymentType, cents: centsOf(row.Amount), currency: row.Currency, code: row.Result.Code,
			at: when(row.Timestamp),
		}
		if on := known[row.ReferencedID]; on != nil && e.stands() {
			w := wish{kind: e.kind, cents: e.cents, currency: e.currency, at: e.at}
			if codes := on.refusals(w); len(codes) > 0 && e.kind != "RC" {
				return fmt.Errorf("%s of %s should have been refused with one of %s", e.kind, row.Amount, codes)
			}
			e = on.take(w)
			e.code = row.Result.Code
		}
		known[row.ID] = e
	}
	for id, e := range known {
		if wrong := e.unlawful(); wrong != "" {
			return fmt.Errorf("%s: %s", id, wrong)
		}
	}
	return nil
}

// TestGatewayStandsARush lets eight clients at one preauthorization at the same
// moment, again and again: no more is captured than was authorised, no more
// refunded than was captured, and nothing after a reversal.
func TestGatewayStandsARush(t *testing.T) {
	t.Parallel()
	c := &crowd{caller: newCaller(batch)}
	for round := range 50 {
		o := operation{kind: "PA", cents: 10_000, pick: 1}
		if err := c.pay(o); err != nil {
			t.Fatal(err)
		}
		on := c.entries[len(c.entries)-1]
		start := make(chan struct{})
		var all sync.WaitGroup
		for client := range 8 {
			dice := rand.New(rand.NewPCG(uint64(round), uint64(client)))
			all.Go(func() {
				<-start
				for range 8 {
					o := operation{kind: []string{"CP", "CP", "RF"}[dice.IntN(3)], cents: int64(dice.IntN(2500))}
					if dice.IntN(30) == 0 {
						o.kind = "RV"
					}
					if err := c.step(o, on); err != nil {
						t.Error(err)
					}
				}
			})
		}
		close(start)
		all.Wait()
	}
	if err := c.replay(); err != nil {
		t.Fatal(err)
	}
}
