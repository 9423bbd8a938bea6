package simulator_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestTheIssuersQuestionHasOneEnd lets a shopper do anything in any order: the
// payment ends by the first thing that ends it, and by nothing after.
func TestTheIssuersQuestionHasOneEnd(t *testing.T) {
	t.Parallel()
	g := start(t, "D15=0")
	deeds := []string{"right", "wrong", "wrong", "cancel", "reload", "enter again", "an old form", "too late"}
	rapid.Check(t, func(t *rapid.T) {
		window := rapid.SampledFrom([]string{"2", "5"}).Draw(t, "window")
		s := g.challenged(window)
		page, want, wrongs := s.at, "000.200.000", 0
		for _, deed := range rapid.SliceOfN(rapid.SampledFrom(deeds), 1, 8).Draw(t, "deeds") {
			open := want == "000.200.000"
			s.at = page
			switch deed {
			case "right":
				if s.enter(rightCode...); open {
					want = "000.100.110"
				}
			case "wrong":
				if s.enter(wrongCode...); open {
					if wrongs++; wrongs == 3 {
						want = "100.380.401"
					}
				}
			case "cancel":
				if s.enter("action=cancel"); open {
					want = "100.396.101"
				}
			case "reload":
				s.open("GET", page, "")
			case "enter again":
				s.open("POST", s.pay.text("redirect.url"), "token="+s.pay.text("redirect.parameters.1.value"))
				s.follow303()
			case "an old form":
				s.enter("action=login", "code=123456")
			case "too late":
				if g.advance("30m"); open {
					want = "100.396.103"
				}
			}
			if s.page.status >= 500 {
				t.Fatalf("after %q the page is HTTP %d", deed, s.page.status)
			}
			status := g.get("v1/payments/" + s.pay.text("id"))
			if got := status.text("result.code"); got != want {
				t.Fatalf("after %q the payment is %s, want %s", deed, got, want)
			}
			sure := status.text("threeDSecure.authenticationStatus") == "Y"
			if has := status.get("amount") != nil; has != (want == "000.100.110") || sure != has {
				t.Fatalf("%s: amount %v, authenticated %v\n%s", want, has, sure, status.raw)
			}
			if n := len(status.text("threeDSecure.verificationId")); !slices.Contains([]int{0, 28}, n) || (n > 0) != sure {
				t.Fatalf("%s: a verificationId of %d characters", want, n)
			}
		}
	})
}
