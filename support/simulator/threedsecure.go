package simulator

import (
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"assay/support/spec"
)

var (
	notEnrolledAuthorised = wrongly("threedsecure", "not-enrolled-authorised",
		"a payment goes on although its card's holder is not enrolled for 3-D Secure")
	attemptRejected = wrongly("threedsecure", "attempt-rejected",
		"an attempt at authentication does not count")
	challengeWishIgnored = wrongly("threedsecure", "challenge-wish-ignored",
		"threeDSecure.challengeIndicator 04 does not lead to a challenge")
	exemptionIgnored = wrongly("threedsecure", "exemption-ignored",
		"the shopper is challenged although an exemption is claimed")
	authenticatedAgain = wrongly("threedsecure", "authenticated-again",
		"a payment that carries the values of an authentication is authenticated once more")
	merchantInitiatedAsked = wrongly("threedsecure", "merchant-initiated-asked",
		"3-D Secure runs for a payment at which no shopper is present")
)

// secured is what a payment knows of 3-D Secure: what its request said about
// it, and what came of it. The card's number is not there: what its issuer does
// was looked up while the request was there.
type secured struct {
	asked  []byte      // JSON members that repeat the request's threeDSecure
	runs   bool        // the gateway asks the issuer itself
	issuer spec.Issuer // what it does
	after  string      // result code of the connector once the holder is known; "" = success
	block  *block      // of the account, if the connector declines with an advice; nil = none
	digits string      // the card's last four, for the issuer's page
	server string      // threeDSServerTransID

	// Guarded by chain.mu.
	result *authentication // nil = none yet
}

// authentication is what an issuer answered, as a payment's answer shows it.
type authentication struct {
	status, eci, flow, version, authType string
	verification, dsID, acsID            string
}

// asks3DS says whether 3-D Secure is applied to a request: to cards on a channel
// that has it on, or whose shopper's browser is described. It is not where the
// merchant brings the values of an authentication along, and where no shopper is
// there: payments that the merchant initiates, and payouts. Source: D25.
func (e *exchange) asks3DS() bool {
	f, o := &e.form, &e.order
	if o.brand.Kind != "card" || o.brand.Workflow != spec.Sync || f.get("card.number") == "" && o.stored == nil {
		return false
	}
	if !e.profile.ThreeDSecure && !f.any("customer.browser.") {
		return false
	}
	switch {
	case f.get("paymentType") == typeCD, f.get("threeDSecure.disable") == "true":
		return false
	case f.merchantInitiated():
		return e.profile.faulty(merchantInitiatedAsked)
	case authenticatedElsewhere(f):
		return e.profile.faulty(authenticatedAgain)
	}
	return true
}

// authenticatedElsewhere says whether a request carries the outcome of an
// authentication. Source: parameters.tsv, threeDSecure.*.
func authenticatedElsewhere(f *form) bool {
	return slices.ContainsFunc([]string{
		"threeDSecure.eci", "threeDSecure.verificationId", "threeDSecure.xid", "threeDSecure.dsTransactionId",
		"threeDSecure.authenticationStatus",
	}, func(name string) bool { return f.get(name) != "" })
}

// issuerOf is what the issuer of a request's card does: as published for the
// card, or as the request wishes for a test. A wish for one flow changes which
// way a holder is made sure of, not whether that is possible.
//
// Source: test-data.tsv, 3DS2 cards and switches; D25. That an exemption spares
// the shopper the challenge is decided, unless the merchant mandates one.
func (e *exchange) issuerOf() spec.Issuer {
	f := &e.form
	i := spec.IssuerOf(f.get("card.number"))
	if stored := e.order.stored; stored != nil {
		i = stored.issuer
	}
	enrolled := f.get("customParameters[3DS2_enrolled]") == "true" ||
		f.get("customParameters[3Dsimulator.forceEnrolled]") == "true"
	if i.Outcome == "" && enrolled {
		i.Outcome = spec.Frictionless
	}
	if i.Outcome != spec.Frictionless && i.Outcome != spec.Attempt && i.Outcome != spec.Challenge {
		return i
	}
	switch f.get("customParameters[3DS2_flow]") {
	case "challenge":
		i.Outcome = spec.Challenge
	case "frictionless":
		i.Outcome = spec.Frictionless
	}
	if i.Outcome == spec.Challenge && f.get("threeDSecure.exemptionFlag") != "" && !e.profile.faulty(exemptionIgnored) {
		i.Outcome = spec.Frictionless
	}
	mandated := strings.TrimPrefix(f.get("threeDSecure.challengeIndicator"), "0") == "4"
	if mandated && !e.profile.faulty(challengeWishIgnored) {
		i.Outcome = spec.Challenge
	}
	return i
}

// sendsAway says whether the shopper has to go to the gateway's pages: for the
// issuer's question, or for its look at the browser. A card without either is
// answered at once, which is decided: no source says so.
func (x *secured) sendsAway() bool {
	return x.issuer.Outcome == spec.Challenge || x.issuer.MethodData
}

// check3DS asks the issuer of a new payment's card. It returns "" when the
// payment may go on to the connector, and codePending when the shopper has to
// be sent away first.
func (s *Server) check3DS(e *exchange, p *payment) string {
	x := p.secured
	if x == nil || !x.runs {
		return ""
	}
	if x.sendsAway() {
		x.after = s.verdicts[e.order.trigger].code // the table's own: the request's memory held a card number
		if b, advised := e.advised(); advised {
			x.block = &b
		}
		s.openIssuer(e, p)
		return codePending
	}
	return s.ask(p)
}

// ask is what comes of an issuer that does not ask its holder: "" when the
// payment may go on, or the code of its end; with chain.mu held, or before
// anybody else knows the payment. Source: D25.
func (s *Server) ask(p *payment) string {
	x, c := p.secured, p.channel.profile.Load()
	code := ""
	switch x.issuer.Outcome {
	case spec.Frictionless:
		x.result = p.authenticated("Y")
	case spec.Attempt:
		x.result = p.authenticated("A")
		if c.faulty(attemptRejected) {
			return codeLoginFailed
		}
	case spec.TechnicalError:
		x.result = p.authenticated("U")
		code = code3DSFailed
	case spec.NotEnrolled:
		x.result = p.authenticated("N")
		if code = codeNotEnrolled; c.faulty(notEnrolledAuthorised) {
			code = ""
		}
	case spec.NotParticipating:
		code = codeNotParticipating
	default:
		code = codeNotEnrolledFor2
	}
	if c.settings.authoriseAnyway {
		return ""
	}
	return code
}

var declineIgnored = wronglyShown("threedsecure", "decline-after-challenge-ignored",
	"the bank's decline is lost once the shopper has answered the issuer")

// pass lets a payment whose shopper came through 3-D Secure go on to the
// connector, which may still decline it; with chain.mu held.
func (s *Server) pass(p *payment, now time.Time) {
	code := successCode(p.chain.ledger[p.move].mode)
	v, asks := s.verdicts[p.secured.after]
	c := p.channel.profile.Load()
	if asks && v.state != pending && p.kind != type3D && !c.faulty(declineIgnored) {
		code = v.code
		if b := p.secured.block; b != nil {
			p.channel.blocks.add(b.from(now, c))
		}
	}
	p.end(code, s.verdicts[code].state, now)
}

var failedChallengeAuthorised = wronglyShown("threedsecure", "failed-challenge-authorised",
	"a payment whose shopper failed the issuer's question is approved")

// fail ends a pending payment that its shopper gave up or got wrong; with
// chain.mu held.
func (p *payment) fail(code string, now time.Time) {
	if p.decided(code) {
		return
	}
	if x := p.secured; x != nil && x.runs {
		x.result = p.authenticated("N")
		if code == codeLoginFailed && p.channel.profile.Load().faulty(failedChallengeAuthorised) {
			p.end(successCode(p.chain.ledger[p.move].mode), approved, now)
			return
		}
	}
	p.end(code, rejected, now)
}

var (
	eciMissing = wrongly("threedsecure", "eci-missing", "an authenticated payment has no ECI")
	eciOfVisa  = wrongly("threedsecure", "eci-of-another-scheme", "every brand answers with VISA's ECI")
)

// authenticated makes the values that an issuer answers with a status: Y, A, N
// or U. Only one who is sure, or counts the attempt, has a verificationId, and
// a holder who was asked and failed has no ECI.
//
// Source: recorded answers (their names and forms); the values are made up.
func (p *payment) authenticated(status string) *authentication {
	x, ids, c := p.secured, &p.channel.ids, p.channel.profile.Load()
	a := &authentication{status: status, flow: "frictionless", version: "2.2.0"}
	a.dsID, a.acsID = ids.uuid(), ids.uuid()
	if x.issuer.First {
		a.version = "1.0.2"
	}
	if x.issuer.Outcome == spec.Challenge {
		a.flow, a.authType = "challenge", c.authType(x.issuer)
	}
	if status == "Y" || status == "A" {
		a.verification = ids.verification()
	}
	if status != "N" || a.flow != "challenge" {
		a.eci = spec.ECI(p.brand, status)
	}
	switch {
	case c.faulty(eciMissing):
		a.eci = ""
	case c.faulty(eciOfVisa) && a.eci != "":
		a.eci = spec.ECI("VISA", status)
	}
	return a
}

// uuid returns an identifier in the form of a directory server's.
func (s *sequence) uuid() string {
	h := s.hex32()
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:]
}

// verification returns what stands for a CAVV: 20 bytes, 28 characters.
func (s *sequence) verification() string {
	return base64.StdEncoding.EncodeToString([]byte(s.hex32()[:20]))
}
