package simulator

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// schedule is what the first transaction of a subscription (SD) keeps beside
// itself. Each change (RS) and its end (DS) are transactions of the same chain.
type schedule struct {
	due atomic.Pointer[event] // makes the next payment

	// Guarded by the chain's mu.
	plan  *payment // the SD or RS in force; nil = the schedule has ended
	job   job
	order []param // what each payment says; no account data; never changed in place
}

var (
	oldPlanActive = wrongly("scheduling", "superseded-plan-stays-active", "a plan is in force after it was superseded")
	outlivesToken = wrongly("scheduling", "schedule-outlives-registration",
		"a schedule goes on after its registration was deleted")
	rescheduleKeepsAmount = wrongly("scheduling", "reschedule-keeps-amount",
		"a changed schedule pays what it paid before")
	rescheduleKeepsTimes = wrongly("scheduling", "reschedule-keeps-times",
		"a changed schedule pays when it paid before")
	descheduleIgnored = wrongly("scheduling", "descheduled-still-pays",
		"the end of a schedule is confirmed and it goes on")
)

// schedules says whether a transaction is about a schedule.
func (p *payment) schedules() bool { return p.kind == typeSD || p.kind == typeRS || p.kind == typeDS }

// lost says whether the account of a schedule was deleted or forgotten. That this
// ends the schedule is decided, as is that nothing else does: a card that has
// expired is declined each time.
func (c *chain) lost() bool {
	t := c.token
	return !t.channel.profile.Load().faulty(outlivesToken) && (t.gone.Load() || t.isDeregistered())
}

// over says whether a schedule pays no more; with chain.mu held.
func (c *chain) over() bool { return c.schedule.plan == nil || c.first.gone.Load() || c.lost() }

// inForce says whether a schedule goes by this plan; with chain.mu held.
func (p *payment) inForce() bool {
	return !p.chain.over() && (p.chain.schedule.plan == p || p.faulty(oldPlanActive))
}

// writePlan says of a plan whether it is in force; with chain.mu held.
//
// Source: response-parameters.tsv, plan.active.
func (p *payment) writePlan(w *writer) {
	if p.chain.schedule == nil || p.kind != typeSD && p.kind != typeRS || p.state() != approved {
		return
	}
	w.open("plan", '{')
	w.truth("active", p.inForce())
	w.close('}')
}

// arm makes the channel's clock carry out the plan in force; with chain.mu held.
func (s *Server) arm(first *payment, due time.Time) {
	sch, clock := first.chain.schedule, first.channel.clock
	plan := sch.plan
	sch.due.Store(clock.after(due, func(at time.Time) { s.runSchedule(first, plan, at) }))
	if first.gone.Load() {
		clock.cancel(sch.due.Load())
	}
}

// endSchedule makes it pay no more; with chain.mu held.
func (p *payment) endSchedule() {
	p.chain.schedule.plan = nil
	p.disarm()
}

// hold keeps the SD and its account from leaving while the schedule is in force.
func (p *payment) hold() {
	p.waiting.Store(true)
	p.chain.token.registration.plans.Add(1)
}

// disarm takes the next payment off the clock, and holds nothing any more.
func (p *payment) disarm() {
	p.channel.clock.cancel(p.chain.schedule.due.Load())
	if p.waiting.CompareAndSwap(true, false) {
		p.chain.token.registration.plans.Add(-1)
	}
}

// orderNames are what a schedule keeps of its request for each payment, beside
// orderGroups and what an answer repeats. Account data are not among them.
var (
	orderNames = []string{
		"paymentType", "amount", "currency", "descriptor", "merchantTransactionId", "merchantInvoiceId", "testMode",
		"recurringType", "numberOfCaptures",
	}
	orderGroups = []string{"standingInstruction"}
)

// scheduled returns what a request says of each payment. They are copies: the
// request's own memory may have held account data.
func (f *form) scheduled() []param {
	var kept []param
	for _, p := range f.params {
		group := p.name
		if end := strings.IndexAny(p.name, ".["); end > 0 {
			group = p.name[:end]
		}
		if p.value != "" && (slices.Contains(orderNames, p.name) || slices.Contains(orderGroups, group) ||
			slices.Contains(echoed[accountEchoes:], group)) {
			kept = append(kept, param{name: strings.Clone(p.name), value: strings.Clone(p.value)})
		}
	}
	return kept
}

// laidOver is what was said before with what is said anew.
func laidOver(before, anew []param) []param {
	all := slices.DeleteFunc(slices.Clone(before), func(p param) bool {
		return slices.ContainsFunc(anew, func(q param) bool { return q.name == p.name })
	})
	return append(all, anew...)
}

// echoSchedule writes what an answer about a schedule repeats of its request.
// Which parts the platform repeats is not published.
func echoSchedule(w *writer, f *form) {
	echoOthers(w, f)
	for _, group := range []string{"standingInstruction", "job"} {
		if leaves := groupOf(f, group); leaves != nil {
			w.key(group)
			nest(w, leaves)
		}
	}
}
