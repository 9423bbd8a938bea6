package simulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
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

// everyFault is all wrong behaviours.
func everyFault() []string {
	var names []string
	for _, f := range Faults() {
		names = append(names, f.Name)
	}
	return names
}
