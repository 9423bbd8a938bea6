package steps

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"assay/support/opp"
	"assay/support/shop"
)

// namePattern is what the names that a scenario gives look like.
const namePattern = `[a-z][a-z0-9-]*`

// thread is what the merchant is at: a payment with what follows it, or a stored
// account. A scenario that has two gives them names.
type thread struct {
	ledger       map[string]*opp.Payment // the newest answer by noun: "payment", "capture", ...
	brand        string                  // paymentBrand of the payment
	registration string                  // id of the newest stored account
	sendsAway    *opp.Payment            // the answer that said where to send the shopper
	window       string                  // customer.browser.challengeWindow of the payment
	order        *shop.Order
	arrival      *shop.Arrival
}

// isNamed says whether what the merchant is at has a name.
func (w *World) isNamed() bool {
	for _, t := range w.named {
		if t == w.thread {
			return true
		}
	}
	return false
}

// begin makes room for a new payment or account. What has a name stays as it
// is; the new one starts from what the merchant knows, and with nobody sent off.
func (w *World) begin() {
	if !w.isNamed() {
		return
	}
	next := *w.thread
	next.ledger = maps.Clone(w.ledger)
	next.sendsAway, next.window, next.order, next.arrival = nil, "", nil, nil
	w.thread = &next
}

// threadOf takes a noun apart: `capture "first"` is the capture of what is known
// as "first", a capture alone that of what the merchant is at. A name nobody
// knows leads to where nothing is; see [World.knowsNameIn].
func (w *World) threadOf(noun string) (string, *thread) {
	kind, name := cutName(noun)
	if name == "" {
		return kind, w.thread
	}
	if t := w.named[name]; t != nil {
		return kind, t
	}
	return kind, &thread{ledger: map[string]*opp.Payment{}}
}

// knowsNameIn refuses a noun with a name that nothing has been given.
func (w *World) knowsNameIn(noun string) error {
	if _, name := cutName(noun); name != "" && w.named[name] == nil {
		return fmt.Errorf("nothing is known as %q in this scenario: %s", name, knownNames(w.named))
	}
	return nil
}

func cutName(noun string) (kind, name string) {
	kind, name, _ = strings.Cut(noun, ` "`)
	return kind, strings.TrimSuffix(name, `"`)
}

// knownNames lists the names that a scenario has given.
func knownNames[T any](names map[string]T) string {
	if len(names) == 0 {
		return "it has given no names yet"
	}
	return "it knows " + strings.Join(slices.Sorted(maps.Keys(names)), ", ")
}

// closeOrders gives back every place for the shopper to return to.
func (w *World) closeOrders() {
	all := append(slices.Collect(maps.Values(w.named)), w.thread)
	for _, t := range all {
		if t.order != nil {
			t.order.Close()
			t.order = nil
		}
	}
}
