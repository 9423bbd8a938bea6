package shop

import (
	"bytes"
	"net/http"
	"time"
)

// maxForm is how much of a posted return is read.
const maxForm = 64 << 10

// message is what a page of the shop says.
type message struct{ Title, Text string }

var (
	backAtTheShop = message{"Back at the shop", "Thank you. We look at your payment now, and you can close this window."}
	backAgain     = message{"Back at the shop", "You have been here before. There is nothing left to do."}
	unknownOrder  = message{"Order not found", "We do not know this order. It may be finished already."}
	notReady      = message{"Nothing to pay yet", "This order has not been sent to its payment."}
	nothingHere   = message{"Nothing here", "This shop has no such page."}
	unreadable    = message{"Not understood", "We could not read what came back with you."}
)

// sendOff answers the address that SendOff gave out.
func (s *Shop) sendOff(w http.ResponseWriter, r *http.Request) {
	o := s.order(r.PathValue("order"))
	if o == nil {
		show(w, http.StatusNotFound, unknownOrder)
		return
	}
	o.mu.Lock()
	page, location, policy := o.sendOff, o.location, o.policy
	o.mu.Unlock()
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case location != "":
		http.Redirect(w, r, location, http.StatusSeeOther)
	case len(page) > 0:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		}
		_, _ = w.Write(page)
	default:
		show(w, http.StatusNotFound, notReady)
	}
}

// arrive answers the address of ResultURL with what the gateway added to it.
// Every visit of a known order counts, also a second one.
func (s *Shop) arrive(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		show(w, http.StatusBadRequest, unreadable)
		return
	}
	o := s.order(r.URL.Query().Get("order"))
	if o == nil {
		show(w, http.StatusNotFound, unknownOrder)
		return
	}
	if r.Method == http.MethodHead { // a scanner of links, not a shopper
		show(w, http.StatusOK, backAtTheShop)
		return
	}
	address := *s.public
	address.Path += "return"
	address.RawQuery = r.URL.RawQuery
	count := o.arrived(Arrival{
		At:           time.Now(),
		Method:       r.Method,
		URL:          s.mask.URL(address.String()),
		Query:        r.Form,
		ID:           r.Form.Get("id"),
		ResourcePath: r.Form.Get("resourcePath"),
	})
	if count > 1 {
		show(w, http.StatusOK, backAgain)
		return
	}
	show(w, http.StatusOK, backAtTheShop)
}

// show writes a page of the shop.
func show(w http.ResponseWriter, status int, m message) {
	var page bytes.Buffer
	if err := pages.ExecuteTemplate(&page, "shop.html", m); err != nil {
		panic(err) // embedded and tested
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes())
}
