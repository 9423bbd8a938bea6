package opp

import (
	"context"
	"errors"
	"testing"
)

func TestWhatIsSentAboutASchedule(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000101"
	const schedules = "/prefix/scheduling/v1/schedules"
	tests := []call{
		{
			"it is made",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Schedule(ctx, Params{{"registrationId", id}, {"job.expression", "0 0 6 * * ?"}})
			},
			"POST", schedules, "entityId=" + entity + "&registrationId=" + id + "&job.expression=0+0+6+%2A+%2A+%3F",
		},
		{
			"it is changed",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Reschedule(ctx, id, Params{{"amount", "12.00"}})
			},
			"POST", schedules + "/" + id + "/reschedule", "entityId=" + entity + "&amount=12.00",
		},
		{
			"it is ended",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Deschedule(ctx, id, nil) },
			"POST", schedules + "/" + id + "/deschedule", "entityId=" + entity,
		},
		{
			"it is read with the entity in the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Schedules(ctx, id) },
			"GET", schedules + "/" + id + "?entityId=" + entity, "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.sends(t)
		})
	}
}

// Without an id the request would make a schedule or read no one's.
func TestAScheduleWithoutAnIDIsNotAskedFor(t *testing.T) {
	t.Parallel()
	_, ch := setup(t, says(t, 200, "approved.json"))
	for name, ask := range map[string]ask{
		"Reschedule": func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Reschedule(ctx, "", nil) },
		"Deschedule": func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Deschedule(ctx, "", nil) },
		"Schedules":  func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Schedules(ctx, "") },
	} {
		if _, err := ask(t.Context(), ch); !errors.Is(err, errNoSchedule) {
			t.Errorf("%s without an id: %v, want %v", name, err, errNoSchedule)
		}
	}
}
