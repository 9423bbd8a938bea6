package simulator

import (
	"slices"
	"strings"

	"assay/support/spec"
)

// typeRG is the kind of transaction that a stored account is.
const typeRG = "RG"

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
	p := newInitial(e.channel, typeRG)
	p.brand, p.at = strings.Clone(f.get("paymentBrand")), e.now
	p.take(f)
	e.out.b = e.out.b[:0]
	echo(&e.out, f)
	p.echo = append([]byte(nil), e.out.b...)
	m := &p.chain.ledger[0]
	m.mode, m.at = e.mode(), e.now
	p.code = s.registrable(e, brand, known)
	m.state = s.verdicts[p.code].state
	if p.reference != "" {
		e.channel.claim(p, false)
	}
	s.keep(p)
	s.answerPayment(e, p, false)
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
var accountGroups = []string{"card.", "bankAccount.", "virtualAccount.", "applePay.", "googlePay."}

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
