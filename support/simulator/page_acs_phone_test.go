package simulator_test

import (
	"strings"
	"testing"

	"assay/support/simulator"
)

// cardOnPhone is published as challenged, and asked about on the phone.
const cardOnPhone = "4200000000000075"

// waiting comes to the issuer's page that waits for the phone, in a window of
// that size or "5".
func (g *gateway) waiting(size string) *shopper {
	g.t.Helper()
	s := g.visitWith(secure("VISA", cardOnPhone, "customer.browser.challengeWindow="+size)...)
	if size != "5" {
		s.sees(200, "Your bank has a question", "<iframe")
		s.open("GET", strings.Replace(s.at, "/window", "/page", 1), "")
	}
	return s.sees(200, "Confirm that it is you", "ending in 0075", "92.00", "Waiting for your phone", "/connectors/watch.js")
}

func TestTheIssuersQuestionOnThePhone(t *testing.T) {
	t.Parallel()
	g := start(t)
	tests := []struct {
		name, form string
		onPhone    bool
		status     int
		code       string
		values     []string // eci, authenticationStatus
	}{
		{"approved on the phone", "action=approve", true, 200, "000.100.110", []string{"05", "Y"}},
		{"declined on the phone", "action=decline", true, 400, "100.380.401", []string{"", "N"}},
		{"cancelled on the page that waits", "action=cancel", false, 400, "100.396.101", []string{"", "N"}},
	}
	for _, tt := range tests {
		for _, size := range []string{"02", "5"} {
			t.Run(tt.name+" in window "+size, func(t *testing.T) {
				t.Parallel()
				s := g.waiting(size)
				page := s.at
				if tt.onPhone {
					s.phone()
				}
				s.enter(tt.form)
				if tt.onPhone {
					s.sees(200, "This payment is finished", "Back to the shop")
					if s.open("GET", page, ""); size != "5" { // what the page's script does in the end
						s.follow303()
					}
				}
				s.leaves(size != "5").ends(tt.status, tt.code).has("threeDSecure.eci", tt.values[0],
					"threeDSecure.authenticationStatus", tt.values[1], "threeDSecure.flow", "challenge",
					"threeDSecure.authType", "03")
				s.open("GET", page, "")
				s.sees(200, "This payment is finished")
			})
		}
	}
}

func TestAPhoneThatNobodyLooksAt(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.waiting("2")
	page := s.at
	s.phone()
	g.advance("30m")
	s.enter("action=approve").sees(410, "Session expired")
	s.open("GET", page, "")
	s.sees(410, "Session expired", `target="_parent"`).ends(400, "100.396.103").lacks("threeDSecure")
}

func TestThePageThatWaitsMayBeFramed(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, size := range []string{"2", "5"} {
		h := g.waiting(size).page.header
		for _, want := range []string{"frame-ancestors *", "script-src 'self'", "connect-src 'self'"} {
			if policy := h.Get("Content-Security-Policy"); !strings.Contains(policy, want) {
				t.Errorf("window %s: the policy %q has no %q", size, policy, want)
			}
		}
		if got := h.Get("X-Frame-Options"); got != "" {
			t.Errorf("window %s: X-Frame-Options is %s", size, got)
		}
	}
}

func TestFaultsOfThePhoneSpoilWhatTheySay(t *testing.T) {
	t.Parallel()
	faulty := func(name string) *gateway {
		return startWith(t, simulator.Config{Channels: []simulator.Channel{{Name: "Test_Channel", Faults: []string{name}}}})
	}
	s := faulty("phone-decline-approves").waiting("5")
	s.phone()
	s.enter("action=decline").ends(200, "000.100.110")
	s = faulty("phone-passes-for-code").waiting("5")
	s.phone()
	s.enter("action=approve").ends(200, "000.100.110").has("threeDSecure.authType", "02")
	s = faulty("phone-returns-within-window").waiting("2")
	page := s.at
	s.phone()
	s.enter("action=approve")
	s.open("GET", page, "")
	s.returns()
}
