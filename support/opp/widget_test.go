package opp

import (
	"context"
	"errors"
	"net/http"
	"testing"
)

func TestTheBrowserHasNoLoginButTheCheckout(t *testing.T) {
	t.Parallel()
	const id = "8AC7A4A1000000000000000000000101.uat01-vm-tx04"
	const path = "/prefix/v1/checkouts/" + id
	tests := []call{
		{
			"a payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.PayCheckout(ctx, id, Params{{"paymentBrand", "VISA"}})
			},
			"POST", path + "/payment", "paymentBrand=VISA",
		},
		{
			"an account",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.RegisterCheckout(ctx, id, Params{{"paymentBrand", "VISA"}})
			},
			"POST", path + "/registration", "paymentBrand=VISA",
		},
		{
			"the script",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.WidgetScript(ctx, id) },
			"GET", "/prefix/v1/paymentWidgets.js?checkoutId=" + id, "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			request := tt.sends(t)
			if login := request.Header.Get("Authorization"); login != "" {
				t.Error("the browser presents the merchant's token")
			}
		})
	}
}

func TestTheScriptOfAWidgetIsAnAnswer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, contentType string
		status            int
		isAnswer          bool
	}{
		{"a script", "text/javascript; charset=utf-8", 200, true},
		{"a script of the older kind", "application/javascript", 200, true},
		{"a page", "text/html", 200, false},
		{"a script that is an error", "text/javascript", 500, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, ch := setup(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", tt.contentType)
				w.WriteHeader(tt.status)
				_, _ = w.Write([]byte("the script"))
			})
			p, err := ch.WidgetScript(t.Context(), "8AC7.tx01")
			var none *NoVerdictError
			switch {
			case tt.isAnswer && (err != nil || string(p.Body()) != "the script"):
				t.Errorf("got %v, %v, want the script", p, err)
			case !tt.isAnswer && !errors.As(err, &none):
				t.Errorf("error = %v, want none of a verdict", err)
			}
			if _, err := ch.Do(t.Context(), Request{Path: "v1/payments"}); !errors.As(err, &none) {
				t.Errorf("a script in place of a payment: error = %v", err)
			}
		})
	}
}
