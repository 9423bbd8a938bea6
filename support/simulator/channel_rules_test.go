package simulator_test

import (
	"testing"
)

func TestAChannelTurnsAway(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, setting string
		params        []string
		status        int
		code          string
	}{
		{"anybody, when it is disabled", "state=disabled", nil, 400, "500.100.201"},
		{"anybody, when it is new", "state=new", nil, 400, "500.100.202"},
		{"anybody, when it is closed", "state=closed", nil, 400, "500.100.203"},
		{"anybody, when its connector is disabled", "connector=disabled", nil, 400, "500.100.301"},
		{"anybody, when its connector is new", "connector=new", nil, 400, "500.100.302"},
		{"anybody, when its connector is closed", "connector=closed", nil, 400, "500.100.303"},
		{"anybody, when its connector does not answer", "connector=unavailable", nil, 400, "500.100.401"},
		{"a login that may only read", "rights=read", nil, 403, "800.900.301"},
		{"more than it takes", "most=91", nil, 400, "100.550.301"},
		{"not what it just takes", "most=92", nil, 200, "000.100.110"},
		{"a listed country", "blacklist=PT", []string{"billing.country=PT"}, 400, "800.300.102"},
		{"not another country", "blacklist=PT", []string{"billing.country=DE"}, 200, "000.100.110"},
		{"a listed address", "blacklist=jane@shop.example", []string{"customer.email=Jane@shop.example"}, 400, "800.300.200"},
		{"a listed computer", "blacklist=203.0.113.7", []string{"customer.ip=203.0.113.7"}, 400, "800.300.301"},
		{"a listed bank", "blacklist=420000", nil, 400, "800.300.401"},
		{"not another bank", "blacklist=411111", nil, 200, "000.100.110"},
		{"a return elsewhere", "return-host=shop.example", []string{"shopperResultUrl=https://evil.example/"}, 400, "600.300.211"},
		{"not a return home", "return-host=shop.example", []string{"shopperResultUrl=https://SHOP.example/r"}, 200, "000.100.110"},
		{"notices elsewhere", "return-host=shop.example", []string{"notificationUrl=https://evil.example/"}, 400, "600.300.210"},
		{"not who says nothing of it", "return-host=shop.example", nil, 200, "000.100.110"},
		{"an address elsewhere", "addresses=192.0.2.1", nil, 400, "600.300.200"},
		{"an address in no listed network", "addresses=192.0.2.0/24, 2001:db8::/32", nil, 400, "600.300.200"},
		{"not a listed address", "addresses=192.0.2.1,127.0.0.1", nil, 200, "000.100.110"},
		{"not a listed network", "addresses=127.0.0.0/8", nil, 200, "000.100.110"},
		{"a brand it lacks", "D29=exact", []string{"paymentBrand=NOSUCHBRAND"}, 400, "600.200.201"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t, tt.setting)
			g.pay(visa("PA", tt.params...)).is(tt.status, tt.code)
		})
	}
}

func TestALackingTypeHasACodeOfItsOwn(t *testing.T) {
	t.Parallel()
	g := start(t, "D29=exact")
	g.pay(sofort("paymentType=PA")).is(400, "600.200.202")
}

func TestAReaderReads(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA"))
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"rights":"read"}}`)
	g.get("v1/payments/"+id).is(200, "000.100.110")
	g.post("v1/payments/"+id, "paymentType=RV").is(403, "800.900.301")
}

func TestTestCardsInLiveMode(t *testing.T) {
	t.Parallel()
	g := start(t, "test-cards=refused")
	g.pay(visa("PA")).is(200, "000.100.110")
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"mode":"live"}`)
	g.pay(visa("PA")).is(400, "700.500.003")
	g.pay(visa("PA", "card.number=4929000000006")).is(200, "000.000.000")
}

func TestTestModeInLiveMode(t *testing.T) {
	t.Parallel()
	g := start(t, "test-mode=refused")
	external := visa("PA", "testMode=EXTERNAL")
	g.pay(external).is(200, "000.100.112")
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"mode":"live"}`)
	g.pay(external).is(400, "100.300.101")
	g.pay(visa("PA")).is(200, "000.000.000")
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"test-mode":""}}`)
	g.pay(external).is(200, "000.000.000")
}

func TestAShopperWhoNeverComesMayBeUncertain(t *testing.T) {
	t.Parallel()
	g := start(t, "D19-END=uncertain")
	id := g.pay(sofort()).text("id")
	g.advance("31m")
	g.get("v1/payments/"+id).is(400, "100.396.104")
}

func TestTheRiskOfLessThanAllIsNotChecked(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.pay(visa("PA", "risk.amount=91.99")).is(400, "100.550.605")
	g.pay(visa("PA", "risk.amount=92.00")).is(200, "000.100.110")
}
