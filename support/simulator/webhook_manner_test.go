package simulator_test

import (
	"strings"
	"testing"
)

func TestHowAChannelTells(t *testing.T) {
	t.Parallel()
	const began, ended = "PAYMENT DB 000.200.000", "PAYMENT DB 100.396.103"
	for _, tt := range []struct{ setting, want string }{
		{"", began + ", " + ended},
		{`"notifications":"twice"`, began + ", " + began + ", " + ended + ", " + ended},
		{`"notifications":"end-first"`, ended + ", " + began},
	} {
		t.Run(tt.setting, func(t *testing.T) {
			t.Parallel()
			g, s := hooked(t)
			g.configure(`{"settings":{` + tt.setting + `}}`)
			g.pay(sofort())
			g.advance("31m")
			all := s.deliveries()
			if got := summary(all); got != tt.want {
				t.Errorf("told of %q, want %q", got, tt.want)
			}
			if len(all) == 4 && (all[0].raw != all[1].raw || all[0].vector == all[1].vector) {
				t.Errorf("the same comes as\n%s and\n%s, encrypted with %s and %s",
					all[0].raw, all[1].raw, all[0].vector, all[1].vector)
			}
		})
	}
}

func TestWebhooksAtOtherPortsAreNotTold(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	g.configure(`{"settings":{"webhook-ports":"standard"}}`).pay(visa("PA"))
	if got := s.deliveries(); len(got) != 0 {
		t.Errorf("told of %v", got)
	}
	g.configure(`{"webhooks":[` + s.hook() + `]}`)
	if a := g.activate(); a.get("webhooks.0.active") != false || !strings.Contains(a.text("webhooks.0.reason"), "80 nor 443") {
		t.Errorf("activation = %s", a.raw)
	}
	g.configure(`{"settings":{"webhook-ports":""}}`).activate()
	g.pay(visa("PA"))
	s.one()
}
