package simulator_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// act is one request of a merchant's history with a payment.
type act struct {
	kind, amount string
	on           int      // 0 = the first payment, 1 = the first act, ...
	more         []string // further parameters; they win
	after        string   // the clock is advanced before
}

// history sends a payment and then the acts, all of which but the last must
// pass, and returns the last answer.
func (g *gateway) history(first []string, acts ...act) answer {
	g.t.Helper()
	last := g.pay(first)
	ids := []string{last.text("id")}
	for i, a := range acts {
		if a.after != "" {
			g.advance(a.after)
		}
		var params []string
		if a.amount != "" {
			params = amount(a.amount)
		}
		last = g.follow(ids[a.on], a.kind, append(params, a.more...)...)
		if i < len(acts)-1 {
			last.passes()
		}
		ids = append(ids, last.text("id"))
	}
	return last
}

var (
	cp, rf, db = act{kind: "CP", amount: "92.00"}, act{kind: "RF", amount: "92.00"}, visa("DB")
	pa, rv, cb = visa("PA"), act{kind: "RV"}, act{kind: "CB", amount: "92.00"}
	declined   = visa("DB", "card.holder=800.100.151")
)

// refusals are the ways to be refused, one at least for each code.
var refusals = []struct {
	name     string
	settings string
	first    []string
	acts     []act
	code     string
}{
	{"a capture of a debit", "", db, []act{cp}, "700.400.510"},
	{"D32: a capture of a debit", "D32=older-codes", db, []act{cp}, "700.300.100"},
	{"a capture of a declined preauthorization", "", visa("PA", "card.holder=800.100.151"), []act{cp}, "700.400.510"},
	{
		"D32: a capture of a declined preauthorization", "D32=older-codes", visa("PA", "card.holder=800.100.151"),
		[]act{cp},
		"700.300.200",
	},
	{"a capture of more than was reserved", "", pa, []act{{kind: "CP", amount: "92.01"}}, "700.400.100"},
	{"a capture of more than is left", "", pa, []act{{kind: "CP", amount: "60.00"}, {kind: "CP", amount: "32.01"}}, "700.400.100"},
	{"a capture after the reversal", "", pa, []act{rv, cp}, "700.400.100"},
	{"D32: a capture after the reversal", "D32=older-codes", pa, []act{rv, cp}, "700.300.300"},
	{"a capture after the full capture", "", pa, []act{cp, cp}, "700.400.100"},
	{"D32: a capture after the full capture", "D32=older-codes", pa, []act{cp, cp}, "700.300.300"},
	{"a capture after the last one", "", pa, []act{
		{kind: "CP", amount: "40.00", more: []string{"sequence=FINAL"}}, {kind: "CP", amount: "1.00"},
	}, "700.400.100"},
	{
		"a capture beyond numberOfCaptures", "", visa("PA", "numberOfCaptures=1"),
		[]act{{kind: "CP", amount: "40.00"}, {kind: "CP", amount: "1.00"}},
		"700.400.100",
	},
	{
		"D10: a second capture", "D10=single-capture", pa,
		[]act{{kind: "CP", amount: "40.00"}, {kind: "CP", amount: "1.00"}},
		"700.400.100",
	},
	{"D10: a partial capture", "D10=full-capture", pa, []act{{kind: "CP", amount: "40.00"}}, "700.400.101"},
	{"D10: any capture", "D10=no-capture", pa, []act{cp}, "700.400.101"},
	{"a capture after the validity", "", pa, []act{{kind: "CP", amount: "92.00", after: "169h"}}, "700.400.100"},
	{"D32: a capture after the validity", "D32=older-codes", pa, []act{{kind: "CP", amount: "92.00", after: "169h"}}, "700.300.400"},
	{"a capture after its hour", "capture-until=18", pa, []act{{kind: "CP", amount: "92.00", after: "6h"}}, "700.300.400"},
	{"a refund of what was never captured", "", pa, []act{rf}, "700.400.520"},
	{"D32: a refund of what was never captured", "D32=older-codes", pa, []act{rf}, "700.300.100"},
	{"a refund of more than was taken", "", db, []act{{kind: "RF", amount: "92.01"}}, "700.400.200"},
	{"refunds of more than was taken", "", db, []act{{kind: "RF", amount: "52.00"}, {kind: "RF", amount: "40.01"}}, "700.400.200"},
	{"D13: a refund of more than was captured", "", pa, []act{{kind: "CP", amount: "40.00"}, {kind: "RF", amount: "40.01"}}, "700.400.200"},
	{"a refund after the reversal", "", db, []act{rv, rf}, "700.400.200"},
	{"D32: a refund after the reversal", "D32=older-codes", db, []act{rv, rf}, "700.300.300"},
	{"D32: a refund after the refund", "D32=older-codes", db, []act{rf, rf}, "700.300.300"},
	{"a refund after the chargeback", "", db, []act{cb, rf}, "700.300.600"},
	{"a refund after its window", "refund-window=24h", db, []act{{kind: "RF", amount: "92.00", after: "25h"}}, "700.400.200"},
	{"a refund after one above the whole", "refunds=above", db, []act{{kind: "RF", amount: "100.00"}, {kind: "RF", amount: "1.00"}}, "700.400.200"},
	{"a partial refund where only all is given back", "refunds=full", db, []act{{kind: "RF", amount: "1.00"}}, "700.100.200"},
	{
		"a partial refund of a brand that gives all back", "", visa("DB", "paymentBrand=MASTERDEBIT", "card.number=5454545454545454"),
		[]act{{kind: "RF", amount: "1.00"}},
		"700.100.200",
	},
	{"a refund of a declined debit", "", declined, []act{rf}, "700.300.200"},
	{"a reversal of a refund", "", db, []act{rf, {kind: "RV", on: 1}}, "700.400.530"},
	{"D32: a reversal of a refund", "D32=older-codes", db, []act{rf, {kind: "RV", on: 1}}, "700.300.100"},
	{"a second reversal", "", pa, []act{rv, rv}, "700.400.300"},
	{"D32: a second reversal", "D32=older-codes", pa, []act{rv, rv}, "700.300.300"},
	{"a reversal after a refund", "", db, []act{rf, rv}, "700.400.300"},
	{"a reversal of more than there is", "", pa, []act{{kind: "RV", amount: "92.01"}}, "700.400.300"},
	{"a reversal after the chargeback", "", db, []act{cb, rv}, "700.300.600"},
	{"D11: a reversal of a debit after the day", "", db, []act{{kind: "RV", after: "12h"}}, "700.300.700"},
	{"D11: a reversal of a debit after the cut-off", "cut-off=18", db, []act{{kind: "RV", after: "6h"}}, "700.300.700"},
	{"D11: a reversal of a debit at all", "D11=rv-pa-only", db, []act{rv}, "700.400.300"},
	{"a reversal of a preauthorization after its validity", "", pa, []act{{kind: "RV", after: "169h"}}, "700.300.700"},
	{
		"D32: a reversal of a preauthorization after its validity", "D32=older-codes", pa,
		[]act{{kind: "RV", after: "169h"}},
		"700.300.800",
	},
	{"D14: a refund of a pending payment", "", sofort(), []act{{kind: "RF", amount: "1.00"}}, "700.400.570"},
	{"D14: a refund while the shopper is away", "D14=in-flight", sofort(), []act{{kind: "RF", amount: "1.00"}}, "800.700.100"},
	{"another currency", "", db, []act{{kind: "RF", amount: "1.00", more: []string{"currency=USD"}}}, "700.100.500"},
	{"another mode", "", db, []act{{kind: "RF", amount: "1.00", more: []string{"testMode=EXTERNAL"}}}, "700.100.600"},
	{"another brand", "", db, []act{{kind: "RF", amount: "1.00", more: []string{"paymentBrand=MASTER"}}}, "700.100.400"},
	{"a step of nothing", "", db, []act{{kind: "RF", amount: "0.00"}}, "100.550.300"},
	{"D32: a second chargeback", "", db, []act{cb, cb}, "700.400.400"},
	{"D32: a second chargeback, in older words", "D32=older-codes", db, []act{cb, cb}, "700.300.500"},
	{"a chargeback of what was refunded", "", db, []act{rf, cb}, "700.400.400"},
	{"a chargeback of a preauthorization", "", pa, []act{cb}, "700.400.550"},
	{"a chargeback of a refund", "", db, []act{rf, {kind: "CB", amount: "92.00", on: 1}}, "700.400.550"},
	{"a chargeback by the merchant", "chargebacks=internal", db, []act{cb}, "700.400.402"},
	{"a chargeback reversal without chargeback", "", db, []act{{kind: "CR"}}, "700.400.420"},
	{"D32: a second chargeback reversal", "", db, []act{cb, {kind: "CR", on: 1}, {kind: "CR", on: 1}}, "700.400.410"},
	{"D32: a second representment", "", db, []act{cb, {kind: "CR", on: 1}, {kind: "CR", on: 2}, {kind: "CR", on: 2}}, "700.400.411"},
	{"a rebill of a preauthorization", "", pa, []act{{kind: "RB", amount: "1.00"}}, "700.100.700"},
	{"a receipt by the merchant", "", pa, []act{{kind: "RC", amount: "1.00"}}, "700.400.562"},
	{"a receipt of more than is open", "receipts=merchant", pa, []act{{kind: "RC", amount: "92.01"}}, "700.400.560"},
	{"a receipt of a debit", "receipts=merchant", db, []act{{kind: "RC", amount: "1.00"}}, "700.400.560"},
	{"an increment of a reversed preauthorization", "", pa, []act{rv, {kind: "PA", amount: "1.00"}}, "700.300.300"},
	{"an increment after the validity", "", pa, []act{{kind: "PA", amount: "1.00", after: "169h"}}, "700.300.400"},
	{"too long a chain", "linked=2", db, []act{{kind: "RF", amount: "1.00"}, {kind: "RF", amount: "1.00"}}, "700.500.001"},
}

func TestEveryWayToBeRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t, strings.Fields(tt.settings)...)
			a := g.history(tt.first, tt.acts...)
			a.is(400, tt.code).lacks("amount", "currency", "descriptor", "paymentBrand", "card")
			if a.text("id") == "" || a.text("referencedId") == "" {
				t.Errorf("the refusal has no id or no referencedId: %s", a.raw)
			}
			g.get("v1/query/"+a.text("id")).is(400, tt.code)
		})
	}
}

// unknown are the refusals that need no payment to refer to, or none of this
// channel's.
var unknown = []struct{ name, settings, kind, code string }{
	{"D09: a capture", "", "CP", "700.400.510"},
	{"D09: a reversal", "", "RV", "700.400.530"},
	{"D09: a refund", "", "RF", "600.200.500"},
	{"D09: a chargeback", "", "CB", "700.400.550"},
	{"D09: a chargeback reversal", "", "CR", "700.400.420"},
	{"D09: a rebill", "", "RB", "700.100.100"},
	{"D09: an increment", "", "PA", "700.100.100"},
	{"D09: a receipt", "", "RC", "700.400.562"},
	{"D09: a receipt that merchants may send", "receipts=merchant", "RC", "700.400.560"},
	{"D09: a capture where the type does not matter", "D09=generic", "CP", "700.100.100"},
	{"D09: a refund where the type does not matter", "D09=generic", "RF", "700.100.100"},
}

func TestEveryStepOnAnUnknownPayment(t *testing.T) {
	t.Parallel()
	for _, tt := range unknown {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t, strings.Fields(tt.settings)...)
			for _, id := range []string{"8ac7a4c9ffffffffffffffffffffffff", "short"} {
				a := g.follow(id, tt.kind, amount("1.00")...).is(400, tt.code).has("paymentType", tt.kind, "referencedId", id)
				if a.text("id") == "" {
					t.Errorf("%s: the refusal has no id", id)
				}
			}
		})
	}
}

// elsewhere are codes of steps and references that other tests reach.
var elsewhere = map[string]string{
	"700.400.580": "TestD21UnknownIds",
	"700.400.700": "TestAReferenceOfAnotherChannel",
	"800.110.100": "TestD23DuplicateReference",
	"200.200.106": "TestD23DuplicateReference",
	"700.500.003": "TestTestCardsInLiveMode",
}

// TestEveryCodeOfTheBackOfficeIsReached reads the codes from their source, so
// that none is listed without a way to it.
func TestEveryCodeOfTheBackOfficeIsReached(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	reached := map[string]bool{}
	tests := testSources(t)
	for code, test := range elsewhere {
		reached[code] = strings.Contains(tests, "func "+test+"(")
	}
	for _, tt := range refusals {
		reached[tt.code] = true
	}
	for _, tt := range unknown {
		reached[tt.code] = true
	}
	listed := regexp.MustCompile(`"(700\.\d{3}\.\d{3}|800\.(?:110|700)\.\d{3}|200\.200\.\d{3})"`).FindAllSubmatch(source, -1)
	if len(listed) < 30 {
		t.Fatalf("found %d codes in codes.go, want all of the back office", len(listed))
	}
	for _, match := range listed {
		if code := string(match[1]); !reached[code] {
			t.Errorf("no test reaches %s", code)
		}
	}
}
