package door

import (
	"sync"

	"assay/support/shop"
)

// maxOrders bounds how many shoppers may be under way.
const maxOrders = 100

// orders are the ways back to the merchant of what was tried out, the newest
// last.
type orders struct {
	mu  sync.Mutex
	all []*way
}

// way is one of them, and the payment it came to be used for.
type way struct {
	order   *shop.Order
	payment string // id; "" = not sent yet
	away    string // the address of the shop's page that sends the shopper there
}

// open makes a way back; the oldest goes when there are too many.
func (o *orders) open(s *shop.Shop) *shop.Order {
	order := s.NewOrder(nil)
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.all) == maxOrders {
		o.all[0].order.Close()
		o.all = append(o.all[:0], o.all[1:]...)
	}
	o.all = append(o.all, &way{order: order})
	return order
}

// sendOff publishes the page that sends the shopper of a payment away, and
// returns its address: "" when the way back is none of ours.
func (o *orders) sendOff(resultURL, payment string, r shop.Redirect) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, w := range o.all {
		if w.order.ResultURL() == resultURL {
			var err error
			if w.away, err = w.order.SendOff(r); err != nil {
				return ""
			}
			w.payment = payment
			return w.away
		}
	}
	return ""
}

// of finds how far the shopper of a payment has come: where they start, "" when
// they go no way of ours, and their returns so far.
func (o *orders) of(payment string) (away string, arrivals []shop.Arrival) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, w := range o.all {
		if w.payment == payment {
			return w.away, w.order.Arrived()
		}
	}
	return "", nil
}
