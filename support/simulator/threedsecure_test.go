package simulator_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"assay/support/simulator"
	"assay/support/spec"
)

// aBrowser describes the shopper's, as 3-D Secure wants it.
var aBrowser = []string{
	"customer.browser.acceptHeader=text/html", "customer.browser.language=en", "customer.browser.screenHeight=900",
	"customer.browser.screenWidth=1440", "customer.browser.timezone=60",
	"shopperResultUrl=https://shop.example/result?order=7",
}

// secure is a payment of 92.00 EUR whose shopper's browser is described.
func secure(brand, number string, more ...string) []string {
	cvv := "123"
	if brand == "AMEX" {
		cvv = "1234"
	}
	return join(visa("PA", "paymentBrand="+brand, "card.number="+number, "card.cvv="+cvv), aBrowser, more)
}

// Numbers of VISA by what their issuer does.
const (
	cardFrictionless = "4200000000000026"
	cardChallenge    = "4200000000000018"
	cardFirst        = "4711100000000000" // known to the first version only
	cardMethod       = "4200000000000091"
	cardNotEnrolled  = "4012001037141112"
)

// TestEveryPublishedCardDoesWhatIsSaidOfIt walks the test data.
func TestEveryPublishedCardDoesWhatIsSaidOfIt(t *testing.T) {
	t.Parallel()
	g := start(t)
	codes := map[string]string{
		spec.Frictionless: "000.100.110", spec.Attempt: "000.100.110", spec.TechnicalError: "000.400.103",
		spec.NotEnrolled: "000.400.102", spec.NotParticipating: "000.400.101", spec.Challenge: "000.200.000",
	}
	for _, d := range spec.TestData() {
		i := spec.IssuerOf(d.Value)
		if d.Kind != "card" || i.Outcome == "" {
			continue
		}
		a := g.pay(secure(d.Brand, d.Value))
		want := codes[i.Outcome]
		if i.MethodData {
			want = "000.200.000"
		}
		if got := a.text("result.code"); got != want {
			t.Errorf("%s, %s: result.code = %q, want %q", d.Brand, d.Trigger, got, want)
			continue
		}
		if has := a.get("redirect.preconditions") != nil; has != i.MethodData {
			t.Errorf("%s, %s: preconditions %v, want %v", d.Brand, d.Trigger, has, i.MethodData)
		}
		if strings.HasPrefix(want, "000.2") {
			a.lacks("amount", "currency", "descriptor", "resultDetails", "threeDSecure")
			continue
		}
		for _, status := range []string{"Y", "A", "U", "N"} {
			if strings.Contains(d.Outcome, "status "+status) {
				a.has("threeDSecure.authenticationStatus", status, "threeDSecure.flow", "frictionless",
					"threeDSecure.eci", spec.ECI(d.Brand, status))
			}
		}
		verified := a.text("threeDSecure.authenticationStatus") == "Y" || a.text("threeDSecure.authenticationStatus") == "A"
		if got := len(a.text("threeDSecure.verificationId")); verified && got != 28 || !verified && got != 0 {
			t.Errorf("%s, %s: verificationId of %d characters", d.Brand, d.Trigger, got)
		}
	}
}

func TestWhen3DSecureIsApplied(t *testing.T) {
	t.Parallel()
	off := start(t)
	on := startWith(t, simulator.Config{Channels: []simulator.Channel{{ThreeDSecure: true}}})
	const (
		plain     = "4200000000000000"
		enrolled  = "customParameters[3DS2_enrolled]=true"
		older     = "customParameters[3Dsimulator.forceEnrolled]=true"
		challenge = "customParameters[3DS2_flow]=challenge"
		none      = "customParameters[3DS2_flow]=frictionless"
		mandated  = "threeDSecure.challengeIndicator=04"
		exempt    = "threeDSecure.exemptionFlag=01"
	)
	by := func(number string, more ...string) []string { return secure("VISA", number, more...) }
	tests := []struct {
		name   string
		g      *gateway
		params []string
		code   string
	}{
		{"a plain payment on a plain channel", off, visa("PA"), "000.100.110"},
		{"a card nobody published, once the browser is described", off, by(plain), "000.400.109"},
		{"a channel that has it on wants the browser described", on, visa("PA"), "200.300.404"},
		{"a card nobody published on a channel that has it on", on, by(plain), "000.400.109"},
		{"a payout", on, visa("CD"), "000.100.110"},
		{"an account that is no card", on, sofort(), "000.200.000"},
		{"the merchant switches it off", on, visa("DB", "threeDSecure.disable=true"), "000.100.110"},
		{"the merchant initiates the payment", on, visa("DB", "standingInstruction.source=MIT", "standingInstruction.mode=INITIAL"), "000.100.110"},
		{"the shopper initiates the payment", on, visa("DB", "standingInstruction.source=CIT"), "200.300.404"},
		{"values of another authentication", on, visa("DB", "threeDSecure.eci=05"), "000.100.110"},
		{"a wish for enrolment", off, by(plain, enrolled), "000.100.110"},
		{"the older wish for enrolment", off, by(plain, older), "000.100.110"},
		{"a wish for a challenge alone enrols nobody", off, by(plain, challenge), "000.400.109"},
		{"both wishes", off, by(plain, challenge, enrolled), "000.200.000"},
		{"a wish for a challenge", off, by(cardFrictionless, challenge), "000.200.000"},
		{"a wish for none", off, by(cardChallenge, none), "000.100.110"},
		{"a challenge mandated, in one digit", off, by(cardFrictionless, "threeDSecure.challengeIndicator=4"), "000.200.000"},
		{"a challenge mandated, in two", off, by(cardFrictionless, mandated), "000.200.000"},
		{"a challenge not mandated", off, by(cardFrictionless, "threeDSecure.challengeIndicator=02"), "000.100.110"},
		{"a wish does not enrol who is not", off, by(cardNotEnrolled, mandated), "000.400.102"},
		{"an exemption", off, by(cardChallenge, exempt), "000.100.110"},
		{"an exemption and a challenge mandated", off, by(cardChallenge, exempt, mandated), "000.200.000"},
		{"the connector declines whom the issuer knows", off, by(cardFrictionless, "card.holder=800.100.153"), "800.100.153"},
		{"the account comes before the authentication", off, by(cardFrictionless, "card.expiryYear=2019"), "100.100.303"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if a := tt.g.pay(tt.params); a.text("result.code") != tt.code {
				t.Errorf("result.code = %q, want %q\n%s", a.text("result.code"), tt.code, a.raw)
			}
		})
	}
}

func TestD25AuthoriseAnyway(t *testing.T) {
	t.Parallel()
	g := start(t, "D25=authorise-anyway")
	for _, number := range []string{"4200000000000000", cardNotEnrolled, "4012001037461114", "4532497088771651"} {
		g.pay(secure("VISA", number)).is(200, "000.100.110").has("amount", "92.00")
	}
}

func TestWhat3DSecureAsksFor(t *testing.T) {
	t.Parallel()
	g := start(t)
	const empty = "may not be empty"
	tests := []struct{ param, name, message string }{
		{"-customer.browser.acceptHeader", "customer.browser.acceptHeader", empty},
		{"-customer.browser.language", "customer.browser.language", empty},
		{"-customer.browser.screenHeight", "customer.browser.screenHeight", empty},
		{"-customer.browser.screenWidth", "customer.browser.screenWidth", empty},
		{"-customer.browser.timezone", "customer.browser.timezone", empty},
		{"-shopperResultUrl", "shopperResultUrl", empty},
		{"-card.holder", "card.holder", empty},
		{"-card.expiryMonth", "card.expiryMonth", empty},
		{"card.holder=" + strings.Repeat("J", 46), "card.holder", `must match ^[\s\S]{2,45}$`},
		{"shopperResultUrl=javascript:alert(1)", "shopperResultUrl", "must be an absolute URL"},
		{"customer.browser.screenHeight=tall", "customer.browser.screenHeight", "must match ^[0-9]{1,6}$"},
	}
	for _, tt := range tests {
		t.Run(tt.param, func(t *testing.T) {
			g.pay(secure("VISA", cardFrictionless, tt.param)).complains(tt.name, tt.message)
		})
	}
	first := visa("DB", "card.number=4711100000000000", "customer.browser.language=en")
	g.pay(first).complains("shopperResultUrl", empty)
}

func TestExternalValuesAreRepeatedAsSent(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{ThreeDSecure: true}}})
	a := g.pay(visa(
		"PA", "threeDSecure.eci=05", "threeDSecure.version=2.1.0", "threeDSecure.flow=challenge",
		"threeDSecure.verificationId=MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", "threeDSecure.dsTransactionId=c75f23af",
	))
	a.is(200, "000.100.110").has(
		"threeDSecure.eci", "05", "threeDSecure.version", "2.1.0", "threeDSecure.flow", "challenge",
		"threeDSecure.verificationId", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", "threeDSecure.dsTransactionId", "c75f23af",
	).lacks("threeDSecure.authenticationStatus", "threeDSecure.acsTransactionId")
}

// A value that the gateway fills in is its own, and the answer has it once.
func TestAWishIsRepeatedBesideTheOutcome(t *testing.T) {
	t.Parallel()
	a := start(t).pay(secure("VISA", cardFrictionless, "threeDSecure.challengeIndicator=02", "threeDSecure.version=9.9"))
	a.is(200, "000.100.110").has("threeDSecure.challengeIndicator", "02", "threeDSecure.version", "2.2.0")
	if n := strings.Count(a.raw, `"version"`); n != 1 {
		t.Errorf("version is there %d times in %s", n, a.raw)
	}
}

// No page and no answer has the number again, whatever becomes of the payment.
func TestTheNumberIsForgotten(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visitWith(secure("VISA", cardChallenge)...).sees(200, "0018")
	for _, text := range []string{s.pay.raw, s.page.raw, g.get("v1/query/" + s.pay.text("id")).raw} {
		if strings.Contains(text, cardChallenge) {
			t.Errorf("the number is in %s", text)
		}
	}
}

// method follows the precondition of a payment as a shop does.
func (s *shopper) method() {
	s.t.Helper()
	const at = "redirect.preconditions.0."
	s.pay.has(at+"origin", "iframe#hidden", at+"waitUntil", "iframe#onload", at+"method", "POST",
		at+"parameters.0.name", "threeDSMethodData")
	s.open("POST", s.pay.text(at+"url"), "threeDSMethodData="+s.pay.text(at+"parameters.0.value"))
}

func TestMethodData(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := &shopper{gateway: g, pay: g.pay(secure("VISA", cardMethod)).is(200, "000.200.000")}
	raw, err := base64.RawURLEncoding.DecodeString(s.pay.text("redirect.preconditions.0.parameters.0.value"))
	var data map[string]string
	if err != nil || json.Unmarshal(raw, &data) != nil {
		t.Fatalf("method data %q: %v", raw, err)
	}
	s.method()
	s.sees(200, "threeDSMethodData", "submit.js")
	if policy := s.page.header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") {
		t.Errorf("no shop can show the hidden page: %s", policy)
	}
	notify := data["threeDSMethodNotificationURL"]
	done := `{"threeDSServerTransID":"` + data["threeDSServerTransID"] + `"}`
	s.open("POST", notify, "threeDSMethodData="+base64.RawURLEncoding.EncodeToString([]byte(done)))
	s.sees(200, "Your bank has seen your browser")
	for _, wrong := range []string{"", "threeDSMethodData=%25", "threeDSMethodData=e30"} {
		s.open("POST", notify, wrong)
		s.sees(404)
	}
}

// A stored card meets the same issuer as when it was stored, and its number is
// not needed for that.
func TestAStoredCardIsAuthenticatedToo(t *testing.T) {
	t.Parallel()
	g := start(t)
	stored := func(number string) string {
		return g.post("v1/registrations", visa("", "-paymentType", "-amount", "-currency", "card.number="+number)...).
			is(200, "000.100.110").text("id")
	}
	pay := func(token string, more ...string) answer {
		return g.post("v1/registrations/"+token+"/payments",
			join([]string{"paymentType=DB", "amount=92.00", "currency=EUR"}, more)...)
	}
	frictionless, challenged := stored(cardFrictionless), stored(cardChallenge)
	pay(frictionless, aBrowser...).is(200, "000.100.110").has("threeDSecure.eci", "05", "card.bin", "420000")
	pay(challenged, aBrowser...).is(200, "000.200.000").lacks("amount")
	pay(challenged).is(200, "000.100.110").lacks("threeDSecure")
	pay(challenged, "customer.browser.language=de").is(400, "200.300.404")
}
