package simulator

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// keeping is what a registration has to do, told without its code: an account
// that expires or not, is deleted or not, and is forgotten at some time.
type keeping struct {
	now, until, expires time.Time // expires is zero for what is no card
	deleted             bool
}

// refusal is the code that an operation is refused with, "" when it is not.
func (k *keeping) refusal(operation string) string {
	switch {
	case !k.now.Before(k.until):
		return codeUnknownToken
	case k.deleted:
		return codeDeregistered
	case operation == "pay" && !k.expires.IsZero() && k.expires.Before(k.now):
		return codeCardExpired
	}
	return ""
}

// done notes what an operation that was not refused changes.
func (k *keeping) done(operation string) {
	longer := func(months int) {
		if until := k.now.AddDate(0, months, 0); until.After(k.until) {
			k.until = until
		}
	}
	switch {
	case operation == "delete":
		k.deleted = true
	case operation == "extend":
		longer(24)
	case operation == "pay" && k.expires.IsZero():
		longer(14)
	}
}

// TestARegistrationLivesAsItShould throws random operations and waits at a
// registration.
func TestARegistrationLivesAsItShould(t *testing.T) {
	t.Parallel()
	operations := map[string][2]string{
		"pay": {http.MethodPost, "/payments"}, "extend": {http.MethodPost, "/extendlife"},
		"delete": {http.MethodDelete, ""}, "read": {http.MethodGet, ""},
	}
	rapid.Check(t, func(t *rapid.T) {
		s := New(Config{Now: func() time.Time { return noon }})
		k := keeping{now: noon, until: noon.AddDate(0, 14, 0)}
		account := "paymentBrand=DIRECTDEBIT_SEPA&bankAccount.holder=Jane&bankAccount.country=DE" +
			"&bankAccount.iban=DE23100000001234567890"
		if rapid.Bool().Draw(t, "card") {
			account = "paymentBrand=VISA&card.number=4200000000000000&card.expiryMonth=03&card.expiryYear=2027"
			k.expires = time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC)
			k.until = k.expires.AddDate(0, 14, 0)
		}
		_, token := inquire(t, s, http.MethodPost, "", account)
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			days := rapid.IntRange(0, 300).Draw(t, "days")
			wait := time.Duration(days)*24*time.Hour + time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds"))*time.Second
			k.now = s.channel(s.first.EntityID).clock.advance(wait)
			operation := rapid.SampledFrom([]string{"pay", "pay", "extend", "read", "read", "delete"}).Draw(t, "operation")
			way := operations[operation]
			code, _ := inquire(t, s, way[0], "/"+token+way[1], "paymentType=PA&amount=1.00&currency=EUR")
			want := k.refusal(operation)
			switch {
			case want == "":
				want = codeIntegratorTest
				k.done(operation)
			case operation == "read":
				want = codeInvalid
			}
			if code != want {
				t.Fatalf("%s at %s = %s, want %s (%+v)", operation, k.now, code, want, k)
			}
		}
	})
}

var (
	codeIn     = regexp.MustCompile(`"code":"([0-9.]+)"`)
	answeredID = regexp.MustCompile(`^\{"id":"([0-9a-f]+)"`)
)

// inquire sends a request about registrations and returns result code and id.
func inquire(t *rapid.T, s *Server, verb, path, params string) (code, id string) {
	entity := "entityId=" + s.first.EntityID
	target, body := "/v1/registrations"+path, entity
	switch {
	case verb != http.MethodPost:
		target, body = target+"?"+entity, ""
	case !strings.HasSuffix(path, "/extendlife"):
		body += "&" + params
	}
	r := httptest.NewRequest(verb, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+s.first.AccessToken)
	w := httptest.NewRecorder()
	s.API().ServeHTTP(w, r)
	found := codeIn.FindStringSubmatch(w.Body.String())
	if found == nil {
		t.Fatalf("%s %s = HTTP %d %s", verb, path, w.Code, w.Body)
	}
	if named := answeredID.FindStringSubmatch(w.Body.String()); named != nil {
		id = named[1]
	}
	return found[1], id
}
