package simulator

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
)

var integrityWrong = wronglyShown("checkout", "integrity-wrong",
	"the integrity of a checkout is that of another script")

var widgetTellsShop = wronglyShown("checkout", "widget-tells-shop",
	"the widget sends the card's number to the merchant's host, too")

// widgetFile is the script, with a place for the checkout it is about.
const (
	widgetFile  = "pages/paymentWidgets.js"
	widgetPlace = "/* checkout */"
)

// paymentWidgets answers GET /v1/paymentWidgets.js?checkoutId={id}, or with
// "{id}/registration" for a checkout that only stores an account: the script
// that turns the merchant's form into a place to pay. It needs no login.
//
// Source: COPYandPAY, "Create the payment form".
func (s *Server) paymentWidgets(e *exchange) {
	id, resource, _ := strings.Cut(e.form.get("checkoutId"), "/")
	c := s.checkouts.find(id)
	if c == nil || resource != "" && resource != "registration" {
		s.noSession(e)
		return
	}
	c.mu.Lock()
	e.out.b = append(e.out.b[:0], s.widget(c)...)
	c.mu.Unlock()
	h := e.w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Access-Control-Allow-Origin", "*") // crossorigin="anonymous", without which there is no integrity
	h.Set("Content-Length", strconv.Itoa(len(e.out.b)))
	_, _ = e.w.Write(e.out.b) // the browser has gone: nobody is left to tell
}

// widget is the script of a checkout; with its mu held.
func (s *Server) widget(c *checkout) []byte {
	script, err := pageFiles.ReadFile(widgetFile)
	if err != nil {
		panic(err) // embedded
	}
	w := writer{b: []byte{'{'}}
	w.text("id", c.id)
	w.text("resource", c.resource())
	if c.channel.profile.Load().faulty(widgetTellsShop) {
		w.text("tells", "yes")
	}
	w.open("registrations", '[')
	for _, t := range c.stored {
		w.open("", '{')
		w.text("id", t.id)
		w.text("brand", t.brand)
		w.text("digits", t.registration.account.Load().digits)
		w.close('}')
	}
	w.close(']')
	w.open("cards", '[')
	for _, name := range s.cardBrands() {
		w.key("")
		w.b = appendString(w.b, name)
	}
	w.close(']')
	w.close('}')
	return bytes.Replace(script, []byte(widgetPlace), w.b, 1)
}

// cardBrands are the brands whose account is a card that the widget asks for.
func (s *Server) cardBrands() []string {
	var names []string
	for _, b := range s.brands.Brands() {
		if b.Kind == "card" && b.Workflow == spec.Sync {
			names = append(names, b.Name)
		}
	}
	slices.Sort(names)
	return names
}

// integrity is the hash that a browser compares a script with. Source: W3C
// Subresource Integrity.
func integrity(script []byte) string {
	sum := sha512.Sum384(script)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}
