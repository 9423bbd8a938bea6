package simulator

import (
	"net/http"
	"slices"
	"strings"

	"assay/support/spec"
)

var linkTypeIgnored = wronglyShown("paybylink", "link-type-ignored", "a payment link for a PA takes a DB")

// submitLink takes what the shopper entered: an attempt at paying, or a notice of
// what is missing.
func (s *Server) submitLink(v *linkVisit) {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxPageForm)
	if err := v.r.ParseForm(); err != nil {
		s.linkPage(v, http.StatusBadRequest, pageData{Title: "Pay", Text: "The form could not be read."})
		return
	}
	if !v.l.begin(v.now) {
		s.showLink(v, http.StatusConflict)
		return
	}
	e, notice := s.linkOrder(v)
	defer e.wipe()
	if notice != "" {
		v.l.attempted(v.c, nil, notice)
		v.leave(v.address(s))
		return
	}
	p, notice := s.payByLink(e)
	v.l.attempted(v.c, p, notice)
	s.afterAttempt(v, p)
}

// afterAttempt leads on from an attempt: to the shop, to a brand or an issuer, or
// back to the form.
func (s *Server) afterAttempt(v *linkVisit, p *payment) {
	if p == nil {
		v.leave(v.address(s))
		return
	}
	p.chain.mu.Lock()
	how := p.state()
	p.chain.mu.Unlock()
	switch {
	case how == approved:
		s.toShop(v)
	case how == pending && p.session != nil:
		s.letIn(visit{w: v.w, r: v.r, p: p})
	default:
		v.leave(v.address(s))
	}
}

// payByLink takes an order through the checks of every new payment. A decline
// that is forced keeps nothing (D24): there is a notice and no payment.
func (s *Server) payByLink(e *exchange) (*payment, string) {
	if forced := s.readTrigger(e); forced && s.verdicts[e.order.trigger].state == rejected {
		return nil, declineNotice(s.verdicts[e.order.trigger].text)
	}
	p := s.newPayment(e)
	s.makeUp(e, p, initialChecks)
	return p, ""
}

// fieldsNotice begins the list of what is missing or wrong.
const fieldsNotice = "Please look at: "

// linkOrder makes the request of a payment out of the link's and of what the
// shopper entered. A notice says what keeps it from being one.
func (s *Server) linkOrder(v *linkVisit) (e *exchange, notice string) {
	e = &exchange{w: v.w, r: v.r, channel: v.l.channel, profile: v.profile, entity: v.profile.EntityID, now: v.now}
	f := &e.form
	f.params, f.faults = slices.Clone(v.l.params), v.profile.settings.rules.faults
	f.set("shopperResultUrl", v.address(s)+"/return")
	if v.profile.faulty(linkTypeIgnored) {
		f.set("paymentType", typeDB)
	}
	wrong, offered := v.enterBilling(f), s.linkForm(v)
	choice := offered.Brands
	if brand, chosen := v.chosenBrand(); chosen {
		f.set("paymentBrand", brand)
	} else {
		choice = offered.Cards
		wrong = append(wrong, v.enterCard(f)...)
	}
	e.order = s.readOrder(f)
	if !slices.ContainsFunc(choice, func(b spec.Brand) bool { return b.Name == e.order.brand.Name }) {
		wrong = append(wrong, "way to pay")
	}
	if wrong != nil {
		return e, fieldsNotice + strings.Join(wrong, ", ") + "."
	}
	e.assumed = e.order.brand.Assumed
	e.read3DS() // the page has seen the browser itself: its description is not asked for
	var lacks invalid
	if lacks.initialPayment(f, e.order.brand, true); len(lacks) > 0 {
		return e, fieldsNotice + "way to pay."
	}
	return e, ""
}

// chosenBrand is the brand that the shopper goes on to, from a list or by its
// button; not chosen, it is a card.
func (v *linkVisit) chosenBrand() (brand string, chosen bool) {
	action := v.r.PostForm.Get("action")
	if action == "brand" {
		return v.r.PostForm.Get("brand"), true
	}
	return strings.CutPrefix(action, "brand ")
}

// enterBilling adds the billing address and returns the labels of what is wrong.
func (v *linkVisit) enterBilling(f *form) (wrong []string) {
	for _, field := range v.l.show.billing {
		value := strings.TrimSpace(v.r.PostForm.Get(field.Name))
		if value == "" && field.Required || value != "" && !fits("billing."+field.Name, value) {
			wrong = append(wrong, strings.ToLower(field.Label))
			continue
		}
		if value != "" {
			f.set("billing."+field.Name, value)
		}
	}
	return wrong
}

// enterCard adds the card and returns the labels of what is wrong.
func (v *linkVisit) enterCard(f *form) (wrong []string) {
	month, year := expiryOf(v.r.PostForm.Get("expiry"))
	number := strings.NewReplacer(" ", "", "-", "").Replace(v.r.PostForm.Get("number"))
	for _, p := range []struct{ label, name, value string }{
		{"card number", "card.number", number},
		{"card holder", "card.holder", strings.TrimSpace(v.r.PostForm.Get("holder"))},
		{"expiry date", "card.expiryMonth", month},
		{"expiry date", "card.expiryYear", year},
		{"security code", "card.cvv", strings.TrimSpace(v.r.PostForm.Get("cvv"))},
	} {
		switch {
		case p.value != "" && fits(p.name, p.value):
			f.set(p.name, p.value)
		case !slices.Contains(wrong, p.label):
			wrong = append(wrong, p.label)
		}
	}
	if brand := v.r.PostForm.Get("cardBrand"); brand != "" {
		f.set("paymentBrand", brand)
	}
	return wrong
}

// fits says whether a value has the format of a parameter.
func fits(name, value string) bool {
	known, ok := spec.LookupParameter(name)
	if !ok {
		return false
	}
	_, right := known.Check(value)
	return right
}

// expiryOf reads "05/34" or "05/2034".
func expiryOf(text string) (month, year string) {
	month, year, _ = strings.Cut(strings.ReplaceAll(text, " ", ""), "/")
	if len(year) == 2 {
		year = "20" + year
	}
	if len(month) == 1 {
		month = "0" + month
	}
	return month, year
}
