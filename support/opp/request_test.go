package opp

import (
	"context"
	"net/http"
	"sync"
	"testing"
)

// ask is one call of a channel.
type ask func(context.Context, *Channel) (*Payment, error)

func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000101"
	tests := []struct {
		name              string
		ask               ask
		method, uri, body string
	}{
		{
			"a payment's parameters are in the body, in their order, and nothing is in the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Pay(ctx, card()[:4]) },
			"POST", "/prefix/v1/payments",
			"entityId=" + entity + "&paymentType=PA&paymentBrand=VISA&amount=92.00&currency=EUR",
		},
		{
			"repeats, brackets, blanks and other scripts arrive as they were given",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Pay(ctx, Params{
					{"b", "2"},
					{"a", "1"},
					{"b", "3"},
					{"customParameters[SHOPPER_x]", "Jürgen & Søn = 日本"},
					{"shopperResultUrl", "http://127.0.0.1:1/r?order=7"},
					{"empty", ""},
				})
			},
			"POST", "/prefix/v1/payments",
			"entityId=" + entity + "&b=2&a=1&b=3&customParameters%5BSHOPPER_x%5D=J%C3%BCrgen+%26+S%C3%B8n+%3D+" +
				"%E6%97%A5%E6%9C%AC&shopperResultUrl=http%3A%2F%2F127.0.0.1%3A1%2Fr%3Forder%3D7&empty=",
		},
		{
			"an entityId among the parameters replaces the channel's",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Pay(ctx, Params{{"entityId", "x"}, {"entityId", "y"}})
			},
			"POST", "/prefix/v1/payments", "entityId=x&entityId=y",
		},
		{
			"an operation goes to the payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.BackOffice(ctx, id, Params{{"paymentType", "RV"}})
			},
			"POST", "/prefix/v1/payments/" + id, "entityId=" + entity + "&paymentType=RV",
		},
		{
			"an account is stored without a payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Register(ctx, Params{{"paymentBrand", "VISA"}})
			},
			"POST", "/prefix/v1/registrations", "entityId=" + entity + "&paymentBrand=VISA",
		},
		{
			"a stored account is read with the entity in the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Registration(ctx, id) },
			"GET", "/prefix/v1/registrations/" + id + "?entityId=" + entity, "",
		},
		{
			"a payment with a stored account names it in the path",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.PayWithRegistration(ctx, id, Params{{"paymentType", "DB"}})
			},
			"POST", "/prefix/v1/registrations/" + id + "/payments", "entityId=" + entity + "&paymentType=DB",
		},
		{
			"a stored account is deleted with the entity in the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Deregister(ctx, id) },
			"DELETE", "/prefix/v1/registrations/" + id + "?entityId=" + entity, "",
		},
		{
			"a stored card is updated by its own path",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.UpdateRegistration(ctx, id, Params{{"card.expiryYear", "2039"}})
			},
			"POST", "/prefix/v1/registrations/" + id, "entityId=" + entity + "&card.expiryYear=2039",
		},
		{
			"the life of a stored account is extended",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.ExtendLife(ctx, id, nil) },
			"POST", "/prefix/v1/registrations/" + id + "/extendlife", "entityId=" + entity,
		},
		{
			"a holder is made sure of without a payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Authenticate(ctx, Params{{"amount", "92.00"}})
			},
			"POST", "/prefix/v1/threeDSecure", "entityId=" + entity + "&amount=92.00",
		},
		{
			"how far that has come",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.AuthenticationStatus(ctx, id) },
			"GET", "/prefix/v1/threeDSecure/" + id + "?entityId=" + entity, "",
		},
		{
			"an exemption is asked for",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Exemption(ctx, Params{{"amount", "12.00"}})
			},
			"POST", "/prefix/v1/exemption", "entityId=" + entity + "&amount=12.00",
		},
		{
			"an id of odd characters stays one segment",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.BackOffice(ctx, "a/b?c", nil) },
			"POST", "/prefix/v1/payments/a%2Fb%3Fc", "entityId=" + entity,
		},
		{
			"a status keeps the path of the base URL and doubles no slash",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Status(ctx, "/v1/payments/"+id) },
			"GET", "/prefix/v1/payments/" + id + "?entityId=" + entity, "",
		},
		{
			"a report of one payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Query(ctx, id) },
			"GET", "/prefix/v1/query/" + id + "?entityId=" + entity, "",
		},
		{
			"a report of a reference",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.QueryByMerchantTransactionID(ctx, "order 1&2")
			},
			"GET", "/prefix/v1/query?entityId=" + entity + "&merchantTransactionId=order+1%262", "",
		},
		{
			"the list of result codes",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.ResultCodes(ctx) },
			"GET", "/prefix/v1/resultcodes?entityId=" + entity, "",
		},
		{
			"the contract's path is joined byte for byte, its query kept",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Do(ctx, Request{Path: "/v1/payments/x?a=%20", Query: Params{{"b", "1"}}})
			},
			"GET", "/prefix//v1/payments/x?a=%20&b=1&entityId=" + entity, "",
		},
		{
			"the contract may put parameters of a POST into the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Do(ctx, Request{
					Method: "POST", Path: "v1/payments", Query: Params{{"amount", "1.00"}}, Form: card()[:1],
				})
			},
			"POST", "/prefix/v1/payments?amount=1.00", "entityId=" + entity + "&paymentType=PA",
		},
		{
			"the contract may send a body of any kind without credentials",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Do(ctx, Request{
					Method: "PUT", Path: "x", Raw: []byte(`{}`), ContentType: "application/json", NoAuth: true,
				})
			},
			"PUT", "/prefix/x", "{}",
		},
		{
			"a DELETE has its parameters in the URL",
			func(ctx context.Context, ch *Channel) (*Payment, error) {
				return ch.Do(ctx, Request{Method: "DELETE", Path: "x", Form: Params{{"a", "1"}}})
			},
			"DELETE", "/prefix/x?entityId=" + entity + "&a=1", "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, ch := setup(t, says(t, 200, "approved.json"))
			if _, err := tt.ask(t.Context(), ch); err != nil {
				t.Fatal(err)
			}
			got := g.only(t)
			if got.Method != tt.method || got.URI != tt.uri {
				t.Errorf("sent %s %s, want %s %s", got.Method, got.URI, tt.method, tt.uri)
			}
			if got.Body != tt.body {
				t.Errorf("sent the body %q, want %q", got.Body, tt.body)
			}
			want := formType
			switch {
			case tt.method == "PUT":
				want = "application/json"
			case tt.body == "":
				want = ""
			}
			if ct := got.Header.Get("Content-Type"); ct != want {
				t.Errorf("sent Content-Type %q, want %q", ct, want)
			}
			if chunked := got.Header.Get("Transfer-Encoding"); chunked != "" {
				t.Errorf("sent Transfer-Encoding %q", chunked)
			}
		})
	}
}

func TestCredentialsAreSent(t *testing.T) {
	t.Parallel()
	legacy := Credentials{EntityID: entity, UserID: userID, Password: password, Legacy: true}
	escaped := "authentication.userId=" + userID + "&authentication.password=canary-pw%2F19%2B7" +
		"&authentication.entityId=" + entity
	tests := []struct {
		name                string
		cred                Credentials
		request             Request
		authorization, body string
		uri                 string
	}{
		{"a token in the header", bearer(), Request{Method: "POST"}, "Bearer " + token, "entityId=" + entity, ""},
		{"the legacy login in the body", legacy, Request{Method: "POST"}, "", escaped, ""},
		{"the legacy login in the URL of a GET", legacy, Request{}, "", "", "?" + escaped},
		{
			"a token, and the entity in the legacy way",
			Credentials{AccessToken: token},
			Request{Method: "POST", Form: Params{{"authentication.entityId", entity}}},
			"Bearer " + token, "authentication.entityId=" + entity, "",
		},
		{"an entity and nothing else", Credentials{EntityID: entity}, Request{Method: "POST"}, "", "entityId=" + entity, ""},
		{"nothing at all", Credentials{}, Request{Method: "POST"}, "", "", ""},
		{"nothing when the contract says so", bearer(), Request{Method: "POST", NoAuth: true}, "", "", ""},
		{
			"a header of the contract's own", bearer(),
			Request{NoAuth: true, Header: map[string]string{"Authorization": "Basic x"}},
			"Basic x", "", "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := startGateway(t, says(t, 200, "approved.json"))
			ch := open(t, Options{BaseURL: g.base()}).Channel(Credentials{}, nil).With(tt.cred)
			if ch.Credentials() != tt.cred {
				t.Error("With lost the credentials")
			}
			if _, err := ch.Do(t.Context(), tt.request); err != nil {
				t.Fatal(err)
			}
			got := g.only(t)
			if a := got.Header.Get("Authorization"); a != tt.authorization {
				t.Errorf("Authorization = %q, want %q", a, tt.authorization)
			}
			if got.Body != tt.body || got.URI != "/prefix/"+tt.uri {
				t.Errorf("sent %q to %q, want %q to %q", got.Body, got.URI, tt.body, tt.uri)
			}
		})
	}
}

func TestEveryRequestCarriesTheTargetsHeaders(t *testing.T) {
	t.Parallel()
	g := startGateway(t, says(t, 200, "approved.json"))
	c := open(t, Options{BaseURL: g.base(), Headers: map[string]string{"x-stage": "uat"}})
	if _, err := c.Channel(bearer(), nil).Pay(t.Context(), card()); err != nil {
		t.Fatal(err)
	}
	h := g.only(t).Header
	if h.Get("X-Stage") != "uat" || h.Get("Accept") != "application/json" || h.Get("User-Agent") != "assay" {
		t.Errorf("sent %v", h)
	}
	if h.Get("Cookie") != "" || h.Get("Accept-Encoding") != "identity" {
		t.Errorf("sent %v, want no cookie, and that answers are to come as they are", h)
	}
}

func TestCookiesAreNotKept(t *testing.T) {
	t.Parallel()
	ok := says(t, 200, "approved.json")
	g, ch := setup(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
		ok(w, r)
	})
	for range 2 {
		if _, err := ch.Pay(t.Context(), card()); err != nil {
			t.Fatal(err)
		}
	}
	if got := g.received()[1].Header.Get("Cookie"); got != "" {
		t.Errorf("the second request carries the cookie %q of the first", got)
	}
}

func TestConnectionsAreShared(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	remote := map[string]bool{}
	ok := says(t, 200, "approved.json")
	_, ch := setup(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		remote[r.RemoteAddr] = true
		mu.Unlock()
		ok(w, r)
	})
	for range 5 {
		if _, err := ch.With(bearer()).Pay(t.Context(), card()); err != nil {
			t.Fatal(err)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(remote) != 1 {
		t.Errorf("5 requests in a row used %d connections, want 1", len(remote))
	}
}
