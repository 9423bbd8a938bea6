package opp

import (
	"context"
	"errors"
	"testing"
)

func TestAWidgetIsOfOneCheckout(t *testing.T) {
	t.Parallel()
	c, err := New(Options{BaseURL: "https://eu-test.example.com/oppwa/"})
	if err != nil {
		t.Fatal(err)
	}
	ch := c.Channel(Credentials{EntityID: entity}, nil)
	for id, want := range map[string]string{
		"8AF0.uat01-tx01":              "8AF0.uat01-tx01",
		"8AF0.uat01-tx01/registration": "8AF0.uat01-tx01%2Fregistration",
	} {
		want = "https://eu-test.example.com/oppwa/v1/paymentWidgets.js?checkoutId=" + want
		if got := ch.WidgetURL(id); got != want {
			t.Errorf("WidgetURL = %q, want %q", got, want)
		}
	}
}

func TestACheckoutHasAnID(t *testing.T) {
	t.Parallel()
	c, err := New(Options{BaseURL: "https://eu-test.example.com/"})
	if err != nil {
		t.Fatal(err)
	}
	ch := c.Channel(Credentials{EntityID: entity}, nil)
	for name, call := range map[string]ask{
		"update":       func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.UpdateCheckout(ctx, "", nil) },
		"delete":       func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.DeleteCheckout(ctx, "") },
		"payment":      func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.CheckoutPayment(ctx, "") },
		"script":       func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.WidgetScript(ctx, "") },
		"browser":      func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.PayCheckout(ctx, "", nil) },
		"registration": func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.CheckoutRegistration(ctx, "") },
	} {
		if _, err := call(t.Context(), ch); !errors.Is(err, errNoCheckout) {
			t.Errorf("%s: error = %v, want %v", name, err, errNoCheckout)
		}
	}
}

func TestWhatIsSentAboutACheckout(t *testing.T) {
	t.Parallel()
	const id = "8AC7A4A1000000000000000000000101.uat01-vm-tx04"
	const path, login = "/prefix/v1/checkouts", "entityId=" + entity
	tests := []call{
		{
			"it is prepared",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.PrepareCheckout(ctx, Params{{"amount", "92.00"}})
			},
			"POST", path, login + "&amount=92.00",
		},
		{
			"it is added to",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.UpdateCheckout(ctx, id, Params{{"descriptor", "x"}})
			},
			"POST", path + "/" + id, login + "&descriptor=x",
		},
		{
			"it is deleted with the entity in the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.DeleteCheckout(ctx, id) },
			"DELETE", path + "/" + id + "?" + login, "",
		},
		{
			"what became of its payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.CheckoutPayment(ctx, id) },
			"GET", path + "/" + id + "/payment?" + login, "",
		},
		{
			"what it stored",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.CheckoutRegistration(ctx, id) },
			"GET", path + "/" + id + "/registration?" + login, "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.sends(t)
		})
	}
}
