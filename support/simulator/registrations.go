package simulator

import (
	"slices"
	"strings"

	"assay/support/spec"
)

var (
	registrationUnnamed = wrongly("registrations", "registration-id-missing",
		"a payment that stores its account does not name the registration")
	registrationShowsMore = wrongly("registrations", "registration-shows-eight-digits",
		"a stored card is shown with its first eight digits")
	declineForgotten = wrongly("registrations", "registration-forgets-decline",
		"a card that the issuer declines pays once it is stored")
)

// createRegistration answers POST /v1/registrations: it stores an account
// without a payment. The answer's id is the token, and has no paymentType.
//
// Source: Tokenisation, stand-alone; recorded answers.
func (s *Server) createRegistration(e *exchange) {
	f := &e.form
	brand, known := s.brands.Lookup(f.get("paymentBrand"))
	wrong := f.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	if kind := f.get("paymentType"); kind != "" {
		wrong.add("paymentType", kind, notAllowed)
	}
	wrong.registration(f, brand)
	if !s.admit(e, wrong) {
		return
	}
	p := s.newRegistration(e, strings.Clone(f.get("paymentBrand")), s.registrable(e, brand, known))
	p.take(f)
	p.chain.agreement = e.agreement()
	var rest writer
	rest.raw(p.echo)
	echoOthers(&rest, f)
	p.echo = rest.b
	if p.reference != "" {
		e.channel.claim(p, false)
	}
	e.checkout.hold(p)
	s.keepRegistration(p)
	s.answerPayment(e, p, false)
}

// newRegistration makes the transaction (RG) of an account in a request.
func (s *Server) newRegistration(e *exchange, brand, code string) *payment {
	p := newInitial(e.channel, typeRG)
	p.brand, p.at, p.made, p.code = brand, e.now, e.now.UnixNano(), code
	p.chain.checkout = e.checkout.ofChain()
	shown := binDigits
	if e.profile.faulty(registrationShowsMore) {
		shown += 2
	}
	a, r := s.accountOf(&e.form, shown), &registration{}
	if e.profile.faulty(declineForgotten) {
		a.trigger, a.advice = "", ""
	}
	r.account.Store(&a)
	if r.until = a.expires; r.until.IsZero() {
		r.until = e.now
	}
	r.until = r.until.AddDate(0, retentionMonths, 0)
	if e.profile.faulty(retentionEndless) {
		r.until = r.until.AddDate(100, 0, 0)
	}
	p.registration, p.echo = r, a.members
	m := &p.chain.ledger[0]
	m.mode, m.at, m.state = e.mode(), e.now, s.verdicts[code].state
	return p
}

// keepRegistration is how every registration comes into being.
func (s *Server) keepRegistration(p *payment) {
	s.keep(p)
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	s.retain(p, p.registration.until)
	if p.state() == approved {
		p.notifyRegistration(actionCreated)
	}
}

// storeAccount stores the account of a payment that asks for it, and tells the
// registration how the payment went so far. A payment that is rejected at once
// stores nothing. Source: Tokenisation, "createRegistration".
func (s *Server) storeAccount(e *exchange, p *payment) {
	if p.chain.token == nil && p.state() != rejected && e.form.get("createRegistration") == "true" {
		t := s.newRegistration(e, p.brand, p.code)
		t.registration.payment = p.id
		p.chain.token = t
		s.keepRegistration(t)
	}
	p.tellRegistration(e.now)
}

// registrationID is what an answer about a payment names, "" when it has none.
func (p *payment) registrationID() string {
	if p.chain.token == nil || p.on != "" || p.channel.profile.Load().faulty(registrationUnnamed) {
		return ""
	}
	return p.chain.token.id
}

// registration checks what POST /v1/registrations wants beyond formats: the
// brand, and its account. Nobody is sent anywhere, so no return address.
func (v *invalid) registration(f *form, b spec.Brand) {
	v.require(f, "paymentBrand")
	if b.Kind == "card" && !f.any("card.") && !f.faults.has(registersWithoutCard) {
		v.add("paymentBrand", "", cardMustBeSet)
		return
	}
	for _, name := range b.Required {
		if name != "shopperResultUrl" {
			v.require(f, name)
		}
	}
}

var registersAnyCard = wrongly("registrations", "registers-any-card", "an account that cannot be right is stored")

// accountGroups are the groups of parameters that name an account.
var accountGroups = []string{"card.", "bankAccount.", "virtualAccount.", "applePay.", "googlePay.", "tokenAccount."}

// hasAccount says whether a registration names an account: in a group of its
// own, or by what the brand asks for instead.
func hasAccount(f *form, b spec.Brand) bool {
	return slices.ContainsFunc(accountGroups, f.any) ||
		slices.ContainsFunc(b.Required, func(name string) bool { return name != "shopperResultUrl" })
}

// registrable returns the code of a new registration.
func (s *Server) registrable(e *exchange, brand spec.Brand, known bool) string {
	switch {
	case !known || !permits(e.profile.Brands, brand.Name):
		return codeNotConfigured // D29
	case !hasAccount(&e.form, brand):
		return codeNoAccount
	}
	if code := checkAccount(&e.form, brand.Name, e.now); code != "" && !e.profile.faulty(registersAnyCard) {
		return code
	}
	return successCode(e.mode())
}
