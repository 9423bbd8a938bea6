package simulator_test

import "testing"

func TestWhatAnIssuerFinds(t *testing.T) {
	t.Parallel()
	address := []string{"billing.street1=Rua Nova 1", "billing.city=Porto", "billing.country=PT"}
	debit := []string{"paymentType=DB", "amount=92.00", "currency=EUR"}
	tests := []struct {
		name, avs, cvv string // settings
		payment        []string
		status         int
		wantAVS        string // "" = the answer has none
		wantCVV        string
	}{
		{"a channel that tells nothing", "", "", append(visa("DB"), address...), 200, "", ""},
		{"both were sent", "Z", "M", append(visa("DB"), address...), 200, "Z", "M"},
		{"no address was sent", "Z", "M", visa("DB"), 200, "", "M"},
		{"no security code was sent", "Z", "M", append(visa("DB", "card.cvv="), address...), 200, "Z", ""},
		{"the bank declined", "N", "N", append(visa("PA", "card.holder=800.100.153"), address...), 400, "N", "N"},
		{"the bank was not asked", "N", "N", append(visa("PA", "card.number=4200000000000001"), address...), 400, "", ""},
		{"it is no card", "N", "N", append(append(sepa(), debit...), address...), 200, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"avs":"`+tt.avs+`","cvv":"`+tt.cvv+`"}}`)
			a := g.pay(tt.payment)
			a.is(tt.status, a.text("result.code"))
			if got := a.text("result.avsResponse"); got != tt.wantAVS {
				t.Errorf("result.avsResponse = %q, want %q", got, tt.wantAVS)
			}
			if got := a.text("result.cvvResponse"); got != tt.wantCVV {
				t.Errorf("result.cvvResponse = %q, want %q", got, tt.wantCVV)
			}
		})
	}
}

func TestEveryLetterOfAnIssuer(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, setting := range []string{
		`"avs":"A"`, `"avs":"Z"`, `"avs":"N"`, `"avs":"U"`, `"avs":"F"`,
		`"cvv":"M"`, `"cvv":"N"`, `"cvv":"P"`, `"cvv":"S"`, `"cvv":"U"`,
	} {
		g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{`+setting+`}}`)
		name, letter := setting[1:4], setting[7:8]
		g.pay(visa("DB", "billing.city=Porto")).is(200, "000.100.110").has("result."+name+"Response", letter)
	}
}

func TestWhatAnAnswerTellsOfACard(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.pay(visa("DB")).is(200, "000.100.110").lacks("card.country", "card.type", "card.level", "card.issuer")
	for _, setting := range []string{`"card-type":"CREDIT"`, `"card-type":"DEBIT"`} {
		g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{`+setting+`}}`)
		kind := setting[len(`"card-type":"`) : len(setting)-1]
		told := []string{
			"card.country", "GB", "card.type", kind, "card.level", "CLASSIC", "card.issuer.bank", "Assay Bank",
			"card.bin", "420000",
		}
		a := g.pay(visa("DB", "createRegistration=true")).is(200, "000.100.110").has(told...)
		g.get("v1/payments/"+a.text("id")).is(200, "000.100.110").has(told...)
		g.post("v1/registrations/"+a.text("registrationId"), "card.holder=Jo Jones").is(200, "000.100.110").has(told...)
		g.post("v1/registrations/"+a.text("registrationId")+"/payments", "paymentType=DB", "amount=1.00", "currency=EUR").
			is(200, "000.100.110").has(told...)
	}
}
