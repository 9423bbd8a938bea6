package shop

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"time"
)

// maxArrivals bounds what one order remembers.
const maxArrivals = 100

// Order is one purchase: a way out to the payment and a way back.
type Order struct {
	shop    *Shop
	token   string
	observe func(Arrival)

	mu       sync.Mutex
	sendOff  []byte        // the page, when the shopper is sent off by a form or pays on it
	policy   string        // Content-Security-Policy of that page; "" = none
	location string        // the address, when by a redirect
	arrivals []Arrival     // in the order in which they came
	count    int           // how many came, also those that were not kept
	changed  chan struct{} // closed and replaced at every arrival
}

// Arrival is a shopper who came back.
type Arrival struct {
	At           time.Time
	Method       string
	URL          string     // masked
	Query        url.Values // as received; of a POST also the form
	ID           string     // the payment's, as the gateway names it
	ResourcePath string     // where to ask for the status
}

// NoArrivalError says that the shopper was waited for in vain.
type NoArrivalError struct {
	Waited time.Duration
	Err    error // the context's error or ErrClosed
}

// Error says how long was waited.
func (e *NoArrivalError) Error() string {
	return fmt.Sprintf("shop: the shopper did not come back within %v: %v", e.Waited.Round(time.Millisecond), e.Err)
}

// Unwrap returns why the waiting ended.
func (e *NoArrivalError) Unwrap() error { return e.Err }

// Hint says where to look.
func (e *NoArrivalError) Hint() string {
	return "look at the last page of the journey; the browser must be able to open the shop's public address"
}

// ResultURL returns the address that the gateway shall send the shopper back
// to. It is absolute, it has a query of its own, and no other order has it.
func (o *Order) ResultURL() string {
	return o.shop.address("return", url.Values{"order": {o.token}})
}

// SendOff publishes the way to the payment and returns the address of the shop
// that the shopper opens for it: an HTTP redirect for GET, and for POST, or
// when there are preconditions, a page with a form that submits itself.
//
// Source: seed page, S09.
func (o *Order) SendOff(r Redirect) (string, error) {
	var page bytes.Buffer
	var location string
	var err error
	if r.EffectiveMethod() == "GET" && len(r.Preconditions) == 0 {
		location, err = r.GetURL()
	} else {
		err = r.WritePage(&page)
	}
	if err != nil {
		return "", err
	}
	return o.publish(page.Bytes(), location, ""), nil
}

// publish puts a page, or the address of another, at the shop's own address for
// the order's payment, and returns that address.
func (o *Order) publish(page []byte, location, policy string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sendOff, o.location, o.policy = page, location, policy
	return o.shop.address("checkout/"+o.token, nil)
}

// Arrival waits for the shopper's return and returns the first one. The error is
// a [*NoArrivalError].
func (o *Order) Arrival(ctx context.Context) (Arrival, error) {
	arrivals, err := o.Arrivals(ctx, 1)
	if err != nil {
		return Arrival{}, err
	}
	return arrivals[0], nil
}

// Arrivals waits until the shopper has come back n times and returns all
// arrivals so far; with 0 it does not wait. The error is a [*NoArrivalError].
func (o *Order) Arrivals(ctx context.Context, n int) ([]Arrival, error) {
	started := time.Now()
	for {
		o.mu.Lock()
		arrivals, changed := slices.Clone(o.arrivals), o.changed
		o.mu.Unlock()
		if len(arrivals) >= n {
			return arrivals, nil
		}
		select {
		case <-changed:
		case <-o.shop.shut:
			return nil, &NoArrivalError{Waited: time.Since(started), Err: ErrClosed}
		case <-ctx.Done():
			return nil, &NoArrivalError{Waited: time.Since(started), Err: context.Cause(ctx)}
		}
	}
}

// Arrived returns all arrivals so far, without waiting.
func (o *Order) Arrived() []Arrival {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.arrivals)
}

// Close forgets the order. Whoever comes back later is told that the shop does
// not know it.
func (o *Order) Close() {
	o.shop.mu.Lock()
	defer o.shop.mu.Unlock()
	delete(o.shop.orders, o.token)
}

// arrived records an arrival and says which one it is, counted from 1. The
// observer has heard of it before anybody who waits.
func (o *Order) arrived(a Arrival) int {
	o.mu.Lock()
	if len(o.arrivals) < maxArrivals {
		o.arrivals = append(o.arrivals, a)
	}
	o.count++
	count := o.count
	o.mu.Unlock()
	if o.observe != nil {
		o.observe(a)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	close(o.changed)
	o.changed = make(chan struct{})
	return count
}
