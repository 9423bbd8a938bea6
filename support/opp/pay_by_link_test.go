package opp

import (
	"context"
	"errors"
	"testing"
)

func TestWhatIsSentAboutLinks(t *testing.T) {
	t.Parallel()
	const path = "/prefix/paybylink/v1"
	tests := []call{
		{
			"a link is made",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.CreateLink(ctx, Params{{"amount", "92.00"}})
			},
			"POST", path, "entityId=" + entity + "&amount=92.00",
		},
		{
			"how it stands",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Link(ctx, "a-1") },
			"GET", path + "/a-1?entityId=" + entity, "",
		},
		{
			"it is switched off",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.SwitchLinkOff(ctx, "a-1") },
			"DELETE", path + "/a-1?entityId=" + entity, "",
		},
		{
			"it is sent to a phone",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.SendLink(ctx, "a-1", Params{{"from", "Tea"}})
			},
			"POST", path + "/a-1/sms", "entityId=" + entity + "&from=Tea",
		},
		{
			"what came of a visit",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.LinkPayment(ctx, "a-1", "C/0.node")
			},
			"GET", path + "/a-1/checkouts/C%2F0.node/payment?entityId=" + entity, "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.sends(t)
		})
	}
}

// A call about no link would reach the endpoint that makes one.
func TestALinkHasToBeNamed(t *testing.T) {
	t.Parallel()
	_, ch := setup(t, says(t, 200, "approved.json"))
	_, noLink := ch.Link(t.Context(), "")
	_, noVisit := ch.LinkPayment(t.Context(), "a-1", "")
	for name, err := range map[string]error{"link": noLink, "visit": noVisit} {
		if !errors.Is(err, errNoLink) {
			t.Errorf("without a %s the error is %v, want %v", name, err, errNoLink)
		}
	}
}
