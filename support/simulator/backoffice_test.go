package simulator_test

import (
	"strings"
	"testing"

	"assay/support/simulator"
)

// follow sends a back-office request.
func (g *gateway) follow(id, kind string, more ...string) answer {
	g.t.Helper()
	return g.post("v1/payments/"+id, append([]string{"paymentType=" + kind}, more...)...)
}

func amount(value string) []string { return []string{"amount=" + value, "currency=EUR"} }

func TestCaptureAnswers(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA"))
	a := g.follow(id, "CP", append(amount("40.00"), "merchantTransactionId=capture-1", "customParameters[note]=x")...)
	a.is(200, "000.100.110").has("referencedId", id, "paymentType", "CP", "amount", "40.00", "currency", "EUR",
		"risk.score", "0", "merchantTransactionId", "capture-1", "customParameters.note", "x").
		lacks("paymentBrand", "card", "resultDetails")
	if a.text("id") == id || !strings.HasSuffix(a.text("descriptor"), " Test_Channel") {
		t.Errorf("id or descriptor is not the capture's own: %s", a.raw)
	}
	g.follow(a.text("id"), "RF", amount("40.00")...).is(200, "000.100.110").has("referencedId", a.text("id")).lacks("risk")
	g.follow(id, "RV").is(200, "000.100.110").has("amount", "92.00", "currency", "EUR", "risk.score", "0")
}

func TestBackOffice(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		settings string
		first    []string
		before   [][]string // steps on the first payment that must pass
		last     []string
		code     string // "" = passes
	}{
		{
			"D10: two captures within the PA", "", visa("PA"),
			[][]string{{"CP", "amount=40.00", "currency=EUR"}},
			[]string{"CP", "amount=52.00", "currency=EUR"},
			"",
		},
		{
			"D10: captures beyond the PA", "", visa("PA"),
			[][]string{{"CP", "amount=40.00", "currency=EUR"}},
			[]string{"CP", "amount=52.01", "currency=EUR"},
			"700.400.100",
		},
		{
			"D10 single-capture", "D10=single-capture", visa("PA"),
			[][]string{{"CP", "amount=40.00", "currency=EUR"}},
			[]string{"CP", "amount=1.00", "currency=EUR"},
			"700.400.100",
		},
		{
			"numberOfCaptures", "", visa("PA", "numberOfCaptures=1"),
			[][]string{{"CP", "amount=40.00", "currency=EUR"}},
			[]string{"CP", "amount=1.00", "currency=EUR"},
			"700.400.100",
		},
		{"D11: a reversal of a debit on its day", "", visa("DB"), nil, []string{"RV"}, ""},
		{"D11 rv-pa-only", "D11=rv-pa-only", visa("DB"), nil, []string{"RV"}, "700.400.300"},
		{
			"D12: the rest of a partly captured PA is released", "", visa("PA"),
			[][]string{{"CP", "amount=40.00", "currency=EUR"}, {"RV"}},
			[]string{"CP", "amount=1.00", "currency=EUR"},
			"700.400.100",
		},
		{
			"D13: a refund of the PA after its capture", "", visa("PA"),
			[][]string{{"CP", "amount=40.00", "currency=EUR"}},
			[]string{"RF", "amount=40.00", "currency=EUR"},
			"",
		},
		{
			"a refund of the PA before its capture", "", visa("PA"), nil,
			[]string{"RF", "amount=40.00", "currency=EUR"},
			"700.400.520",
		},
		{
			"D14: a refund of a pending payment", "", sofort(), nil,
			[]string{"RF", "amount=1.00", "currency=EUR"},
			"700.400.570",
		},
		{"D32: a refund of a credit", "", visa("CD"), nil, []string{"RF", "amount=1.00", "currency=EUR"}, ""},
		{
			"D32: a second chargeback", "", visa("DB"),
			[][]string{{"CB", "amount=92.00", "currency=EUR"}},
			[]string{"CB", "amount=92.00", "currency=EUR"},
			"700.400.400",
		},
		{"another currency", "", visa("DB"), nil, []string{"RF", "amount=1.00", "currency=USD"}, "700.100.500"},
		{
			"another mode", "", visa("DB"), nil,
			[]string{"RF", "amount=1.00", "currency=EUR", "testMode=EXTERNAL"},
			"700.100.600",
		},
		{"a receipt", "", visa("PA"), nil, []string{"RC", "amount=1.00", "currency=EUR"}, "700.400.562"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			if tt.settings != "" {
				g = start(t, tt.settings)
			}
			id := g.pay(tt.first).text("id")
			for _, s := range tt.before {
				g.follow(id, s[0], s[1:]...).passes()
			}
			a := g.follow(id, tt.last[0], tt.last[1:]...)
			if tt.code == "" {
				a.is(200, "000.100.110")
				return
			}
			a.is(400, tt.code).has("referencedId", id, "paymentType", tt.last[0]).lacks("amount", "currency", "descriptor")
			if a.text("id") == "" {
				t.Error("the refusal has no id")
			}
			g.get("v1/query/"+a.text("id")).is(400, tt.code)
		})
	}
}

func TestD09UnknownReferences(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, id := range []string{"8ac7a4c9ffffffffffffffffffffffff", "short"} {
		for kind, code := range map[string]string{
			"CP": "700.400.510", "RV": "700.400.530", "RF": "600.200.500", "CB": "700.400.550", "CR": "700.400.420",
		} {
			a := g.follow(id, kind, amount("1.00")...).is(400, code).has("paymentType", kind)
			if a.text("id") == "" {
				t.Errorf("%s on %s: the refusal has no id", kind, id)
			}
		}
	}
	g.follow("8ac7a4c9ffffffffffffffffffffffff", "CP", amount("1.00")...).has("risk.score", "0")
}

func TestD11TheCutOffIsTheEndOfTheDay(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("DB"))
	g.advance("13h")
	g.follow(id, "RV").is(400, "700.300.700")
	pa := g.approved(visa("PA"))
	g.advance("25h")
	g.follow(pa, "RV").is(200, "000.100.110")
}

func TestValidityOfAPreauthorization(t *testing.T) {
	t.Parallel()
	g := start(t, "validity=1h")
	id := g.approved(visa("PA"))
	g.advance("59m")
	g.follow(id, "CP", amount("1.00")...).is(200, "000.100.110")
	g.advance("2m")
	g.follow(id, "CP", amount("1.00")...).is(400, "700.400.100")
}

func TestBackOfficeValidation(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA"))
	g.follow(id, "CP", "currency=EUR").complains("amount", "may not be empty")
	g.follow(id, "RF", "amount=1.00").complains("currency", "may not be empty")
	g.follow(id, "DB", amount("1.00")...).complains("paymentType", "must be one of [PA, CP, RV, RF, RB, RC, CB, CR]")
	g.post("v1/payments/"+id).complains("paymentType", "may not be empty")
	g.follow(id, "CP", append(amount("1.00"), "ammount=1")...).complains("ammount", "is not an allowed parameter")
	g.follow(id, "CP", amount("0.00")...).is(400, "100.550.300")
	g.follow(id, "RV").is(200, "000.100.110")
}

func TestAReferenceOfAnotherChannel(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{Name: "one"}, {Name: "two"}}})
	id := g.approved(visa("PA"))
	other := g.manage("POST", "channels", `{"count":1}`).text("channels.0.entityId")
	g.follow(id, "CP", append(amount("1.00"), "entityId="+other)...).is(400, "700.400.700")
	g.get("v1/payments/"+id, "entityId="+other).is(404, "700.400.580")
	g.get("v1/query/"+id, "entityId="+other).is(400, "700.400.580")
}

func TestD15BackOfficeCallsAreLimitedToo(t *testing.T) {
	t.Parallel()
	g := start(t, "D15-POST=2")
	id := g.approved(visa("PA"))
	for range 2 {
		g.follow(id, "CP", amount("1.00")...).is(200, "000.100.110")
	}
	g.follow(id, "CP", amount("1.00")...).is(429, "800.120.100").has("id", id)
	g.advance("60s")
	g.follow(id, "CP", amount("1.00")...).is(200, "000.100.110")
}
