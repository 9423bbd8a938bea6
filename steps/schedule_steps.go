package steps

import (
	"context"
	"fmt"
	"time"

	"assay/support/opp"
)

// A schedule makes the gateway pay with a stored account by itself.
var (
	scheduleBegins = sentence(`the schedule begins in {duration}`)
	scheduleEnds   = sentence(`the schedule ends in {duration}`)
	schedules      = sentence(`the merchant schedules a {type} with {stored}`)
	hasScheduled   = sentence(`the merchant has scheduled a daily {type} of {amount} {currency}`)
	reschedules    = sentence(`the merchant reschedules {plan}`)
	hasRescheduled = sentence(`the merchant has rescheduled it to {amount} {currency}`)
	deschedules    = sentence(`the merchant deschedules {plan}`)
	hasDescheduled = sentence(`the merchant has descheduled it`)
	readsSchedule  = sentence(`the merchant reads {plan}`)
	listsSchedules = sentence(`the merchant lists the schedules of the registration`)
	planInForce    = sentence(`the plan is in force`)
	planNotInForce = sentence(`the plan is not in force`)
	plansListed    = sentence(`the list has {number} plans, one of them in force`)
)

func registerSchedule(r Registrar, w *World) {
	r.Given(scheduleBegins, w.scheduleBegins)
	r.Given(scheduleEnds, w.scheduleEnds)
	r.When(schedules, w.schedules)
	r.Given(hasScheduled, w.hasScheduled)
	r.When(reschedules, w.reschedules)
	r.Given(hasRescheduled, w.hasRescheduled)
	r.When(deschedules, w.deschedules)
	r.Given(hasDescheduled, w.hasDescheduled)
	r.When(readsSchedule, w.readsSchedule)
	r.When(listsSchedules, w.listsSchedules)
	r.Then(planInForce, func() error { return w.planIs(true) })
	r.Then(planNotInForce, func() error { return w.planIs(false) })
	r.Then(plansListed, w.plansListed)
}

func (w *World) scheduleBegins(ctx context.Context, duration string) error {
	return w.spans(ctx, "job.startDate", duration)
}

func (w *World) scheduleEnds(ctx context.Context, duration string) error {
	return w.spans(ctx, "job.endDate", duration)
}

// spans limits the schedule by a date that is so far away on the gateway's clock.
func (w *World) spans(ctx context.Context, name, duration string) error {
	d, err := parseDuration(duration)
	if err != nil {
		return err
	}
	gateway, err := w.control()
	if err != nil {
		return err
	}
	now, err := gateway.Clock(ctx, w.entityID())
	if err != nil {
		return err
	}
	w.span.Set(name, now.UTC().Add(d).Format(time.DateTime))
	return nil
}

func (w *World) schedules(ctx context.Context, paymentType, stored string) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	p, err := w.gateway.Schedule(ctx, w.scheduleRequest(paymentType, id))
	if err != nil {
		return err
	}
	w.subscription = p
	if w.env.Control == nil && p.Verdict() == "approved" {
		w.subscribed = append(w.subscribed, p.ID())
	}
	w.remember("schedule", p)
	return nil
}

func (w *World) hasScheduled(ctx context.Context, paymentType, amount, currency string) error {
	d := w.draft("schedule")
	d.amount, d.currency = amount, currency
	if err := w.schedules(ctx, paymentType, theRegistration); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) reschedules(ctx context.Context, plan string) error {
	return w.changeSchedule(ctx, "rescheduling", plan, w.gateway.Reschedule)
}

func (w *World) hasRescheduled(ctx context.Context, amount, currency string) error {
	d := w.draft("rescheduling")
	d.also = append(d.also, opp.Param{Name: "amount", Value: amount}, opp.Param{Name: "currency", Value: currency})
	if err := w.reschedules(ctx, "the schedule"); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) deschedules(ctx context.Context, plan string) error {
	return w.changeSchedule(ctx, "descheduling", plan, w.gateway.Deschedule)
}

func (w *World) hasDescheduled(ctx context.Context) error {
	if err := w.deschedules(ctx, "the schedule"); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

// changeSchedule sends a step on a schedule and remembers its answer.
func (w *World) changeSchedule(
	ctx context.Context, noun, plan string, send func(context.Context, string, opp.Params) (*opp.Payment, error),
) error {
	id, err := w.scheduleID(plan)
	if err != nil {
		return err
	}
	p, err := send(ctx, id, w.draft(noun).apply(nil))
	if err != nil {
		return err
	}
	w.remember(noun, p)
	return nil
}

func (w *World) readsSchedule(ctx context.Context, plan string) error {
	id, err := w.scheduleID(plan)
	if err != nil {
		return err
	}
	p, err := w.gateway.Schedules(ctx, id)
	if err != nil {
		return err
	}
	w.remember("schedule", p)
	return nil
}

func (w *World) listsSchedules(ctx context.Context) error {
	id, err := w.registrationID(theRegistration)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.Schedules(ctx, id))
}

// planIs looks at what the newest answer says of its plan.
func (w *World) planIs(want bool) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	if got := p.Get("plan.active"); !got.Exists() || got.Bool() != want {
		return wrong(p, "plan.active", describe(got), fmt.Sprint(want))
	}
	return nil
}

// plansListed counts the plans of a list, and those in force.
func (w *World) plansListed(number string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	active, all := 0, recordsOf(p)
	for _, record := range all {
		if record.Get("plan.active").Bool() {
			active++
		}
	}
	if fmt.Sprint(len(all)) != number || active != 1 {
		return wrong(p, "records", fmt.Sprintf("%d, %d of them in force", len(all), active), number+", 1 of them in force")
	}
	return nil
}
