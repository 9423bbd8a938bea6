package simulator_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestAPhoneHasNoCancel(t *testing.T) {
	t.Parallel()
	s := walks["qr"].last(start(t), "qr")
	if strings.Contains(s.page.raw, "Cancel payment") {
		t.Errorf("the phone's page can cancel:\n%s", s.page.raw)
	}
	s.enter("action=cancel").sees(200, "Confirm on your phone")
	s.ends(200, "000.200.000")
}

// TestAPageNoticesTheEnd asks as the page's script does, before the end.
func TestAPageNoticesTheEnd(t *testing.T) {
	t.Parallel()
	pix := []string{
		"paymentType=PA", "amount=10.00", "currency=BRL", "paymentBrand=PIX", "customer.givenName=Jane",
		"customer.surname=Jones", "customer.identificationDocType=TAXSTATEMENT", "customer.identificationDocId=11111111111",
		"billing.country=BR", "shopperResultUrl=https://shop.example/result?order=7",
	}
	ends := map[string]func(*gateway, *shopper){
		"the phone approves": func(_ *gateway, s *shopper) { s.phone(); s.enter("action=approve") },
		"the phone declines": func(_ *gateway, s *shopper) { s.phone(); s.enter("action=decline") },
		"the money arrives":  func(g *gateway, s *shopper) { g.paid(s.pay.text("id")) },
		"time is over":       func(g *gateway, _ *shopper) { g.advance("168h") },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			s := g.visitWith(pix...)
			s.sees(200, "Open on the phone", `src="/connectors/watch.js"`, `http-equiv="refresh"`)
			page := s.at
			noticed := make(chan int)
			go func() {
				resp, err := g.http.Get(strings.Replace(page, "/page", "/state", 1))
				if err != nil {
					noticed <- 0
					return
				}
				_ = resp.Body.Close()
				noticed <- resp.StatusCode
			}()
			end(g, s)
			if got := <-noticed; got != http.StatusOK {
				t.Errorf("the page's question is answered with %d", got)
			}
			s.open("GET", page, "")
			if name == "time is over" {
				s.sees(410, "Session expired")
			} else {
				s.returns()
			}
		})
	}
}
