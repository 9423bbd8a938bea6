package simulator_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"assay/support/spec"
)

// walk is how a script without a browser gets through a kind of page: the forms
// it sends, in turn.
type walk struct {
	pay      []string
	code     string           // of the answer to the payment; "" = 000.200.000
	titles   []string         // headings of the screens
	way      [][]string       // the forms that lead to the last screen
	wrong    map[int][]string // a wrong entry, by how many forms come before it
	approval []string
}

var (
	signIn  = []string{"action=login", "user=shopper", "password=secret"}
	wrongIn = []string{"action=login", "user=shopper", "password=guess"}
	details = []string{"number=8888 8800 0000 0001", "expiry=12/49"}
	lend    = []string{"action=approve", "terms=yes", "birthDate=1980-05-17", "phone=+49 171 555 01 23"}
)

func by(brand string, more ...string) []string {
	return append(sofort("-bankAccount.country", "paymentBrand="+brand), more...)
}

func join(lists ...[]string) []string { return slices.Concat(lists...) }

// walks has a way through every kind of page.
var walks = map[string]walk{
	"bank": {
		pay: sofort(), titles: []string{"Choose your bank", "Sign in to your bank", "Confirm the transfer"},
		way:   [][]string{{"action=choose", "bank=Assay Bank"}, signIn},
		wrong: map[int][]string{1: wrongIn, 2: {"action=approve", "tan=000000"}}, approval: []string{"action=approve", "tan=123456"},
	},
	"wallet": {
		pay: by("PAYPAL"), titles: []string{"Log in to your wallet", "Choose how to pay"},
		way: [][]string{signIn}, wrong: map[int][]string{0: wrongIn},
		approval: []string{"action=approve", "source=Bank account"},
	},
	"card": {
		pay: by("KNET"), titles: []string{"Pay by card", "Confirm the card payment"},
		way:   [][]string{join([]string{"action=login", "pin=1234"}, details)},
		wrong: map[int][]string{0: join([]string{"action=login", "pin=0000"}, details)}, approval: []string{"action=approve"},
	},
	"challenge": {
		pay: by("BANCONTACT_LINK"), titles: []string{"Enter your card", "Confirm that it is you"},
		way: [][]string{join([]string{"action=details", "cvv=123"}, details)},
		wrong: map[int][]string{
			0: join([]string{"action=details", "cvv=321"}, details), 1: {"action=approve", "code=654321"},
		},
		approval: []string{"action=approve", "code=123456"},
	},
	"voucher": {
		pay: oxxo("shopperResultUrl=https://shop.example/result?order=7"), code: "800.400.500",
		titles: []string{"Pay with this slip"}, approval: []string{"action=approve"},
	},
	"transfer": {pay: by("PREPAYMENT"), titles: []string{"Transfer the amount"}, approval: []string{"action=approve"}},
	"bnpl": {
		pay: by("AFTERPAY"), titles: []string{"Pay in 14 days"}, approval: lend,
		wrong: map[int][]string{0: join(lend, []string{"birthDate=2020-01-01"})},
	},
	"qr": {pay: by("ALIPAY"), titles: []string{"Scan with your phone"}, approval: []string{"action=approve"}},
}

// come goes there and, after some of the forms, stops.
func (w walk) come(g *gateway, kind string, forms int) *shopper {
	g.t.Helper()
	s := g.visit(kind).sees(200, w.titles[0], "Test_Channel", "10.00", `lang="en"`)
	for i, form := range w.way[:forms] {
		s.enter(form...).sees(200, w.titles[i+1])
	}
	return s
}

// last comes to where the shopper decides: the last screen, or the phone.
func (w walk) last(g *gateway, kind string) *shopper {
	g.t.Helper()
	s := w.come(g, kind, len(w.way))
	if kind == "qr" {
		s.phone()
	}
	return s
}

// phone opens the other page of the kind.
func (s *shopper) phone() {
	s.t.Helper()
	s.open("GET", strings.Replace(s.at, "/page", "/device", 1), "")
	s.sees(200, "Confirm on your phone")
}

// comesBack checks that the shopper is in the shop again, from the phone by way
// of the page that waits.
func (s *shopper) comesBack() *shopper {
	s.t.Helper()
	if strings.HasSuffix(s.at, "/device") {
		s.sees(200, "This payment is finished", "Back to the shop")
		s.open("GET", strings.Replace(s.at, "/device", "/page", 1), "")
	}
	return s.returns()
}

func (w walk) first() string {
	if w.code != "" {
		return w.code
	}
	return "000.200.000"
}

// eachKind runs a test for every kind of page of the tables.
func eachKind(t *testing.T, test func(*testing.T, *gateway, string, walk)) {
	t.Helper()
	t.Parallel()
	if kinds := slices.Sorted(maps.Keys(walks)); !slices.Equal(kinds, slices.Sorted(slices.Values(spec.PageKinds))) {
		t.Fatalf("this test walks %v, the kinds are %v", kinds, spec.PageKinds)
	}
	for kind, w := range walks {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, start(t), kind, w)
		})
	}
}
