package simulator

var (
	rescheduleUnchecked = wrongly("scheduling", "ended-schedule-can-change", "a schedule can be changed after its end")
	descheduleTwice     = wrongly("scheduling", "descheduled-twice", "a schedule can be ended again and again")
	schedulesUnlisted   = wrongly("scheduling", "schedules-unlisted", "a registration has no list of its schedules")
)

// createSchedule answers POST /scheduling/v1/schedules: from now on the platform
// pays with a registration by itself, whenever the job says so. The schedule is a
// transaction of its own (SD). What else its answer has is not verified.
//
// Source: flows of subscriptions; result codes 100.250.* and 100.150.*.
func (s *Server) createSchedule(e *exchange) {
	f := &e.form
	wrong := e.scheduleProblems()
	wrong.require(f, "registrationId", "amount", "currency")
	if !s.admit(e, wrong) {
		return
	}
	e.doubted = true
	t, code := s.schedulable(e)
	var j job
	if code == "" {
		j, code = f.job(&e.profile.settings, e.now)
	}
	p := newInitial(e.channel, typeSD)
	p.at, p.made, p.code, p.chain.token = e.now, e.now.UnixNano(), code, t
	m := &p.chain.ledger[0]
	m.mode, m.at = e.mode(), e.now
	if code == "" {
		p.code, m.state = successCode(m.mode), approved
		p.chain.schedule = &schedule{plan: p, job: j, order: f.scheduled()}
		m.plan(p.chain.schedule.order)
		p.hold()
		p.chain.mu.Lock()
		s.armNext(p, e)
		p.chain.mu.Unlock()
	}
	s.keepSchedule(e, p)
}

// scheduleProblems says what is wrong with the names and formats of a request
// about a schedule.
func (e *exchange) scheduleProblems() invalid {
	wrong := e.readingProblems()
	wrong.jobDates(&e.form)
	return wrong
}

// schedulable returns the registration that a schedule is to pay with, and the
// code of why it cannot.
func (s *Server) schedulable(e *exchange) (*payment, string) {
	t, code := s.registered(e, e.form.get("registrationId"))
	if t == nil {
		return nil, code
	}
	t.chain.mu.Lock()
	code = t.usable()
	t.chain.mu.Unlock()
	if code == "" {
		code = t.registration.account.Load().check(e)
	}
	if code == "" {
		code = e.form.agreementCode(t.brand, true)
	}
	if code == "" && !permits(scheduleTypes, e.form.get("paymentType")) {
		code = codeNoJobAction
	}
	return t, code
}

// plan books what each payment of a schedule is about.
func (m *movement) plan(order []param) {
	f := form{params: order}
	m.amount, _ = parseAmount(f.get("amount")) // its format was checked
	m.currency = f.get("currency")
}

// armNext puts the first payment after a request on the clock; with chain.mu held.
func (s *Server) armNext(first *payment, e *exchange) {
	if due, runs := first.chain.schedule.job.next(e.now); runs {
		s.arm(first, due)
	}
}

// keepSchedule enters a transaction about a schedule, tells of it and answers.
func (s *Server) keepSchedule(e *exchange, p *payment) {
	p.take(&e.form)
	e.out.b = e.out.b[:0]
	echoSchedule(&e.out, &e.form)
	p.echo = append([]byte(nil), e.out.b...)
	if p.reference != "" {
		e.channel.claim(p, false)
	}
	s.keep(p)
	p.announce()
	s.answerPayment(e, p, false)
}

// reschedule answers POST /scheduling/v1/schedules/{id}/reschedule: another plan
// takes the place of the one in force, which is not active any more. The answer is
// a transaction of its own (RS). What the request leaves out stays as it was, but
// a job is given as a whole; the id may be that of the SD or of any RS. All of that
// is decided.
//
// Source: flows of subscriptions; result code 100.360.300.
func (s *Server) reschedule(e *exchange) {
	s.changeSchedule(e, typeRS, codeCannotSchedule, (*Server).replan)
}

// deschedule answers POST /scheduling/v1/schedules/{id}/deschedule: the schedule
// ends. The answer is a transaction of its own (DS).
//
// Source: flows of subscriptions; result code 100.360.303.
func (s *Server) deschedule(e *exchange) {
	s.changeSchedule(e, typeDS, codeCannotDeschedule, func(_ *Server, e *exchange, p *payment) string {
		if !e.profile.faulty(descheduleIgnored) {
			p.chain.first.endSchedule()
		}
		return ""
	})
}

// changeSchedule carries out a step on the schedule e.id. What is no schedule, or
// one that has ended, is refused with the step's own code.
func (s *Server) changeSchedule(
	e *exchange, kind, never string, change func(*Server, *exchange, *payment) string,
) {
	if !s.admit(e, e.scheduleProblems()) {
		return
	}
	e.doubted = true
	original := s.known(e, e.id)
	switch {
	case original == nil || original.channel == e.channel && original.chain.schedule == nil:
		s.refuseStep(e, kind, never)
		return
	case original.channel != e.channel:
		s.refuseStep(e, kind, codeOtherChannel)
		return
	}
	if id := e.form.get("registrationId"); id != "" && id != original.chain.token.id {
		s.refuse(e, 400, codeInvalid, invalid{{"registrationId", id, sentTwice}})
		return
	}
	c := original.chain
	p := &payment{
		channel: e.channel, chain: c, move: -1, kind: kind, on: original.id, at: e.now, made: e.now.UnixNano(),
	}
	c.mu.Lock()
	allowed := original.postCalls.allow(e.now, e.profile.settings.postsPerMinute)
	if allowed {
		p.id, p.number = e.channel.ids.id()
		s.takeScheduleStep(e, p, never, change)
	}
	c.mu.Unlock()
	if !allowed {
		s.throttled(e, e.id)
		return
	}
	s.keepSchedule(e, p)
}

// takeScheduleStep decides on a step and books it; with chain.mu held.
func (s *Server) takeScheduleStep(
	e *exchange, p *payment, never string, change func(*Server, *exchange, *payment) string,
) {
	c := p.chain
	ended := c.over()
	if ended && p.kind == typeRS && e.profile.faulty(rescheduleUnchecked) ||
		ended && p.kind == typeDS && e.profile.faulty(descheduleTwice) {
		ended = false
	}
	switch {
	case ended:
		p.code = never
	case len(c.ledger) >= e.profile.settings.rules.most():
		p.code = codeTooManyLinked
	default:
		p.code = change(s, e, p)
	}
	if p.code == "" {
		mode := c.ledger[0].mode
		m := movement{kind: p.kind, on: 0, mode: mode, state: approved, at: e.now}
		m.plan(c.schedule.order)
		p.code, p.move = successCode(mode), len(c.ledger)
		c.ledger = append(c.ledger, m)
	}
}

// replan makes a new plan the one in force; with chain.mu held. It returns the code
// of what is wrong with it.
func (s *Server) replan(e *exchange, p *payment) string {
	f, sch := &e.form, p.chain.schedule
	order, j := laidOver(sch.order, f.scheduled()), sch.job
	if f.named(jobGroup) {
		var code string
		if j, code = f.job(&e.profile.settings, e.now); code != "" {
			return code
		}
	}
	whole := form{params: order}
	if code := whole.agreementCode(p.chain.token.brand, true); code != "" {
		return code
	}
	if !permits(scheduleTypes, whole.get("paymentType")) {
		return codeNoJobAction
	}
	if !e.profile.faulty(rescheduleKeepsAmount) {
		sch.order = order
	}
	if !e.profile.faulty(rescheduleKeepsTimes) {
		sch.job = j
	}
	sch.plan = p
	e.channel.clock.cancel(sch.due.Load())
	s.armNext(p.chain.first, e)
	return ""
}

// readSchedules answers GET /scheduling/v1/schedules/{id}: one transaction about a
// schedule, or with the id of a registration all plans that pay with it. The form
// of both answers is not verified; that of the list is the reports'.
//
// Source: endpoints.tsv.
func (s *Server) readSchedules(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	e.doubted = true
	p := s.own(e)
	switch {
	case p != nil && p.schedules():
		s.answerPayment(e, p, false)
	case p != nil && p.registration != nil && !e.profile.faulty(schedulesUnlisted):
		s.listSchedules(e, p)
	default:
		s.refuse(e, 404, codeUnknownPayment, nil)
	}
}

func (s *Server) listSchedules(e *exchange, t *payment) {
	w := &e.out
	w.b = append(w.b[:0], '{')
	w.text("id", t.id)
	s.result(w, codeFound, nil)
	w.open("records", '[')
	for p := range e.channel.journal.between(everBefore, everAfter) {
		if p.chain.token == t && (p.kind == typeSD || p.kind == typeRS) && !p.forgotten(e.now, s.retention) {
			s.record(w, p)
		}
	}
	w.close(']')
	s.envelope(e, true)
	s.send(e, 200)
}
