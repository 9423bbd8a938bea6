package simulator

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rsc.io/qr"

	"assay/support/spec"
)

var (
	linkIDPlain = wrongly("paybylink", "link-id-plain", "the id of a payment link is no UUID")
	qrForgotten = wrongly("paybylink", "link-qr-forgotten", "a payment link comes without the QR code that was asked for")
	smsInTest   = wrongly("paybylink", "link-sms-in-test-mode", "a payment link in test mode is sent by SMS")
	linkUnknown = wrongly("paybylink", "unknown-link-succeeds", "the state of an unknown payment link is HTTP 200")
)

// linkTypes are the payment types that a link may ask for. Source: Pay By Link.
var linkTypes = []string{typePA, typeDB}

// createLink answers POST /paybylink/v1: nothing is paid, but the answer has an
// address at which the shopper may pay, once, for 90 days or as long as
// validUntil says. The result code, and the form of qrCode (a PNG in base64), are
// not verified.
//
// Source: Pay By Link.
func (s *Server) createLink(e *exchange) {
	if !s.admit(e, e.linkProblems()) {
		return
	}
	e.doubted = true
	l := newPaymentLink(e)
	s.keepLink(l)
	link := s.base(e.r) + linksPath + l.id
	e.out.b = append(e.out.b[:0], '{')
	e.out.text("id", l.id)
	s.result(&e.out, codeCheckoutCreated, nil)
	e.out.text("link", link)
	if e.form.get("createQRCode") == "true" && !e.profile.faulty(qrForgotten) {
		e.out.textIf("qrCode", qrCode(link))
	}
	s.envelope(e, false)
	s.send(e, http.StatusOK)
}

// linkProblems says what is wrong with a request for a link. The account is the
// shopper's to enter, so a request has none.
func (e *exchange) linkProblems() invalid {
	f := &e.form
	wrong := f.parameters(&e.profile.settings, linkTypes)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.require(f, "paymentType", "amount", "currency")
	wrong.returnURL(f, false)
	for _, p := range f.params {
		named := slices.ContainsFunc(accountGroups, func(group string) bool { return strings.HasPrefix(p.name, group) })
		if p.value != "" && (named || p.name == "paymentBrand") {
			wrong.add(p.name, p.value, notAllowed)
		}
	}
	if _, fits := linkLife(f); !fits && !wrong.about("validUntil") {
		wrong.add("validUntil", f.get("validUntil"), missingOrWrong)
	}
	return wrong
}

// ofTheLink says whether a parameter is about a link and not about its payments.
func ofTheLink(name string) bool {
	known, ok := spec.LookupParameter(name)
	return ok && known.Group == "paybylink" || name == "entityId" || name == "shopperResultUrl" ||
		strings.HasPrefix(name, "authentication.")
}

// qrCode is a picture of a text for a phone's camera: a PNG in base64. What a real
// gateway sends is not published.
func qrCode(text string) string {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "" // longer than a code can be
	}
	return base64.StdEncoding.EncodeToString(bytes.TrimSpace(code.PNG()))
}

// switchLinkOff answers DELETE /paybylink/v1/{id}: nobody can begin to pay by the
// link any more. Doing it twice changes nothing. The result code is not verified.
//
// Source: Pay By Link.
func (s *Server) switchLinkOff(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	e.doubted = true
	l := s.ownLink(e)
	if l == nil {
		s.refuseLink(e)
		return
	}
	l.mu.Lock()
	l.off = true
	l.mu.Unlock()
	e.out.b = append(e.out.b[:0], '{')
	e.out.text("id", l.id)
	s.result(&e.out, codeCheckoutDeleted, nil)
	s.envelope(e, true)
	s.send(e, http.StatusOK)
}

// sendLink answers POST /paybylink/v1/{id}/sms. Messages are sent in live mode
// only; which code says so is not verified. This gateway sends none at all.
//
// Source: Pay By Link.
func (s *Server) sendLink(e *exchange) {
	wrong := e.readingProblems()
	wrong.require(&e.form, "smsTo")
	if !s.admit(e, wrong) {
		return
	}
	e.doubted = true
	l := s.ownLink(e)
	switch {
	case l == nil:
		s.refuseLink(e)
		return
	case e.profile.Mode != modeLive && !e.profile.faulty(smsInTest):
		s.refuse(e, http.StatusBadRequest, codeWrongMode, nil)
		return
	}
	e.out.b = append(e.out.b[:0], '{')
	e.out.text("id", l.id)
	s.result(&e.out, codeFound, nil)
	s.envelope(e, false)
	s.send(e, http.StatusOK)
}

// refuseLink answers for a link or checkout that nobody knows. Source: recorded
// answer of the checkout status to the id of a link.
func (s *Server) refuseLink(e *exchange) {
	s.refuse(e, e.profile.when(linkUnknown, http.StatusOK, http.StatusBadRequest), codeInvalid, nil)
}

// ownLink finds the link of the path among those of the request's channel.
func (s *Server) ownLink(e *exchange) *paymentLink {
	if l := s.link(e.id); l != nil && l.channel == e.channel {
		return l
	}
	return nil
}

// How long a link lives: 90 days unless it says otherwise, and a hundred years at
// most, which is decided; so is that a number without a unit counts days.
// Source: parameters.tsv, validUntil.
const (
	linkDays    = 90
	maxLinkDays = 100 * 365
)

// linkLife reads validUntil and its unit, as hours, and says whether they can be.
func linkLife(f *form) (hours int, fits bool) {
	if f.get("validUntil") == "" {
		return linkDays * 24, true
	}
	n, err := strconv.Atoi(f.get("validUntil"))
	if err != nil || n < 1 || n > maxLinkDays*24 {
		return 0, false
	}
	if f.get("validUntilUnit") == "HOUR" {
		return n, true
	}
	return n * 24, n <= maxLinkDays
}
