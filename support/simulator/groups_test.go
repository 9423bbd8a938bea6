package simulator_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/support/spec"
)

// silent are the names, and the groups, that no answer repeats as they were
// sent, each with the reason. A name without a group is a member of the payment
// itself, and not looked at here.
var silent = map[string]string{
	"authentication":          "the login",
	"applePay":                "the token pays",
	"googlePay":               "the token pays",
	"tokenAccount":            "it pays",
	"card.number":             "its first six and last four digits are said",
	"card.cvv":                "a secret",
	"card.numberType":         "a card's own group in answers is known, and has none",
	"virtualAccount.password": "a secret",
	"bankAccount.iban":        "its first and last four characters are said",
	"bankAccount.number":      "as for the IBAN",
	"risk.accountToken":       "it stands for an account",
	"registrations[n].id":     "an answer calls it registrationId",
	"layout":                  "of a payment link",
	"job":                     "of a schedule",
	"date":                    "of a report",

	"standingInstruction.initialTransactionId": "an answer has the one of the first payment",
}

// samples are tried until one has a parameter's format.
var samples = []string{
	"Jane Jones", "Jane", "DE", "EUR", "92.00", "05", "1", "2034", "true", "2026-12-01", "2026-12-01 10:00:00", "123",
	"11111111111", "4200000000000000", "MARKDEF1100", "DE23100000001234567890", "8a8294174b7ecb28014b9699220015cc",
	"000.100.110", "2.2.0", "01", "AAABBWcSNIdjeUZThmNHAAAAAAA=", "#aabbcc",
}

// aValue returns one that a parameter may have.
func aValue(t *testing.T, p *spec.Parameter) string {
	t.Helper()
	for _, value := range append(slices.Clone(p.Values), samples...) {
		if _, ok := p.Check(value); ok {
			return value
		}
	}
	t.Errorf("no value is known for %s, which has the format %s", p.Name, p.Pattern)
	return ""
}

var (
	anIndex = strings.NewReplacer("[n]", "[0]", "[name]", "[some_name]", "_n]", "_1]", ".*", ".leaf")
	segment = regexp.MustCompile(`[^.\[\]]+|\[[^\]]+\]`)
)

// at returns what an answer has where a parameter of that name belongs.
func at(v any, name string) any {
	for _, key := range segment.FindAllString(name, -1) {
		key = strings.Trim(key, "[]")
		switch in := v.(type) {
		case map[string]any:
			v = in[key]
		case []any:
			if v = nil; key == "0" && len(in) > 0 {
				v = in[0]
			}
		default:
			return nil
		}
	}
	return v
}

// TestEveryGroupComesBack walks the documented parameters: a payment with one of
// them has it in its answer, or there is a reason (D28).
func TestEveryGroupComesBack(t *testing.T) {
	t.Parallel()
	g := start(t)
	used := map[string]bool{}
	for _, p := range spec.Parameters() {
		group, _, grouped := strings.Cut(strings.ReplaceAll(p.Name, "[", "."), ".")
		if !grouped {
			continue
		}
		name, value := anIndex.Replace(p.Name), aValue(t, p)
		if silent[p.Name] != "" || silent[group] != "" {
			used[p.Name], used[group] = true, true
			if strings.HasPrefix(p.Name, "authentication.") {
				continue // it would be another login
			}
			if a := g.pay(visa("PA", "threeDSecure.disable=true", name+"="+value)); at(a.body, name) == value {
				t.Errorf("an answer repeats %s: %s", name, a.raw)
			}
			continue
		}
		a := g.pay(visa("PA", "threeDSecure.disable=true", name+"="+value))
		if got := at(a.body, name); got != value {
			t.Errorf("%s = %v (HTTP %d, %s), want %q", name, got, a.status, a.text("result.code"), value)
		}
	}
	for name := range silent {
		if !used[name] {
			t.Errorf("%s is no parameter, or is said for nothing", name)
		}
	}
}

// TestEveryReasonOfAChargeback walks the result codes of chargebacks: each can be
// that of a channel.
func TestEveryReasonOfAChargeback(t *testing.T) {
	t.Parallel()
	g := start(t)
	reasons := 0
	for _, c := range spec.Codes() {
		if spec.VerdictOf(c.Code) != spec.ChargedBack {
			continue
		}
		reasons++
		body := `{"settings":{"chargeback-reason":"` + c.Code + `"}}`
		g.manage("PATCH", "channels/"+g.Channel.EntityID, body).passes()
		id := g.approved(visa("DB"))
		g.follow(id, "CB", amount("92.00")...).is(200, c.Code).has("result.description", c.Description)
		id = g.approved(visa("DB"))
		g.manage("POST", "payments/"+id+"/chargeback", `{}`).has("payments.0.code", c.Code)
	}
	if reasons == 0 {
		t.Error("the tables have no code of a chargeback")
	}
}
