package simulator_test

import (
	"strings"
	"testing"
)

// The secrets of a wallet, as a merchant may send them.
const (
	walletToken      = "eyJkYXRhIjoiY2FuYXJ5LW9mLWEtd2FsbGV0In0="
	walletNumber     = "5454545454545454"
	walletCryptogram = "Q0FOQVJZQ0FOQVJZQ0FOQVJZ"
)

// wallet is a payment with one of them; "-name" takes a parameter out.
func wallet(brand string, more ...string) []string {
	return append([]string{
		"paymentType=DB", "amount=92.00", "currency=EUR", "paymentBrand=" + brand, "merchantTransactionId=wallet-1",
	}, more...)
}

// decrypted is what a merchant finds in a wallet's token.
func decrypted(more ...string) []string {
	return append([]string{
		"tokenAccount.type=NETWORK", "tokenAccount.number=" + walletNumber, "tokenAccount.expiryMonth=05",
		"tokenAccount.expiryYear=2034", "tokenAccount.cryptogram=" + walletCryptogram, "tokenAccount.dtvc=7391",
	}, more...)
}

func TestWalletsPay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		params []string
		code   string
	}{
		{"Apple's token", wallet("APPLEPAY", "applePay.paymentToken="+walletToken), "000.100.110"},
		{"Google's token", wallet("GOOGLEPAY", "googlePay.paymentToken="+walletToken), "000.100.110"},
		{"what is in Apple's", wallet("APPLEPAY", decrypted("applePay.source=app")...), "000.100.110"},
		{"what is in Google's", wallet("GOOGLEPAY", decrypted("googlePay.source=web")...), "000.100.110"},
		{
			"a token that nobody can open", wallet("APPLEPAY", "applePay.paymentToken="+walletToken, "card.holder=200.100.603"),
			"200.100.603",
		},
		{"a card from Apple's", wallet("APPLEPAY", "applePay.source=app", "card.number=4200000000000000",
			"card.numberType=DPAN", "card.expiryMonth=05", "card.expiryYear=2034"), "000.100.110"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			if a := g.pay(tt.params); a.text("result.code") != tt.code {
				t.Errorf("result.code = %q, want %q: %s", a.text("result.code"), tt.code, a.raw)
			}
		})
	}
}

func TestWhatAWalletsDataNeed(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.pay(wallet("APPLEPAY")).complains("applePay.paymentToken", "may not be empty")
	g.pay(wallet("GOOGLEPAY", decrypted()...)).complains("googlePay.paymentToken", "may not be empty")
	g.pay(wallet("GOOGLEPAY", decrypted("googlePay.source=fax")...)).
		complains("googlePay.source", "must be one of [web, app]")
	g.pay(wallet("APPLEPAY", decrypted("applePay.source=app", "-tokenAccount.number")...)).
		complains("tokenAccount.number", "may not be empty")
	g.pay(wallet("APPLEPAY", "tokenAccount.expiryMonth=05", "applePay.source=app", "tokenAccount.type=EXTERNAL")).
		complains("tokenAccount.number", "may not be empty")
}

// Wherever a payment is told of, and whatever is wrong with it: nothing of what
// it was paid with is there.
func TestNothingOfAWalletIsSaid(t *testing.T) {
	t.Parallel()
	g, shop := hooked(t)
	bad := g.pay(wallet("APPLEPAY", decrypted("applepay.paymenttoken="+walletToken, "ApplePay.paymentToken="+walletToken,
		"applePay.source="+walletToken, "tokenAccount.dtvc=73912", "tokenAccount.number="+walletNumber+"000000000",
		"tokenAccount.cryptogram="+strings.Repeat(walletCryptogram, 2))...))
	bad.is(400, "200.300.404")
	paid := g.pay(wallet("APPLEPAY", decrypted("applePay.paymentToken="+walletToken, "applePay.source=app",
		"createRegistration=true")...)).is(200, "000.100.110")
	id := paid.text("id")
	everywhere := []answer{
		bad, paid, g.get("v1/payments/" + id), g.get("v1/query/" + id), g.get("v3/query/" + id),
		g.get("v1/query", "merchantTransactionId=wallet-1"), g.get("v1/registrations/" + paid.text("registrationId")),
		g.manage("GET", "payments?entityId="+g.Channel.EntityID, ""), g.manage("GET", "payments/"+id, ""),
	}
	notifications := shop.deliveries()
	for _, n := range notifications {
		everywhere = append(everywhere, n.answer)
	}
	for _, a := range everywhere {
		for _, secret := range []string{walletToken[:20], walletNumber, walletNumber[:12], walletCryptogram, "7391"} {
			if strings.Contains(a.raw, secret) {
				t.Errorf("the secret %s is in %s", secret, a.raw)
			}
		}
	}
	if len(notifications) == 0 {
		t.Error("no notification of the payment came")
	}
}
