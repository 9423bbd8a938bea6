package simulator_test

import (
	"net/url"
	"regexp"
	"testing"
)

// carried are the hidden fields with which the shopper leaves the issuer.
var carried = regexp.MustCompile(`name="(PaRes|MD)" value="([^"]+)"`)

// firstVersion comes to the issuer's page in the first version.
func (g *gateway) firstVersion() *shopper {
	g.t.Helper()
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"first-version":"asked"}}`)
	return g.visitWith(secure("VISA", cardFirst)...).sees(200, "Confirm that it is you", "ending in 0000", "92.00")
}

// brings sends the shopper back to the gateway with what the issuer said.
func (s *shopper) brings(changes ...string) *shopper {
	s.t.Helper()
	s.sees(200, "submit.js", s.parameter("TermUrl"))
	var fields []string
	for _, field := range carried.FindAllStringSubmatch(s.page.raw, -1) {
		fields = append(fields, field[1]+"="+field[2])
	}
	s.at = s.parameter("TermUrl")
	return s.enter(append(fields, changes...)...)
}

// parameter is the value of one of the redirect's parameters.
func (s *shopper) parameter(name string) string {
	list, _ := s.pay.get("redirect.parameters").([]any)
	for _, p := range list {
		if entry, _ := p.(map[string]any); entry["name"] == name {
			return entry["value"].(string)
		}
	}
	s.t.Fatalf("the redirect has no %s: %s", name, s.pay.raw)
	return ""
}

func TestTheFirstVersion(t *testing.T) {
	t.Parallel()
	for _, tt := range issuerTests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t).firstVersion()
			page := s.at
			for _, form := range tt.forms {
				s.enter(form...)
			}
			s.ends(200, "000.200.000").lacks("threeDSecure.authenticationStatus") // nobody has told the gateway
			s.open("POST", page, "action=cancel")
			s.follow303()
			s.brings().returns().ends(tt.status, tt.code).has("threeDSecure.eci", tt.values[0],
				"threeDSecure.authenticationStatus", tt.values[1], "threeDSecure.version", "1.0.2")
			s.open("GET", page, "")
			s.sees(200, "This payment is finished").ends(tt.status, tt.code)
		})
	}
}

func TestTheIssuersAnswerHasToBeItsOwn(t *testing.T) {
	t.Parallel()
	for _, change := range []string{"PaRes=Zm9yZ2Vk", "PaRes=", "MD=8a000000000000000000000000000000", "MD="} {
		s := start(t).firstVersion().enter(rightCode...)
		s.brings(change).sees(404, "Payment not found").ends(200, "000.200.000")
	}
	s := start(t).firstVersion()
	s.open("POST", s.parameter("TermUrl"), "PaRes=&MD="+s.pay.text("id"))
	s.sees(404, "Payment not found").ends(200, "000.200.000")
	s.open("GET", s.parameter("TermUrl"), "")
	s.sees(404, "Payment not found")
}

func TestTheIssuersAnswerComesTooLate(t *testing.T) {
	t.Parallel()
	s := start(t).firstVersion().enter(rightCode...)
	s.advance("30m")
	s.brings().returns().ends(400, "100.396.103").lacks("threeDSecure.authenticationStatus")
}

func TestTheFirstVersionWantsAllItsParameters(t *testing.T) {
	t.Parallel()
	for _, lost := range []string{"PaReq", "TermUrl", "MD"} {
		s := start(t).firstVersion()
		form := url.Values{}
		for _, name := range []string{"PaReq", "TermUrl", "MD"} {
			if name != lost {
				form.Set(name, s.parameter(name))
			}
		}
		s.open("POST", s.pay.text("redirect.url"), form.Encode())
		s.sees(404, "Payment not found")
	}
}

func TestTheSecondVersionGoesOnAsBefore(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.visitWith(secure("VISA", cardFirst)...).sees(200, "Confirm that it is you").
		enter(rightCode...).returns().ends(200, "000.100.110")
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"first-version":"asked"}}`)
	g.visitWith(secure("VISA", cardChallenge)...).sees(200, "Confirm that it is you").
		enter(rightCode...).returns().ends(200, "000.100.110")
}
