package opp

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"assay/support/mask"
)

func TestExchange(t *testing.T) {
	t.Parallel()
	g := startGateway(t, says(t, 400, "declined.json"))
	var seen []Exchange
	ch := open(t, Options{BaseURL: g.base()}).Channel(bearer(), func(x Exchange) { seen = append(seen, x) })
	before := time.Now()
	if _, err := ch.Pay(t.Context(), card()); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 {
		t.Fatalf("observed %d exchanges, want 1", len(seen))
	}
	x := seen[0]
	if x.Started.Before(before) || x.Duration <= 0 || x.Started.Add(x.Duration).After(time.Now()) {
		t.Errorf("started %v, took %v", x.Started, x.Duration)
	}
	if got := x.Hide("a CVV of 7z9"); got != "a CVV of [secret]" {
		t.Errorf("what is said about it is %q", got)
	}
	x.Started, x.Duration, x.Hide = time.Time{}, 0, nil
	want := Exchange{
		Method: "POST", URL: g.base() + "v1/payments",
		Form: []Param{
			{"entityId", entity},
			{"paymentType", "PA"},
			{"paymentBrand", "VISA"},
			{"amount", "92.00"},
			{"currency", "EUR"},
			{"card.number", "420000******0000"},
			{"card.cvv", "[secret]"},
			{"card.holder", "Jane Doe"},
			{"card.expiryMonth", "**"},
			{"card.expiryYear", "**"},
		},
		Status: 400, ContentType: "application/json;charset=UTF-8", Body: string(testdata(t, "declined.json")),
	}
	if !reflect.DeepEqual(x, want) {
		t.Errorf("observed %+v, want %+v", x, want)
	}
}

func TestExchangeWithoutAVerdict(t *testing.T) {
	t.Parallel()
	g := startGateway(t, writes(502, "text/html", "<h1>bad gateway</h1>"))
	var seen []Exchange
	ch := open(t, Options{BaseURL: g.base()}).Channel(bearer(), func(x Exchange) { seen = append(seen, x) })
	_, err := ch.Query(t.Context(), "x")
	if len(seen) != 1 {
		t.Fatalf("observed %d exchanges, want 1", len(seen))
	}
	if x := seen[0]; err == nil || x.Err != err.Error() || x.Status != 502 || x.Body != "<h1>bad gateway</h1>" {
		t.Errorf("observed %+v, error %v", x, err)
	}
}

func TestWhatTheGatewayQuotesIsMaskedToo(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, value, body, want string }{
		{"a refused CVV", "card.cvv", "12a", `{"name":"card.cvv","value":"12a"}`, `{"name":"card.cvv","value":"[secret]"}`},
		{"a refused card number of no scheme", "card.number", "42000000000001", `"42000000000001"`, `"420000****0001"`},
		{
			"a CVV is not looked for in codes, ids, dates and amounts", "card.cvv", "110",
			`000.100.110 8a110 2026-110 12:110 110.00 "110"`, `000.100.110 8a110 2026-110 12:110 110.00 "[secret]"`,
		},
		{"at both ends", "card.cvv", "110", `110 x 110`, `[secret] x [secret]`},
		{
			"a wallet's token, as it was sent", "applePay.paymentToken", `{"data":"a/b+c"}`,
			`applePay.paymentToken=%7B%22data%22%3A%22a%2Fb%2Bc%22%7D`, `applePay.paymentToken=[secret]`,
		},
		{
			"a wallet's token in JSON", "applePay.paymentToken", `{"data":"a/b+c"}`,
			`{"value":"{\"data\":\"a/b+c\"}"}`, `{"value":"[secret]"}`,
		},
		{
			"a wallet's token with the digits of a card", "googlePay.paymentToken", `x-4200000000000000-y`,
			`{"value":"x-4200000000000000-y"}`, `{"value":"[secret]"}`,
		},
		{"an expiry is no secret on its own", "card.expiryMonth", "05", `"05"`, `"05"`},
		{"an amount is none at all", "amount", "92.00", `"92.00"`, `"92.00"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := startGateway(t, writes(200, "text/plain", tt.body))
			var bodies []string
			observe := func(x Exchange) { bodies = append(bodies, x.Body) }
			ch := open(t, Options{BaseURL: g.base()}).Channel(Credentials{}, observe)
			params := Params{{tt.field, tt.value}}
			_, _ = ch.Pay(t.Context(), params)
			_, _ = ch.Do(t.Context(), Request{Query: params})
			for _, got := range bodies {
				if got != tt.want {
					t.Errorf("observed the body %s, want %s", got, tt.want)
				}
			}
		})
	}
}

// A gateway may repeat a request as it got it, packed or escaped again.
func TestWhatIsRepeatedInOtherFormsIsHidden(t *testing.T) {
	t.Parallel()
	form := Params{{"card.number", "4200000000000000"}, {"card.cvv", "713"}, {"n", "92"}}
	sent := `{"card.cvv":"713","n":"92"}`
	for _, tt := range []struct{ name, text, want string }{
		{"base64", base64.StdEncoding.EncodeToString([]byte(sent)), "[secret]"},
		{
			"escaped twice", url.QueryEscape(url.QueryEscape(sent)),
			url.QueryEscape(url.QueryEscape(`{"card.cvv":"`)) + "[secret]" + url.QueryEscape(url.QueryEscape(`","n":"92"}`)),
		},
		{"a number in other groups", "4200.0000.0000.0000", "4200.00**.****.0000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := startGateway(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = fmt.Fprint(w, tt.text)
			})
			var got string
			ch := open(t, Options{BaseURL: g.base()}).Channel(Credentials{}, func(x Exchange) { got = x.Body })
			_, _ = ch.Pay(t.Context(), form)
			if got != tt.want {
				t.Errorf("observed the body %s, want %s", got, tt.want)
			}
		})
	}
}

// echo repeats whatever it was sent, as JSON strings and in a header.
func echo(status int, contentType string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		text := fmt.Sprintf("%q", fmt.Sprint(r.Form, r.Header, r.URL))
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"echo":%s,"result":{"code":"000.100.110","description":%s}}`, text, text)
	}
}

// TestNothingLeaks sends secrets and a card number in every way there is, to
// gateways that repeat them or fail, and looks for them in all that comes out.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	canaries := []string{
		token, password, "canary-pw%2F19%2B7", "4200000000000000", "4200 0000 0000 0000", "7z9", "4200000000000001",
		"Y2FuYXJ5",
	}
	gateways := map[string]http.HandlerFunc{
		"echo":  echo(http.StatusOK, "application/json"),
		"html":  echo(http.StatusBadGateway, "text/html"),
		"reset": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"type": func(w http.ResponseWriter, r *http.Request) {
			echo(http.StatusOK, r.Header.Get("Authorization"))(w, r)
		},
		"moved": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
		},
		"nobody": nil,
	}
	requests := []Request{
		{Method: "POST", Path: "v1/payments", Form: append(card(), Param{"memo", "4200 0000 0000 0000 " + token})},
		{Method: "POST", Path: "v1/payments", Form: Params{{"memo", "4200000000000001 " + password}, {token, "x"}}},
		{Path: "v1/query?card.cvv=7z9&card.number=4200+0000+0000+0000", Query: card()},
		{Path: "v1/payments/4200000000000000/" + token},
		{Path: "v1/" + token + "?%zz=" + token},
		{Path: "%zz" + token},
	}
	logins := []Credentials{
		bearer(), {EntityID: entity, UserID: userID, Password: password, Legacy: true},
	}
	for name, answer := range gateways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base := "http://127.0.0.1:1/"
			if answer != nil {
				base = startGateway(t, answer).base()
			}
			var out []string
			m := mask.New(mask.Options{PANs: []string{"4200000000000001"}})
			m.Learn(password, token) // each login teaches its own; the other's is planted here
			ch := open(t, Options{BaseURL: base, Mask: m}).Channel(Credentials{}, func(x Exchange) {
				x.Started, x.Duration = time.Time{}, 0
				out = append(out, fmt.Sprintf("%+v", x))
			})
			for _, cred := range logins {
				for _, r := range requests {
					ch := ch.With(cred)
					_, err := ch.Do(context.Background(), r)
					for ; err != nil; err = errors.Unwrap(err) {
						out = append(out, fmt.Sprintf("%v %+v", err, err))
					}
					_, err = ch.Status(context.Background(), "https://evil.example/?"+token+"&card.cvv=7z9")
					out = append(out, err.Error(), fmt.Sprintf("%v %+v %#v %s", ch, ch, ch, ch.client))
				}
			}
			for _, text := range out {
				for _, canary := range canaries {
					if strings.Contains(text, canary) {
						t.Errorf("%q is shown in %s", canary, text)
					}
				}
			}
			if len(out) < len(requests)*len(logins)*2 {
				t.Errorf("only %d texts were looked at", len(out))
			}
		})
	}
}

func TestAChannelTeachesItsSecrets(t *testing.T) {
	t.Parallel()
	m := mask.New(mask.Options{})
	c := open(t, Options{BaseURL: "http://127.0.0.1:1/", Mask: m})
	c.Channel(bearer(), nil).With(Credentials{UserID: userID, Password: password, Legacy: true})
	if got := m.String(token + " " + password); got != "[secret] [secret]" {
		t.Errorf("the mask lets through %q", got)
	}
}
