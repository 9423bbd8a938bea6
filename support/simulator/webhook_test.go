package simulator_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"assay/support/simulator"
)

// summary is what came, in brief: "PAYMENT PA 000.100.110".
func summary(all []told) string {
	var lines []string
	for _, n := range all {
		line := n.text("type") + " " + n.text("action") + " " + n.text("payload.paymentType") + " " +
			n.text("payload.result.code")
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(lines, ", ")
}

// store registers a card.
func (g *gateway) store() answer {
	g.t.Helper()
	return g.post("v1/registrations", visa("", "-paymentType", "-amount", "-currency")...)
}

func TestEventsThatAreToldOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		do   func(g *gateway)
		want string
	}{
		{"a settled payment", func(g *gateway) { g.pay(visa("PA")) }, "PAYMENT PA 000.100.110"},
		{
			"a declined payment", func(g *gateway) { g.pay(visa("DB", "card.holder=800.100.153")) },
			"PAYMENT DB 800.100.153",
		},
		{"a pending payment", func(g *gateway) { g.pay(sofort()) }, "PAYMENT DB 000.200.000"},
		{
			"a pending payment and its end", func(g *gateway) { g.pay(sofort()); g.advance("31m") },
			"PAYMENT DB 000.200.000, PAYMENT DB 100.396.103",
		},
		{
			"money that arrives", func(g *gateway) { g.paid(g.pay(oxxo()).text("id")) },
			"PAYMENT PA 800.400.500, PAYMENT PA 000.100.110, PAYMENT RC 000.100.110",
		},
		{
			"a back-office operation", func(g *gateway) {
				id := g.pay(visa("DB")).text("id")
				g.follow(id, "RF", "amount=5.00", "currency=EUR")
			},
			"PAYMENT DB 000.100.110, PAYMENT RF 000.100.110",
		},
		{
			"a refused operation", func(g *gateway) { g.follow("8ac7a4", "RF", "amount=5.00", "currency=EUR") },
			"PAYMENT RF 600.200.500",
		},
		{
			"a stored account", func(g *gateway) { g.store() },
			"REGISTRATION CREATED RG 000.100.110",
		},
		{
			"a risk check of its own", func(g *gateway) { g.post("v2/redShield", checked()...) },
			"RISK RE 000.300.100",
		},
		{
			"a payment whose risk is checked", func(g *gateway) { g.pay(visa("PA", "risk.channelId=c")) },
			"PAYMENT PA 000.100.110, RISK RI 000.300.100",
		},
		{
			"the end of a review", func(g *gateway) {
				g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"risk":"review"}}`)
				g.review(g.pay(visa("PA")).text("id"), "reject")
			},
			"PAYMENT PA 000.400.000, RISK RI 000.400.000, RISK RI 100.400.147, PAYMENT PA 100.400.147",
		},
		{"a request that is refused as invalid", func(g *gateway) { g.pay(visa("PA", "-amount")) }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, s := hooked(t)
			tt.do(g)
			if got := summary(s.deliveries()); got != tt.want {
				t.Errorf("told of %q, want %q", got, tt.want)
			}
		})
	}
}

func TestANotificationSaysWhatTheStatusSaysAndMore(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	pay := g.pay(visa("PA", "merchantTransactionId=order-1001", "customer.givenName=Jane", "billing.city=Bath"))
	n := s.one()
	status := g.get("v1/payments/" + pay.text("id"))
	for name, want := range status.body {
		if got := n.get("payload." + name); name != "timestamp" && name != "ndc" && fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("payload.%s = %v, want the %v of the status", name, got, want)
		}
	}
	n.has("type", "PAYMENT", "payload.presentationAmount", "92.00", "payload.presentationCurrency", "EUR",
		"payload.authentication.entityId", g.Channel.EntityID, "payload.channelName", "Test_Channel",
		"payload.source", "SYSTEM", "payload.paymentMethod", "CC", "payload.customer.givenName", "Jane",
		"payload.shortId", g.get("v1/query/"+pay.text("id")).text("shortId")).
		lacks("action", "payload.card.number", "payload.card.cvv", "payload.redirect")
	captured := g.follow(pay.text("id"), "CP", "amount=92.00", "currency=EUR").text("id")
	s.one().has("payload.referencedId", pay.text("id"), "payload.paymentMethod", "CC")
	g.follow(captured, "RF", "amount=92.00", "currency=EUR")
	s.one().has("payload.referencedId", captured, "payload.paymentMethod", "CC")
}

func TestOnePaymentHasOneTrace(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	g.pay(sofort())
	g.pay(visa("PA"))
	g.advance("31m")
	all := s.deliveries()
	if len(all) != 3 || all[0].text("payload.ndc") != all[2].text("payload.ndc") ||
		all[0].text("payload.ndc") == all[1].text("payload.ndc") {
		t.Errorf("notifications = %v", all)
	}
}

func TestNonCustomerDataLeavesPeopleOut(t *testing.T) {
	t.Parallel()
	g, s := hooked(t, "fields=NON_CUSTOMER_DATA")
	g.pay(visa("PA", "customer.givenName=Jane", "billing.city=Bath", "shipping.city=Bath",
		"merchantTransactionId=order-1"))
	n := s.one()
	n.has("payload.merchantTransactionId", "order-1", "payload.card.bin", "420000", "payload.amount", "92.00").
		lacks("payload.customer", "payload.billing", "payload.shipping", "payload.card.holder")
	if strings.Contains(n.raw, "Jane") || strings.Contains(n.raw, "Bath") {
		t.Errorf("a person is in %s", n.raw)
	}
}

func TestHowANotificationIsWrapped(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ wrapper, contentType string }{
		{"", "text/plain; charset=UTF-8"}, {"wrapper=JSON", "application/json; charset=UTF-8"},
	} {
		g, s := hooked(t, strings.Fields(tt.wrapper)...)
		g.pay(visa("PA"))
		g.pay(visa("PA"))
		all := s.deliveries()
		if len(all) != 2 || all[0].contentType != tt.contentType || all[0].vector == all[1].vector {
			t.Errorf("%q: %+v, want two as %s with vectors of their own", tt.wrapper, all, tt.contentType)
		}
	}
}

func TestAWebhookIsToldOfItsTypes(t *testing.T) {
	t.Parallel()
	for types, want := range map[string]string{
		"PAYMENTS": "PAYMENT PA 000.100.110", "REGISTRATIONS": "REGISTRATION CREATED RG 000.100.110",
		"REGISTRATIONS,PAYMENTS": "PAYMENT PA 000.100.110, REGISTRATION CREATED RG 000.100.110", "RISKS": "",
		"SCHEDULES": "SCHEDULE SD 000.100.110",
	} {
		g, s := hooked(t, "types="+types)
		g.pay(visa("PA"))
		g.schedule(g.store().text("id"))
		if got := summary(s.deliveries()); got != want {
			t.Errorf("a webhook for %s was told of %q, want %q", types, got, want)
		}
	}
}

// TestAWebhookIsActiveOnceItsTestIsAnswered also looks at what the management
// port says: never a secret.
func TestAWebhookIsActiveOnceItsTestIsAnswered(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := openHookShop(t, g)
	refusing := httptest.NewServer(http.NotFoundHandler())
	defer refusing.Close()
	a := g.manage("PATCH", "channels/"+g.Channel.EntityID,
		`{"webhooks":[`+s.hook()+`,`+s.hook("url="+refusing.URL)+`]}`)
	if a.status != 200 || strings.Contains(a.raw, secretOfHook) {
		t.Fatalf("the channel = %s", a.raw)
	}
	g.pay(visa("PA"))
	if got := s.deliveries(); len(got) != 0 {
		t.Errorf("a webhook that was not tested got %v", got)
	}
	a = g.activate()
	if a.get("webhooks.0.active") != true || a.get("webhooks.1.active") != false ||
		a.text("webhooks.1.reason") != "HTTP 404" {
		t.Errorf("activation = %s", a.raw)
	}
	g.pay(visa("PA"))
	s.one()
	g.configure(`{"settings":{"D15":"5"}}`).pay(visa("PA"))
	s.one() // other changes leave webhooks alone
	g.configure(`{"webhooks":[]}`).pay(visa("PA"))
	if got := s.deliveries(); len(got) != 0 {
		t.Errorf("a webhook that is gone got %v", got)
	}
}

func TestWebhooksThatAreRefused(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := openHookShop(t, g)
	for name, hooks := range map[string]string{
		"another machine":        s.hook("url=https://shop.example/hook"),
		"an address of no host":  s.hook("url=hook"),
		"another scheme":         s.hook("url=ftp://127.0.0.1/"),
		"a short secret":         s.hook("secret=00"),
		"a secret that is none":  s.hook("secret=" + strings.Repeat("x", 64)),
		"an unknown type":        s.hook("types=ORDERS"),
		"unknown fields":         s.hook("fields=SOME"),
		"an unknown wrapper":     s.hook("wrapper=XML"),
		"one address twice":      s.hook() + "," + s.hook(),
		"more than anybody uses": strings.TrimSuffix(strings.Repeat(s.hook()+",", 21), ","),
	} {
		a := g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"webhooks":[`+hooks+`]}`)
		if a.status != 400 || a.text("hint") == "" || strings.Contains(a.raw, "00010203") {
			t.Errorf("%s = %d %s", name, a.status, a.raw)
		}
		if a := g.manage("POST", "channels", `{"template":{"webhooks":[`+hooks+`]}}`); a.status != 400 {
			t.Errorf("%s, leased = %d %s", name, a.status, a.raw)
		}
	}
}

func TestHostsThatMayBeCalledAreNamed(t *testing.T) {
	t.Parallel()
	for _, allowed := range []string{"shop.example", "SHOP.example", "*"} {
		g := startWith(t, simulator.Config{WebhookHosts: []string{allowed}})
		s := openHookShop(t, g)
		g.configure(`{"webhooks":[` + s.hook("url=https://shop.example/hook") + `]}`)
	}
	c := simulator.Config{WebhookCA: []byte("none")}
	if _, err := simulator.Start(context.Background(), c, simulator.Listen{}); err == nil {
		t.Error("an authority that is no certificate was taken")
	}
}

func TestAShopWithATLSCertificateIsTrustedByItsAuthority(t *testing.T) {
	t.Parallel()
	shop := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer shop.Close()
	for _, trusted := range []bool{true, false} {
		c := simulator.Config{}
		if trusted {
			c.WebhookCA = pemOf(shop.Certificate())
		}
		g := startWith(t, c)
		s := openHookShop(t, g)
		g.configure(`{"webhooks":[` + s.hook("url="+shop.URL) + `]}`)
		if a := g.activate(); a.get("webhooks.0.active") != trusted {
			t.Errorf("trusted %v: %s", trusted, a.raw)
		}
	}
}
