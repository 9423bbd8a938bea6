package simulator_test

import (
	"strings"
	"testing"

	"assay/support/simulator"
)

var (
	rightCode = []string{"action=approve", "code=123456"}
	wrongCode = []string{"action=approve", "code=000000"}
)

// challenged comes to the issuer's page, in a window of that size or "5".
func (g *gateway) challenged(size string, more ...string) *shopper {
	g.t.Helper()
	s := g.visitWith(secure("VISA", cardChallenge, append(more, "customer.browser.challengeWindow="+size)...)...)
	if size != "5" {
		s.sees(200, "Your bank has a question", "<iframe")
		s.open("GET", strings.Replace(s.at, "/window", "/page", 1), "")
	}
	return s.sees(200, "Confirm that it is you", "ending in 0018", "92.00")
}

// leaves checks that the shopper is led back to the shop, out of a frame first.
func (s *shopper) leaves(framed bool) *shopper {
	s.t.Helper()
	if !framed {
		return s.returns()
	}
	id := s.pay.text("id")
	return s.sees(200, "on your way back", "leave.js", `target="_parent"`,
		"https://shop.example/result?order=7&amp;id="+id+"&amp;resourcePath=%2Fv1%2Fpayments%2F"+id)
}

// issuerTests are ways to answer an issuer, whatever the version, and how they end.
var issuerTests = []struct {
	name   string
	forms  [][]string
	status int
	code   string
	values []string // eci, authenticationStatus
}{
	{"the right code", [][]string{rightCode}, 200, "000.100.110", []string{"05", "Y"}},
	{"the right code in the end", [][]string{wrongCode, wrongCode, rightCode}, 200, "000.100.110", []string{"05", "Y"}},
	{"a wrong code three times", [][]string{wrongCode, wrongCode, wrongCode}, 400, "100.380.401", []string{"", "N"}},
	{"cancelled", [][]string{{"action=cancel"}}, 400, "100.396.101", []string{"", "N"}},
}

func TestTheIssuersQuestion(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, tt := range issuerTests {
		for _, size := range []string{"02", "5"} {
			t.Run(tt.name+" in window "+size, func(t *testing.T) {
				t.Parallel()
				s := g.challenged(size)
				page := s.at
				for _, form := range tt.forms {
					s.enter(form...)
				}
				s.leaves(size != "5").ends(tt.status, tt.code).has("threeDSecure.eci", tt.values[0],
					"threeDSecure.authenticationStatus", tt.values[1], "threeDSecure.flow", "challenge")
				s.open("GET", page, "")
				s.sees(200, "This payment is finished", "Back to the shop")
				s.open("POST", page, "action=cancel")
				s.sees(409, "This payment is finished").ends(tt.status, tt.code)
				s.open("POST", s.pay.text("redirect.url"), "token="+s.pay.text("redirect.parameters.1.value"))
				s.follow303()
				s.sees(200, "This payment is finished")
			})
		}
	}
}

func TestTheWindowHasTheSizeThatWasAskedFor(t *testing.T) {
	t.Parallel()
	g := start(t)
	for size, want := range map[string]string{
		"1": `width="250" height="400"`, "02": `width="390" height="400"`, "3": `width="500" height="600"`,
		"04": `width="600" height="400"`,
	} {
		s := g.visitWith(secure("VISA", cardChallenge, "customer.browser.challengeWindow="+size)...).sees(200, want)
		outside := s.page.header.Get("Content-Security-Policy")
		if !strings.Contains(outside, "frame-src 'self'") || !strings.Contains(outside, "frame-ancestors *") {
			t.Errorf("window %s: the page around has the policy %s", size, outside)
		}
		s.open("GET", strings.Replace(s.at, "/window", "/page", 1), "")
		inside := s.sees(200, "One-time code").page.header
		policy := inside.Get("Content-Security-Policy")
		if !strings.Contains(policy, "frame-ancestors *") || inside.Get("X-Frame-Options") != "" {
			t.Errorf("window %s: the page within has %v", size, inside)
		}
	}
	s := g.visitWith(secure("VISA", cardChallenge)...).sees(200, "One-time code")
	if policy := s.page.header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") {
		t.Errorf("a merchant cannot show the issuer's page in a frame: %s", policy)
	}
}

func TestAnIssuerThatDoesNotAskSendsBackAtOnce(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visitWith(secure("MASTER", "5200000000000007")...).returns()
	s.ends(200, "000.100.110").has("threeDSecure.eci", "02", "threeDSecure.flow", "frictionless", "amount", "92.00")
	g.visitWith(secure("MASTER", "5200000000000023")...).returns().ends(200, "000.100.110").
		has("threeDSecure.eci", "01", "threeDSecure.authenticationStatus", "A")
}

func TestTheConnectorDeclinesAfterTheChallenge(t *testing.T) {
	t.Parallel()
	s := start(t).challenged("5", "card.holder=800.100.153").enter(rightCode...)
	s.leaves(false).ends(400, "800.100.153").has("threeDSecure.authenticationStatus", "Y").lacks("amount")
}

func TestD19AChallengeLeftAlone(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.challenged("2")
	g.advance("30m")
	s.ends(400, "100.396.103").lacks("threeDSecure")
	s.enter(rightCode...).sees(410, "Session expired", `target="_parent"`)
	s.ends(400, "100.396.103")
}

func TestADoorThatIsNotOpenYet(t *testing.T) {
	t.Parallel()
	g := start(t)
	pay := g.pay(secure("VISA", cardChallenge, "customer.browser.challengeWindow=2"))
	s := &shopper{gateway: g, pay: pay}
	address := pay.text("redirect.url")
	key := address[strings.Index(address, "session=")+8:][:32]
	base := g.URL + "connectors/acs/" + key
	for _, door := range []string{"/page", "/window", "/return", "/method", "/notify", "/device", "/state"} {
		s.open("GET", base+door, "")
		s.sees(404, "Payment not found")
	}
	s.open("POST", g.URL+"v1/threeDSecure/execute?session=unknown", "")
	s.sees(404)
	s.open("POST", address, "token=guess")
	s.sees(404)
	s.open("GET", address, "")
	s.sees(405, "Wrong way in").ends(200, "000.200.000")
	s.open("POST", address, "token="+pay.text("redirect.parameters.1.value"))
	s.follow303()
	s.open("GET", base+"/return", "")
	if s.follow303(); !strings.HasSuffix(s.at, "/page") {
		t.Errorf("whoever is not through is led to %s", s.at)
	}
}

func TestFaultsOf3DSecureSpoilWhatTheySay(t *testing.T) {
	t.Parallel()
	faulty := func(name string) *gateway {
		return startWith(t, simulator.Config{Channels: []simulator.Channel{{Name: "Test_Channel", Faults: []string{name}}}})
	}
	s := faulty("failed-challenge-authorised").challenged("5").enter(wrongCode...).enter(wrongCode...).enter(wrongCode...)
	s.ends(200, "000.100.110")
	narrow := secure("VISA", cardChallenge, "customer.browser.challengeWindow=01")
	faulty("challenge-window-ignored").visitWith(narrow...).sees(200, `width="500"`)
}
