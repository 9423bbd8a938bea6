package opp

import (
	"context"
	"errors"
	"net/http"
	"testing"
)

func TestARequestThatIsHeldBackIsNotSent(t *testing.T) {
	t.Parallel()
	g, _ := setup(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"result":{"code":"000.100.110"}}`))
	})
	asked := 0
	refused := errors.New("too many")
	c, err := New(Options{BaseURL: g.base(), Wait: func(context.Context) error {
		if asked++; asked > 1 {
			return refused
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ch := c.Channel(Credentials{EntityID: entity, AccessToken: token}, nil)
	if _, err := ch.Query(t.Context(), "8ac7a4a1000000000000000000000101"); err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Query(t.Context(), "8ac7a4a1000000000000000000000101"); !errors.Is(err, refused) {
		t.Errorf("error %v, want the one of Wait", err)
	}
	if n := len(g.received()); n != 1 {
		t.Errorf("the gateway received %d requests, want 1", n)
	}
}
