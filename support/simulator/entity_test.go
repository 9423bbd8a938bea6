package simulator_test

import (
	"strings"
	"testing"

	"assay/support/simulator"
)

// below opens an entity below another one.
func (g *gateway) below(parent, more string) answer {
	g.t.Helper()
	return g.manage("POST", "channels", `{"template":{"parent":"`+parent+`"`+more+`}}`)
}

func TestALoginServesTheEntitiesBelow(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{AccessToken: "made-up"}}})
	opened := g.below(g.Channel.EntityID, "")
	if got := opened.text("channels.0.accessToken"); got != "made-up" {
		t.Errorf("the login of an entity below is %q", got)
	}
	child := opened.text("channels.0.entityId")
	g.pay(visa("PA", "entityId="+child)).is(200, "000.100.110")
	grandchild := g.below(child, "").text("channels.0.entityId")
	g.pay(visa("PA", "entityId="+grandchild)).is(200, "000.100.110")
	own := g.below(g.Channel.EntityID, `,"accessToken":"its-own"`).text("channels.0.entityId")
	g.pay(visa("PA", "entityId="+own)).is(403, "800.900.300")
}

func TestAPaymentIsOfItsOwnEntity(t *testing.T) {
	t.Parallel()
	g := start(t)
	child := "entityId=" + g.below(g.Channel.EntityID, "").text("channels.0.entityId")
	id := g.pay(visa("PA", child)).text("id")
	g.follow(id, "CP", amount("92.00")...).is(400, "700.400.700")
	g.follow(id, "CP", append(amount("92.00"), child)...).is(200, "000.100.110")
}

func TestAParentIsKnownAndStays(t *testing.T) {
	t.Parallel()
	g := start(t)
	for what, a := range map[string]answer{
		"a parent nobody knows": g.below(strings.Repeat("0", 32), ""),
		"another parent": g.manage("PATCH", "channels/"+g.Channel.EntityID,
			`{"parent":"`+g.Channel.EntityID+`"}`),
	} {
		if a.status != 400 || a.text("hint") == "" || !strings.Contains(a.text("error"), "parent") {
			t.Errorf("%s: %d %s", what, a.status, a.raw)
		}
	}
}

func TestWebhooksAreToldOfWhatIsBelow(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	child := g.below(g.Channel.EntityID, `,"name":"Child"`).text("channels.0.entityId")
	grandchild := g.below(child, "").text("channels.0.entityId")
	g.pay(visa("PA", "entityId="+child))
	s.one().has("payload.authentication.entityId", child, "payload.channelName", "Child")
	g.pay(visa("PA", "entityId="+grandchild))
	s.one().has("payload.authentication.entityId", grandchild)
	g.post("v1/registrations", visa("", "-paymentType", "-amount", "-currency", "entityId="+child)...)
	s.one().has("type", "REGISTRATION", "payload.authentication.entityId", child)
	g.pay(sofort("entityId=" + child))
	s.one().has("payload.result.code", "000.200.000")
	g.manage("POST", "clock", `{"advance":"31m","entityId":"`+child+`"}`)
	s.one().has("payload.result.code", "100.396.103")
	g.pay(visa("PA"))
	s.one().has("payload.authentication.entityId", g.Channel.EntityID)
}

func TestHowAWebhookIsToldIsItsOwnEntitysMatter(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	child := g.below(g.Channel.EntityID, `,"settings":{"notifications":"twice"}`).text("channels.0.entityId")
	g.pay(visa("PA", "entityId="+child))
	s.one()
	g.configure(`{"settings":{"notifications":"twice"}}`).pay(visa("PA", "entityId="+child))
	if got := s.deliveries(); len(got) != 2 {
		t.Errorf("told of %v, want it twice", got)
	}
}

func TestWebhooksAreNotToldOfWhatIsElsewhere(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	stranger := g.manage("POST", "channels", `{}`).text("channels.0.entityId")
	g.pay(visa("PA", "entityId="+stranger)).is(200, "000.100.110")
	child := g.below(stranger, `,"webhooks":[`+strings.Replace(s.hook(), "{", `{"active":true,`, 1)+`]`)
	g.pay(visa("PA", "entityId="+stranger)).is(200, "000.100.110")
	if a := g.manage("POST", "webhooks/flush", `{"entityId":"`+child.text("channels.0.entityId")+`"}`); a.status != 200 {
		t.Error(a.raw)
	}
	if got := s.deliveries(); len(got) != 0 {
		t.Errorf("told of %v", got)
	}
}

// An entity that is gone is told of nothing; those below go on.
func TestAParentMayGo(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	child := g.below(g.Channel.EntityID, "").text("channels.0.entityId")
	g.manage("DELETE", "channels", `{"entityIds":["`+g.Channel.EntityID+`"]}`)
	g.pay(visa("PA", "entityId="+child)).is(200, "000.100.110")
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.got) != 0 {
		t.Errorf("told of %v", s.got)
	}
}
