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
		"registration": func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.CheckoutRegistration(ctx, "") },
	} {
		if _, err := call(t.Context(), ch); !errors.Is(err, errNoCheckout) {
			t.Errorf("%s: error = %v, want %v", name, err, errNoCheckout)
		}
	}
}
