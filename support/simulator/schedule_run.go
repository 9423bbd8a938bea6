package simulator

import "time"

var (
	schedulePaysTwice = wrongly("scheduling", "schedule-pays-twice", "a schedule pays twice each time")
	scheduleGivesUp   = wrongly("scheduling", "schedule-ends-with-decline", "a declined payment ends its schedule")
	schedulerUnnamed  = wrongly("scheduling", "scheduler-unnamed",
		"a payment of a schedule is reported like one of the merchant")
)

// runSchedule makes the payment of a plan that has fallen due, and puts the next
// one on the clock. A schedule whose account is lost ends instead. It runs on the
// channel's clock and so asks no request of the channel.
func (s *Server) runSchedule(first, plan *payment, at time.Time) {
	c := first.chain
	c.mu.Lock()
	sch := c.schedule
	order, runs := sch.order, sch.plan == plan && !first.gone.Load()
	if runs && c.lost() {
		first.endSchedule()
		runs = false
	}
	if runs {
		if due, more := sch.job.next(at); more {
			s.arm(first, due)
		} else {
			first.endSchedule()
		}
	}
	c.mu.Unlock()
	if !runs {
		return
	}
	s.payScheduled(first, order, at)
	if first.faulty(schedulePaysTwice) {
		s.payScheduled(first, order, at)
	}
}

// payScheduled makes a payment with the account of a schedule: as if the merchant
// asked for it, which may be declined, refunded and found like any other. It
// carries the merchant's reference, which need not be unique for that, and is not
// counted among the merchant's requests; both are decided.
//
// Source: flows of subscriptions.
func (s *Server) payScheduled(first *payment, order []param, at time.Time) {
	e := exchanges.Get().(*exchange)
	defer e.release()
	e.channel, e.profile, e.now = first.channel, first.channel.profile.Load(), at
	e.entity = e.profile.EntityID
	e.form.params = append(e.form.params[:0], order...)
	e.order = s.orderOver(first.chain.token)
	e.order.scheduled = true
	if e.order.refused == codeDeregistered && e.profile.faulty(outlivesToken) {
		e.order.refused = ""
	}
	s.readTrigger(e)
	p := s.newPayment(e)
	s.makeUp(e, p, initialChecks)
	if e.profile.faulty(scheduleGivesUp) && p.isRejected() {
		first.chain.mu.Lock()
		first.endSchedule()
		first.chain.mu.Unlock()
	}
}

// bySchedule says whether the platform's scheduler made a transaction, or it is
// about a schedule.
//
// Source: recorded webhooks for SD; that the payments are reported alike is flows
// of subscriptions'.
func (p *payment) bySchedule() bool {
	return (p.schedules() || p.chain.scheduled && p.on == "") && !p.faulty(schedulerUnnamed)
}
