package simulator

import "time"

// result writes what was decided, with the literal text of the tables.
func (s *Server) result(w *writer, code string, wrong invalid) {
	w.open("result", '{')
	w.text("code", code)
	w.text("description", s.verdicts[code].text)
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
	w.close('}')
}

// envelope ends an answer with what every answer has. ndc names the entity and
// this one request. Source: recorded answers; D34.
func (s *Server) envelope(e *exchange, millis bool) {
	w := &e.out
	w.text("buildNumber", s.buildNumber)
	w.time("timestamp", e.now, millis)
	w.key("ndc")
	w.b = append(w.b, '"')
	ids := &s.ids
	if e.channel != nil {
		w.b = append(append(w.b, e.entity...), '_')
		ids = &e.channel.ids
	}
	w.b = append(w.b, ids.hex32()...)
	w.b = append(w.b, '"', '}')
}

// refuse answers a request of which nothing is kept and that gets no id.
func (s *Server) refuse(e *exchange, status int, code string, wrong invalid) {
	e.out.b = append(e.out.b[:0], '{')
	s.result(&e.out, code, wrong)
	s.envelope(e, e.r.Method != "POST")
	s.send(e, status)
}

// throttled answers a call too many, with the id it was about (D15).
func (s *Server) throttled(e *exchange, id string) {
	e.out.b = append(e.out.b[:0], '{')
	e.out.textIf("id", id)
	s.result(&e.out, codeThrottled, nil)
	s.envelope(e, e.r.Method != "POST")
	s.send(e, s.verdicts[codeThrottled].status)
}

// answerPayment answers with a payment, as the answer to a POST or as its
// status or report.
func (s *Server) answerPayment(e *exchange, p *payment, report bool) {
	e.out.b = append(e.out.b[:0], '{')
	p.chain.mu.Lock()
	s.members(&e.out, p, report)
	if r := p.session; r != nil && r.back != "" && p.state() == pending && e.r.Method == "POST" {
		p.redirect(&e.out, s.base(e.r))
	}
	status := s.verdicts[p.code].status
	p.chain.mu.Unlock()
	s.envelope(e, e.r.Method != "POST")
	s.send(e, status)
}

// members writes a payment without its envelope; with chain.mu held.
//
// A rejected payment leaves out amount, currency and descriptor, a stored account
// its type too; an answer to a back-office request has no brand. Source: recorded answers.
func (s *Server) members(w *writer, p *payment, report bool) {
	state := p.state()
	w.text("id", p.id)
	w.textIf("referencedId", p.on)
	if p.kind != typeRG || report {
		w.text("paymentType", p.kind)
	}
	w.textIf("paymentBrand", p.brand)
	if state != rejected && p.kind != typeRG && !p.hidesAmount() {
		m := &p.chain.ledger[p.move]
		w.amount("amount", m.amount)
		w.text("currency", m.currency)
		if p.descriptor != "" {
			w.text("descriptor", p.descriptor)
		} else {
			p.ownDescriptor(w)
		}
	}
	w.textIf("merchantTransactionId", p.reference)
	s.result(w, p.code, nil)
	switch {
	case state == approved && p.on == "" && p.kind != typeRG:
		w.open("resultDetails", '{')
		w.text("clearingInstituteName", "Assay Simulator")
		w.close('}')
	case state == pending && (p.secured == nil || !p.secured.runs):
		w.open("resultDetails", '{')
		w.text("AcquirerResponse", "received")
		w.text("ConnectorTxID1", p.id[20:])
		w.close('}')
	}
	w.raw(p.echo)
	p.secured.write(w)
	if score := riskScore(p.kind, p.on != "", state); score != "" {
		w.open("risk", '{')
		w.text("score", score)
		w.close('}')
	}
	if report {
		w.key("shortId")
		w.b = append(appendShortID(append(w.b, '"'), p.channel.ids.key^p.number), '"')
	}
}

// ownDescriptor writes what the platform makes when none was sent: the short id
// and the channel's name.
func (p *payment) ownDescriptor(w *writer) {
	w.key("descriptor")
	w.b = appendShortID(append(w.b, '"'), p.channel.ids.key^p.number)
	if name := p.channel.profile.Load().Name; name != "" {
		quoted := len(w.b)
		w.b = appendString(w.b, name)
		w.b[quoted] = ' '
		return
	}
	w.b = append(w.b, '"')
}

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
// number and ndc (D34).
func (s *Server) record(w *writer, p *payment) {
	w.open("", '{')
	p.chain.mu.Lock()
	s.members(w, p, true)
	at := p.at
	p.chain.mu.Unlock()
	w.time("timestamp", at.Truncate(time.Millisecond), true)
	w.close('}')
}
