package simulator

import (
	"strings"
	"time"
)

var (
	parameterErrorsMissing = wrongly("errors", "parameter-errors-missing", "a refusal names no wrong parameter")
	firstErrorOnly         = wrongly("errors", "first-error-only", "of several wrong parameters one is named")
	throttleSucceeds       = wrongly("reporting", "throttle-succeeds", "a request too many is HTTP 200")
	throttleNamesNobody    = wrongly("reporting", "throttle-names-nobody", "a request too many is answered without the id that it was about")
	throttleSaysDuplicate  = wrongly("reporting", "throttle-says-duplicate", "a request too many has another code")
	rejectedReadSucceeds   = wrongly("reporting", "rejected-read-succeeds", "the status of a rejected payment is HTTP 200")
	pendingReadFails       = wrongly("reporting", "pending-read-fails", "the status of a pending payment is HTTP 400")
	declineSucceeds        = wrongly("payments", "decline-succeeds", "a declined payment is answered with HTTP 200")
	amountHundredfold      = wrongly("payments", "amount-hundredfold", "amounts are answered a hundred times as large")
	referenceForgotten     = wrongly("reporting", "reference-forgotten", "answers leave out merchantTransactionId")
	referredForgotten      = wrongly("reporting", "referred-forgotten", "answers leave out referencedId")
	millisForgotten        = wrongly("reporting", "millis-forgotten", "status answers tell the time to the second")
	brandRenamed           = wrongly("brands", "brand-renamed", "paymentBrand is answered in lower case")
	redirectMissing        = wrongly("redirects", "redirect-missing", "a pending payment has no redirect")
	idInUpperCase          = wrongly("contract", "id-in-upper-case", "ids are answered in upper case")
	descriptionWrong       = wrongly("contract", "description-wrong", "results are not described in the words of the list")
	timestampInISO         = wrongly("contract", "timestamp-in-iso", "the timestamp is written as ISO 8601")
	ndcMissing             = wrongly("contract", "ndc-missing", "answers leave out ndc")
	buildNumberMissing     = wrongly("contract", "build-number-missing", "answers leave out buildNumber")
)

var (
	descriptorIsLost = wrongly("backoffice", "descriptor-lost", "an answer has another descriptor than was sent")
	echoIsLost       = wrongly("payments", "echo-lost", "an answer repeats neither customer nor custom parameters")
)

// result writes what was decided, with the literal text of the tables.
func (s *Server) result(w *writer, code string, wrong invalid) {
	w.result(code, s.verdicts[code].text, wrong)
}

// result writes a verdict. What else it says is given as names and values.
func (w *writer) result(code, description string, wrong invalid, more ...string) {
	w.open("result", '{')
	w.text("code", code)
	w.text("description", description)
	if len(wrong) > 0 {
		w.open("parameterErrors", '[')
		for _, p := range wrong {
			w.open("", '{')
			w.text("name", p.name)
			if p.value == "" {
				w.null("value")
			} else {
				w.text("value", p.value)
			}
			w.text("message", p.message)
			w.close('}')
		}
		w.close(']')
	}
	w.members(more)
	w.close('}')
}

// members writes names and values, but for those without a value.
func (w *writer) members(pairs []string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		w.textIf(pairs[i], pairs[i+1])
	}
}

// envelope ends an answer with what every answer has. ndc names the entity and
// this one request. Source: recorded answers; D34.
func (s *Server) envelope(e *exchange, millis bool) {
	w := &e.out
	w.textIf("buildNumber", e.profile.altered(buildNumberMissing, forgotten, s.buildNumber))
	if e.profile.faulty(timestampInISO) {
		w.text("timestamp", e.now.Format(time.RFC3339))
	} else {
		w.time("timestamp", e.now, millis && !e.profile.faulty(millisForgotten))
	}
	if e.profile.faulty(ndcMissing) {
		w.close('}')
		return
	}
	if e.ndc != "" {
		w.text("ndc", e.ndc)
		w.close('}')
		return
	}
	w.key("ndc")
	w.b = append(w.b, '"')
	ids := &s.ids
	if e.channel != nil && e.entity != "" {
		w.b = append(append(w.b, e.entity...), '_')
		ids = &e.channel.ids
	}
	w.b = append(w.b, ids.hex32()...)
	w.b = append(w.b, '"', '}')
}

// refuse answers a request of which nothing is kept and that gets no id.
func (s *Server) refuse(e *exchange, status int, code string, wrong invalid) {
	if e.profile.faulty(parameterErrorsMissing) {
		wrong = nil
	}
	if e.profile.faulty(firstErrorOnly) && len(wrong) > 1 {
		wrong = wrong[:1]
	}
	e.out.b = append(e.out.b[:0], '{')
	s.result(&e.out, code, wrong)
	s.envelope(e, e.r.Method != "POST")
	s.send(e, status)
}

// throttled answers a call too many, with the id it was about (D15).
func (s *Server) throttled(e *exchange, id string) {
	e.out.b = append(e.out.b[:0], '{')
	e.out.textIf("id", e.profile.altered(throttleNamesNobody, forgotten, id))
	code := codeThrottled
	if e.profile.faulty(throttleSaysDuplicate) {
		code = codeDuplicate
	}
	s.result(&e.out, code, nil)
	s.envelope(e, e.r.Method != "POST")
	s.send(e, e.profile.when(throttleSucceeds, 200, s.verdicts[codeThrottled].status))
}

// answerPayment answers with a payment, as the answer to a POST or as its
// status or report.
func (s *Server) answerPayment(e *exchange, p *payment, report bool) {
	if e.checkout != nil {
		s.answerShopper(e, p)
		return
	}
	e.out.b = append(e.out.b[:0], '{')
	p.chain.mu.Lock()
	s.members(&e.out, p, report)
	if r := p.session; r != nil && r.back != "" && p.state() == pending && e.r.Method == "POST" &&
		!e.profile.faulty(redirectMissing) {
		p.redirect(&e.out, s.base(e.r))
	}
	status := e.statusOf(s.verdicts[p.code])
	p.chain.mu.Unlock()
	s.envelope(e, e.r.Method != "POST")
	s.send(e, status)
}

// statusOf is the HTTP status of an answer about a payment (D03, D20).
func (e *exchange) statusOf(v verdict) int {
	read := e.r.Method != "POST"
	switch {
	case v.state == rejected && read && e.profile.faulty(rejectedReadSucceeds),
		v.state == rejected && !read && e.profile.faulty(declineSucceeds):
		return 200
	case v.state == pending && read && e.profile.faulty(pendingReadFails):
		return 400
	}
	return v.status
}

// members writes a payment without its envelope; with chain.mu held.
//
// A rejected payment leaves out amount, currency and descriptor, what is about a
// stored account its type too; an answer to a back-office request has no brand. Source: recorded answers.
func (s *Server) members(w *writer, p *payment, report bool) {
	state, gateway := p.state(), p.channel.profile.Load()
	w.text("id", gateway.altered(idInUpperCase, strings.ToUpper, p.id))
	w.textIf("referencedId", gateway.altered(referredForgotten, forgotten, p.on))
	w.textIf("registrationId", p.registrationID())
	if !p.movesNothing() || report {
		w.text("paymentType", p.kind)
	}
	w.textIf("paymentBrand", gateway.altered(brandRenamed, strings.ToLower, p.brand))
	if state != rejected && !p.movesNothing() && p.kind != typeRI && !p.hidesAmount() {
		m := &p.chain.ledger[p.move]
		w.amount("amount", m.amount*minor(gateway.when(amountHundredfold, 100, 1)))
		w.text("currency", m.currency)
		if p.descriptor != "" && !gateway.faulty(descriptorIsLost) {
			w.text("descriptor", p.descriptor)
		} else {
			p.ownDescriptor(w)
		}
	}
	w.textIf("merchantTransactionId", gateway.altered(referenceForgotten, forgotten, p.reference))
	w.result(p.code, gateway.altered(descriptionWrong, strings.ToUpper, s.verdicts[p.code].text), nil,
		p.found.members(p.code)...)
	switch {
	case p.movesNothing(), p.schedules(), p.checksRisk():
	case state == approved && p.on == "":
		w.open("resultDetails", '{')
		w.text("clearingInstituteName", "Assay Simulator")
		w.textIf("CardholderInitiatedTransactionID", p.initialID())
		w.close('}')
	case state == pending && (p.secured == nil || !p.secured.runs):
		w.open("resultDetails", '{')
		w.text("AcquirerResponse", "received")
		w.text("ConnectorTxID1", p.id[20:])
		w.close('}')
	}
	if !gateway.faulty(echoIsLost) {
		w.raw(p.echo)
	}
	p.secured.write(w)
	p.writeAgreement(w)
	p.writePlan(w)
	p.risk.write(w, riskScore(p.kind, p.on != "", state))
	if report {
		w.key("shortId")
		w.b = append(p.appendShortID(append(w.b, '"')), '"')
	}
}

// movesNothing says whether a transaction is about a stored account: no money.
func (p *payment) movesNothing() bool {
	return p.kind == typeRG || p.kind == typeDR || p.kind == typeTE
}

// ownDescriptor writes what the platform makes when none was sent: the short id
// and the channel's name.
func (p *payment) ownDescriptor(w *writer) {
	w.key("descriptor")
	w.b = p.appendShortID(append(w.b, '"'))
	if name := p.channel.profile.Load().Name; name != "" {
		quoted := len(w.b)
		w.b = appendString(w.b, name)
		w.b[quoted] = ' '
		return
	}
	w.b = append(w.b, '"')
}

// appendShortID writes the number that people know a payment by.
func (p *payment) appendShortID(b []byte) []byte { return appendShortID(b, p.channel.ids.key^p.number) }

// riskScore is what recorded answers carry: 100 on PA and DB, 0 on CP and RV,
// nothing on RF. Source: recorded answers.
func riskScore(kind string, follow bool, s state) string {
	switch {
	case kind == typeCP || kind == typeRV:
		return "0"
	case !follow && s == approved && (kind == typePA || kind == typeDB):
		return "100"
	}
	return ""
}

// record writes a payment as a row of a list: with its own time, without build
// number and ndc (D34). What else a list says of it is given as names and
// values.
func (s *Server) record(w *writer, p *payment, more ...string) {
	w.open("", '{')
	p.chain.mu.Lock()
	s.members(w, p, true)
	at := p.at
	p.chain.mu.Unlock()
	w.members(more)
	w.time("timestamp", at.Truncate(time.Millisecond), !p.channel.profile.Load().faulty(reportLosesMillis))
	w.close('}')
}
