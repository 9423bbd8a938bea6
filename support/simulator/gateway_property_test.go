package simulator_test

import (
	"flag"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assay/support/spec"
)

// The property tests of the gateway do at least a batch of operations; with
// -operations they do more.
var operations = flag.Int("operations", batch, "how many random operations the gateway has to stand")

// anything is a random operation.
var anything = rapid.Custom(func(t *rapid.T) operation {
	return draw(func(n int) int { return rapid.SampledFrom(numbers[:n]).Draw(t, "roll") })
})

// numbers are drawn evenly, which a range would not be.
var numbers = func() []int {
	all := make([]int, 10_000)
	for i := range all {
		all[i] = i
	}
	return all
}()

// TestGatewayAgreesWithTheModel does random things to a gateway and to a model
// of the documents. They agree on every answer, and in the end on every
// transaction that a report finds.
func TestGatewayAgreesWithTheModel(t *testing.T) {
	t.Parallel()
	const checks, steps = 100, 200 // rapid's own number of checks
	for range max(1, *operations/(checks*steps)) {
		rapid.Check(t, func(t *rapid.T) {
			m := &teller{caller: newCaller(1000), now: dawn, byID: map[string]*entry{}}
			for range steps {
				o := anything.Draw(t, "do")
				if err := m.do(o); err != nil {
					t.Fatalf("%+v: %v", o, err)
				}
			}
			if err := m.reconcile(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// teller does operations and keeps the model's books.
type teller struct {
	*caller
	now     time.Time
	entries []*entry // all that have an id, refused ones too, oldest first
	byID    map[string]*entry
	waiting []waiting
	orders  int
}

// waiting is a payment whose shopper is away.
type waiting struct {
	*entry
	answer reply
	page   string
}

func (m *teller) do(o operation) error {
	switch o.kind {
	case "rest":
		return nil
	case "clock":
		return m.pass(waits[o.pick%len(waits)])
	case "PA", "DB", "CD", "PA.CP":
		return m.pay(o)
	case "shopper":
		return m.send(o)
	}
	switch {
	case len(m.entries) == 0:
		return nil
	case o.kind == "settle":
		return m.settle(o)
	case o.kind == "status":
		return m.poll(o)
	case o.kind == "query":
		return m.query(m.one(o))
	}
	return m.step(o)
}

func (m *teller) nextReference() string {
	m.orders++
	return fmt.Sprintf("order-%06d", m.orders)
}

// pay makes a first payment by card.
func (m *teller) pay(o operation) error {
	reference := m.nextReference()
	form, codes := o.payment(reference)
	a, err := m.call(o.channel(), http.MethodPost, "v1/payments", form)
	if err != nil {
		return err
	}
	if !slices.Contains(codes, a.Result.Code) {
		return fmt.Errorf("got %s, want one of %s", a, codes)
	}
	if a.Result.Code == "200.300.404" {
		return nothingMade(a)
	}
	e := &entry{kind: o.kind, channel: o.channel(), cents: o.cents, currency: "EUR", mode: "INTERNAL", reference: reference}
	if o.mistake == "mode" {
		e.mode = "EXTERNAL"
	}
	if limit := form.Get("numberOfCaptures"); limit != "" {
		e.maxCaptures = int(limit[0] - '0')
	}
	if o.kind == "PA.CP" {
		e.kind = a.PaymentType
	}
	if err := m.enter(e, a); err != nil || o.kind != "PA.CP" || !e.stands() {
		return err
	}
	return m.adopt(e)
}

func nothingMade(a reply) error {
	if a.ID != "" {
		return fmt.Errorf("a request that is refused for its form has an id: %s", a)
	}
	return nil
}

// enter books an entry under the id and code of its answer, which the answer
// itself has to agree with.
func (m *teller) enter(e *entry, a reply) error {
	e.id, e.code, e.at = a.ID, a.Result.Code, m.now
	if len(e.id) != 32 || m.byID[e.id] != nil {
		return fmt.Errorf("the id is no new one: %s", a)
	}
	m.byID[e.id] = e
	m.entries = append(m.entries, e)
	a.MerchantTransactionID = ""
	return e.agrees(a.transaction)
}

// adopt books what the gateway made of itself on a payment: a receipt, or the
// capture of a PA.CP.
func (m *teller) adopt(on *entry) error {
	rows, err := m.found(on.channel, on.reference)
	for _, row := range rows {
		if m.byID[row.ID] == nil && row.ReferencedID == on.id {
			f := on.take(wish{kind: row.PaymentType, cents: centsOf(row.Amount), at: m.now})
			f.reference = on.reference
			err = m.enter(f, reply{transaction: row})
		}
	}
	return err
}

// send makes a payment whose shopper is sent away.
func (m *teller) send(o operation) error {
	form, page := o.shopper(m.nextReference())
	a, err := m.call(0, http.MethodPost, "v1/payments", form)
	if err != nil {
		return err
	}
	if want := walks[page].first(); a.Result.Code != want {
		return fmt.Errorf("got %s, want %s", a, want)
	}
	e := &entry{
		kind: form.Get("paymentType"), cents: o.cents + 1, currency: form.Get("currency"), mode: "INTERNAL",
		reference: form.Get("merchantTransactionId"), ends: m.now.Add(patience),
	}
	if a.Result.Code == "800.400.500" {
		e.ends = m.now.Add(slipTime)
	}
	m.waiting = append(m.waiting, waiting{e, a, page})
	return m.enter(e, a)
}

// settle lets a shopper press a button. Whoever comes too late changes nothing.
func (m *teller) settle(o operation) error {
	if len(m.waiting) == 0 {
		return nil
	}
	i := o.pick % len(m.waiting)
	w := m.waiting[i]
	m.waiting = slices.Delete(m.waiting, i, i+1)
	_, err := m.visit(w.answer, w.page, o.button())
	if !w.is(spec.Pending) {
		return m.query(w.entry)
	}
	if err != nil {
		return err
	}
	a, err := m.call(0, http.MethodGet, "v1/query/"+w.id, formOf())
	if err != nil {
		return err
	}
	wrong := false
	switch w.code, w.at = a.Result.Code, m.now; o.button() {
	case "approve":
		wrong = w.code != successIn(w.mode)
	case "cancel":
		wrong = w.code != "100.396.101"
	default:
		wrong = !w.is(spec.Rejected)
	}
	if wrong {
		return fmt.Errorf("after %s: %s", o.button(), a)
	}
	if w.stands() && w.kind == "PA" {
		return m.adopt(w.entry)
	}
	return nil
}

// pass advances the clock, which ends what has waited too long (D19).
func (m *teller) pass(d time.Duration) error {
	m.now = m.now.Add(d)
	for _, w := range m.waiting {
		if w.is(spec.Pending) && !w.ends.After(m.now) {
			w.code, w.at = "100.396.103", w.ends
		}
	}
	return m.advance(d)
}

// one returns an entry: mostly a newer one that the operation suits, sometimes
// just any.
func (m *teller) one(o operation) *entry {
	var suited []*entry
	for i := len(m.entries) - 1; i >= 0 && len(suited) < 5 && o.pick%4 != 0; i-- {
		if e := m.entries[i]; o.suits(e) {
			suited = append(suited, e)
		}
	}
	if len(suited) > 0 {
		return suited[o.pick/4%len(suited)]
	}
	return m.entries[o.pick/4%len(m.entries)]
}

// poll asks for a payment several times, with half a minute between.
func (m *teller) poll(o operation) error {
	for range o.pick % 4 {
		if err := m.status(m.one(o)); err != nil {
			return err
		}
		if err := m.pass(30 * time.Second); err != nil {
			return err
		}
	}
	return nil
}

// status asks for a payment, which may be done twice a minute (D15).
func (m *teller) status(e *entry) error {
	a, err := m.call(e.channel, http.MethodGet, "v1/payments/"+e.id, formOf())
	if err != nil {
		return err
	}
	e.statusCalls = slices.DeleteFunc(e.statusCalls, func(at time.Time) bool { return m.now.Sub(at) >= time.Minute })
	if len(e.statusCalls) >= 2 {
		if a.Result.Code != "800.120.100" {
			return fmt.Errorf("the third call in a minute: %s", a)
		}
		return nil
	}
	e.statusCalls = append(e.statusCalls, m.now)
	return e.agrees(a.transaction)
}

func (m *teller) query(e *entry) error {
	a, err := m.call(e.channel, http.MethodGet, "v1/query/"+e.id, formOf())
	if err != nil {
		return err
	}
	return e.agrees(a.transaction)
}

// step takes a step on any transaction, or on none.
func (m *teller) step(o operation) error {
	on := m.one(o)
	form, w := o.step(on, m.now)
	codes := on.refusals(w)
	if o.mistake == "unknown" {
		on = &entry{id: strangerID, currency: "EUR"}
		codes = []string{unknownCode[o.kind]}
		form.Del("merchantTransactionId")
	}
	a, err := m.call(w.channel, http.MethodPost, "v1/payments/"+on.id, form)
	if err != nil {
		return err
	}
	if o.mistake == "amount" && form.Has("amount") {
		if a.Result.Code != "200.300.404" {
			return fmt.Errorf("got %s, want 200.300.404", a)
		}
		return nothingMade(a)
	}
	switch {
	case len(codes) == 0 && on.undecided(w):
		codes = append(on.succeeds(o.kind), "700.400.411")
	case len(codes) == 0:
		codes = on.succeeds(o.kind)
	}
	if !slices.Contains(codes, a.Result.Code) {
		return fmt.Errorf("%+v on %+v: got %s, want one of %s", w, on, a, codes)
	}
	made := &entry{kind: o.kind, on: on, currency: on.currency, mode: on.mode}
	if a.status == http.StatusOK {
		made = on.take(w)
	}
	made.channel, made.reference = w.channel, form.Get("merchantTransactionId")
	return m.enter(made, a)
}

// reconcile compares all that the gateway reports with all that the model
// knows, and looks for sums that no merchant may see.
func (m *teller) reconcile() error {
	want := map[string][]*entry{}
	for _, e := range m.entries {
		if wrong := e.unlawful(); wrong != "" {
			return fmt.Errorf("%+v: %s", e, wrong)
		}
		if e.reference != "" {
			key := fmt.Sprint(e.channel, e.reference)
			want[key] = append(want[key], e)
		}
	}
	for _, list := range want {
		rows, err := m.found(list[0].channel, list[0].reference)
		if err != nil {
			return err
		}
		if len(rows) != len(list) {
			return fmt.Errorf("%s: %d transactions are found, want %d", list[0].reference, len(rows), len(list))
		}
		for i, e := range list {
			if err := e.agrees(rows[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
