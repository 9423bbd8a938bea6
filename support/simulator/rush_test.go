package simulator

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// come enters the page that a payment redirects to, and says that the shopper is
// who they are.
func (v visitor) come(key string) {
	p := v.s.store.find(key)
	if p == nil || p.session == nil {
		return // it was given back meanwhile
	}
	page := "/connectors/acs/" + p.session.key + "/page"
	for _, form := range [][2]string{
		{
			"/v1/threeDSecure/execute?session=" + p.session.key + "&ndcid=" + p.session.trace,
			"token=" + p.session.token,
		},
		{page, "action=approve&code=123456"},
	} {
		r := httptest.NewRequest(http.MethodPost, form[0], strings.NewReader(form[1]))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		v.s.API().ServeHTTP(httptest.NewRecorder(), r)
	}
}

// everything does with a channel what takes its locks in all their orders:
// payments by reference and by token, the issuer's page, steps, reports.
func (v visitor) everything(n int) {
	reference := fmt.Sprint("merchantTransactionId=rush-", n)
	secured := []string{
		"paymentType=PA.CP", "amount=9.00", "currency=EUR", "paymentBrand=VISA", "card.number=4200000000000018",
		"card.holder=Jane Jones", "card.expiryMonth=05", "card.expiryYear=2049", "createRegistration=true",
		"customer.browser.acceptHeader=text/html", "customer.browser.language=en", "customer.browser.screenHeight=900",
		"customer.browser.screenWidth=1440", "customer.browser.timezone=60", "shopperResultUrl=https://shop.example/",
	}
	v.busy(n)
	asked := v.send("POST", "payments", append(secured, reference)...)
	v.send("GET", "query", reference)
	v.come(asked)
	token := v.send("POST", "registrations", append(secured[3:8:8], reference)...)
	paid := v.send("POST", "registrations/"+token+"/payments", "paymentType=PA", "amount=9.00", "currency=EUR", reference)
	v.send("POST", "payments/"+paid, "paymentType=CP", "amount=9.00", "currency=EUR", reference)
	v.send("GET", "query", reference)
	v.send("DELETE", "registrations/"+token)
}

// TestAChannelIsGivenBackInTheRush lets clients at one channel, whose clock moves
// and whose webhooks are told, and takes it from under them. Nobody waits for
// ever, and nothing of the channel is left.
func TestAChannelIsGivenBackInTheRush(t *testing.T) {
	t.Parallel()
	shop := &caller{tries: map[string]int{}, taken: map[string]int{}}
	s, _ := posted(t, shop)
	defer s.Close()
	for range 5 {
		leased, err := s.add(Channel{Webhooks: s.first.Webhooks})
		if err != nil {
			t.Fatal(err)
		}
		v, c := visitor{s, leased}, s.channel(leased.EntityID)
		v.everything(1000)
		if before := c.referred("rush-1000"); before[0].code != codeIntegratorTest || before[1].kind != typeCP {
			t.Fatalf("alone, a shopper's %s ends with %s", before[0].kind, before[0].code)
		}
		var all sync.WaitGroup
		started := make(chan struct{}, 4)
		for client := range 4 {
			all.Go(func() {
				for n := range 12 {
					v.everything(client%2*100 + n)
					if n == 5 {
						started <- struct{}{}
					}
				}
			})
		}
		all.Go(func() {
			for range 20 {
				_, err := c.advance(t.Context(), 11*time.Minute)
				if err != nil {
					t.Error(err)
				}
				s.forgetOld(c)
			}
		})
		for range 4 {
			<-started
		}
		if !s.release(leased.EntityID) {
			t.Error("the channel is gone already")
		}
		all.Wait()
		if keys, places := s.store.held(); keys != 0 || places != 0 {
			t.Fatalf("%d keys and %d places are held of a channel that was given back", keys, places)
		}
	}
}
