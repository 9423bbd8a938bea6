package opp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// errNoSchedule says that a call was made about no schedule at all, which would
// reach another endpoint than the one meant.
var errNoSchedule = errors.New("the id of the schedule is empty")

// Schedule makes the gateway pay with a stored account by itself, again and again:
// POST scheduling/v1/schedules, all parameters in the body. registrationId is the
// account; paymentType (DB, PA or CD), amount, a decimal with two fraction digits,
// and currency, ISO 4217, are those of each payment. The payments are the
// merchant's, so standingInstruction.mode is REPEATED and .source MIT.
//
// job.expression says when, as a cron line of seconds, minutes, hours, day of the
// month, month, day of the week and perhaps year; or its fields do, job.second to
// job.year. job.startDate and job.endDate, yyyy-MM-dd HH:mm:ss, are the first and
// the last moment; job.durationNumber with job.durationUnit end it, too.
//
// The answer is a transaction of its own (SD). Its plan.active says whether the
// gateway goes by it. The payments are found in the reports, by their
// registrationId and reference.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the schedule may exist.
//
// Source: endpoints.tsv, POST /scheduling/v1/schedules; parameters.tsv, job.*.
func (ch *Channel) Schedule(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "scheduling/v1/schedules", Form: p})
}

// Reschedule puts another plan in the place of a schedule's: POST
// scheduling/v1/schedules/{id}/reschedule, with the parameters of
// [Channel.Schedule] in the body. plan.active of the old one is false then. That
// what p leaves out stays as it was is not verified.
//
// The answer is a transaction of its own (RS).
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the plan may be another.
//
// Source: endpoints.tsv, POST /scheduling/v1/schedules/{id}/reschedule.
func (ch *Channel) Reschedule(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.schedule(ctx, http.MethodPost, id, "/reschedule", p)
}

// Deschedule ends a schedule: POST scheduling/v1/schedules/{id}/deschedule. What
// was paid stays paid.
//
// The answer is a transaction of its own (DS).
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the schedule may be over.
//
// Source: endpoints.tsv, POST /scheduling/v1/schedules/{id}/deschedule.
func (ch *Channel) Deschedule(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.schedule(ctx, http.MethodPost, id, "/deschedule", p)
}

// Schedules reads one schedule, or all of a stored account: GET
// scheduling/v1/schedules/{id}, with entityId in the query. The kind of id decides.
// That the answer about an account has its schedules in a list "records" is not
// verified.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: endpoints.tsv, GET /scheduling/v1/schedules/{registrationId}.
func (ch *Channel) Schedules(ctx context.Context, id string) (*Payment, error) {
	return ch.schedule(ctx, http.MethodGet, id, "", nil)
}

// schedule sends a request about one schedule; what comes after its id in the path
// begins with a slash.
func (ch *Channel) schedule(ctx context.Context, method, id, after string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoSchedule
	}
	return ch.Do(ctx, Request{Method: method, Path: "scheduling/v1/schedules/" + url.PathEscape(id) + after, Form: p})
}
