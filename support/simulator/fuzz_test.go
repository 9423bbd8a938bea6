package simulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzPaymentBody sends any body to both POST endpoints, plain, varied and with
// everything wrong at once: the answer is JSON with a known code, whatever comes.
func FuzzPaymentBody(f *testing.F) {
	s := New(Config{MaxPayments: 100})
	awkward := New(Config{MaxPayments: 100, Vary: 3})
	wrong := New(Config{MaxPayments: 100, Faults: everyFault()})
	const basics = "paymentType=DB&amount=1.00&currency=EUR&paymentBrand="
	for _, seed := range []string{
		"", "=", "&&&", "a", "%", "paymentType=DB&paymentType=PA", basics + "KNET&shopperResultUrl=https://shop.example/%23a",
		basics + "VISA&card.number=4200000000000000&card.expiryMonth=05&card.expiryYear=2049&" +
			"cart.items[0].name=a&cart.items[x]=b",
		basics + "VISA&card.number=1&customParameters[]=x&customParameters[a=b&customer..a=1&customer.=2&billing[=3",
		"paymentType=RF&amount=1.00&currency=EUR", "paymentType=RV&amount=%ff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, gateway := range []*Server{s, awkward, wrong} {
			for _, path := range []string{"/v1/payments", "/v1/payments/8ac7a4c9ffffffffffffffffffffffff"} {
				r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("entityId="+gateway.first.EntityID+"&"+body))
				r.Header.Set("Authorization", "Bearer "+gateway.first.AccessToken)
				w := httptest.NewRecorder()
				gateway.API().ServeHTTP(w, r)
				var answer struct{ Result struct{ Code string } }
				if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
					t.Fatalf("%v in %s", err, w.Body)
				}
				if _, known := verdicts()[answer.Result.Code]; !known {
					t.Fatalf("code %q is in no table: %s", answer.Result.Code, w.Body)
				}
			}
		}
	})
}

// FuzzReturnURL adds what the shopper brings back to any return address that the
// gateway accepts: the shop, its own query and its fragment stay what they are.
func FuzzReturnURL(f *testing.F) {
	for _, seed := range []string{
		"https://shop.example", "https://shop.example/r?order=7&", "https://shop.example/?", "https://shop.example/#top",
		"https://shop.example/a?b=c#d?e=f&g#h", "app://pay/back?x=%2F;y", "https://user@[::1]:8443/?id=1&resourcePath=/x",
		"https://shop.example/caf\u00e9?q=\u00fc", "//shop.example/", "javascript://shop.example/%0aalert(1)",
	} {
		f.Add(seed)
	}
	const id = "8ac7a4a1000000000000000000000101"
	const brought = "id=" + id + "&resourcePath=%2Fv1%2Fpayments%2F" + id
	f.Fuzz(func(t *testing.T, shop string) {
		var wrong invalid
		wrong.returnURL(&form{params: []param{{name: "shopperResultUrl", value: shop}}}, true)
		if len(wrong) > 0 {
			return
		}
		back := returnURL(shop, id, "/v1/payments/"+id)
		before, _ := url.Parse(shop) // the check has done it
		after, err := url.Parse(back)
		if err != nil {
			t.Fatalf("%q became %q: %v", shop, back, err)
		}
		rest, found := strings.CutSuffix(after.RawQuery, brought)
		if !found || strings.TrimSuffix(rest, "&") != strings.TrimSuffix(before.RawQuery, "&") {
			t.Errorf("the query of %q became %q", shop, after.RawQuery)
		}
		if after.Scheme != before.Scheme || after.Host != before.Host || after.EscapedPath() != before.EscapedPath() ||
			after.EscapedFragment() != before.EscapedFragment() {
			t.Errorf("%q became %q", shop, back)
		}
	})
}

// FuzzEcho sends any parameters beside a card: what an answer repeats of them is
// JSON, and never the card's number.
func FuzzEcho(f *testing.F) {
	for _, seed := range []string{
		"", "customer.browser.language=de&customer.browser=x&customer.=y&customer..a=z", "cart.items[0].name=a&cart.items[2]=b",
		"cart.items[1]=a&cart.items[x]=b&cart[=c&cart.]=d", "customParameters[a.b]=1&customParameters[]=2&customParameters[a=3",
		"billing.street1=%22%5c%0a%00%7f&billing[0]=1&billing[00]=2", "customer.givenName=%e2%82&shipping.city=%ff",
		"card.number=1&card.holder=4711&card.cvv=987", "customParameters[99999999999999999999]=x", "a.card.number=1&card[number]=2",
	} {
		f.Add(seed)
	}
	const number = "4711100000000000"
	s := New(Config{MaxPayments: 100})
	f.Fuzz(func(t *testing.T, body string) {
		e := &exchange{}
		e.form.parse(body + "&card.number=" + number + "&card.cvv=987&card.expiryMonth=05&card.expiryYear=2049")
		for _, p := range e.form.params {
			if p.name != "card.number" && strings.Contains(p.name+p.value, number) {
				return // somebody wrote it where it does not belong
			}
		}
		e.out.b = append(e.out.b, '{')
		echo(&e.out, &e.form)
		if e.out.b = append(e.out.b, '}'); !json.Valid(e.out.b) {
			t.Fatalf("no JSON: %s", e.out.b)
		}
		r := httptest.NewRequest(http.MethodPost, "/v1/payments", strings.NewReader("entityId="+s.first.EntityID+
			"&paymentType=DB&amount=1.00&currency=EUR&paymentBrand=VISA&"+body+"&card.number="+number))
		r.Header.Set("Authorization", "Bearer "+s.first.AccessToken)
		w := httptest.NewRecorder()
		s.API().ServeHTTP(w, r)
		for _, out := range []string{string(e.out.b), w.Body.String()} {
			if strings.Contains(out, number) {
				t.Errorf("the card's number is in %s", out)
			}
		}
	})
}

// everyFault is all wrong behaviours.
func everyFault() []string {
	var names []string
	for _, f := range Faults() {
		names = append(names, f.Name)
	}
	return names
}
