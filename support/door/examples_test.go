package door_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/support/runner"
	"assay/support/simulator"
	"assay/support/spec"
	"assay/support/target"
)

// ready is the page of an example, after what comes before it.
func (h house) ready(name string) string {
	h.t.Helper()
	if e, _ := spec.LookupExample(name); len(e.After) == 0 {
		return h.get("try/" + name)
	}
	status, page := h.post("try/"+name+"/before", nil)
	if status != http.StatusOK {
		h.t.Fatalf("what comes before %s answers %d: %s", name, status, page)
	}
	return page
}

// send tries an example as it is filled in, with some values of one's own.
func (h house) send(name string, own url.Values) map[string]string {
	h.t.Helper()
	values := form(h.ready(name))
	for key := range own {
		values.Set(key, own.Get(key))
	}
	status, page := h.post("try/"+name, values)
	if status != http.StatusOK {
		h.t.Fatalf("trying %s answers %d: %s", name, status, page)
	}
	return shown(page)
}

var resultCode = regexp.MustCompile(`"code": "(\d{3}\.\d{3}\.\d{3})"`)

// Two kinds of endpoints have nothing to fill in: those of a checkout that need
// no access token, which the widget in the shopper's browser calls, and
// whatever takes an id that only the visit of a shopper makes.
func hasNothingToTry(endpoint spec.Endpoint) bool {
	return endpoint.Auth == "none (checkout id)" ||
		endpoint.Path == "/paybylink/v1/{linkId}/checkouts/{checkoutId}/payment"
}

// Whatever the simulator serves for a merchant can be tried out.
func TestEveryEndpointHasAnExample(t *testing.T) {
	t.Parallel()
	for _, endpoint := range spec.Endpoints() {
		if !simulator.Serves(endpoint.Verb, strings.Trim(pathOf(endpoint.Path), "/")) {
			continue
		}
		shown := slices.ContainsFunc(spec.Examples(), func(e spec.Example) bool { return shows(e, endpoint) })
		switch none := hasNothingToTry(endpoint); {
		case none && shown:
			t.Errorf("%s %s can be tried out, against the rule", endpoint.Verb, endpoint.Path)
		case !none && !shown:
			t.Errorf("examples.tsv has no row for %s %s (%s), which the simulator serves",
				endpoint.Verb, endpoint.Path, endpoint.Purpose)
		}
	}
}

var variable = regexp.MustCompile(`\{\w+\}`)

func pathOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	return path
}

// shows says whether an example is one of an endpoint, the parameters among it
// that the endpoint's row names.
func shows(e spec.Example, endpoint spec.Endpoint) bool {
	generic := func(path string) string { return variable.ReplaceAllString(strings.Trim(path, "/"), "{}") }
	path, query, _ := strings.Cut(endpoint.Path, "?")
	named, _ := url.ParseQuery(query)
	for name := range named {
		if _, given := e.Param(name); !given {
			return false
		}
	}
	return e.Verb == endpoint.Verb && generic(e.Path) == generic(path)
}

// Every example works as it is filled in; its curl command does the same, and
// its scenario holds.
func TestEveryExampleIsSentRepeatedAndAsserted(t *testing.T) {
	t.Parallel()
	h := open(t)
	features := t.TempDir()
	for i, e := range spec.Examples() {
		texts := h.send(e.Name, nil)
		code := resultCode.FindStringSubmatch(texts["Answer"] + `"code": "000.000.000"`) // a list has none
		refusal := ""
		if spec.VerdictOf(code[1]) == spec.Rejected {
			refusal = code[1]
		}
		if refusal != e.Refused {
			t.Errorf("%s is to be refused with %q, and is answered with %s", e.Name, e.Refused, texts["Answer"])
		}
		if again := h.curl(texts["curl command"]); repeatable(e) && again != code[1] {
			t.Errorf("the curl command of %s is answered with %s, the example with %s", e.Name, again, code[1])
		}
		unique := strings.ReplaceAll(texts["Scenario"], "@TRY-001", fmt.Sprint("@TRY-", 100+i))
		if err := os.WriteFile(filepath.Join(features, e.Name+".feature"), []byte(unique), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	allPass(t, features, len(spec.Examples()))
}

// repeatable says whether an example may be sent again and is answered the same.
func repeatable(e spec.Example) bool {
	return (len(e.Refers) == 0 || e.Verb == http.MethodGet) && e.Name != "result-codes" // which has no code of its own
}

// allPass runs scenarios against a simulator of its own.
func allPass(t *testing.T, dir string, count int) {
	t.Helper()
	config, err := target.Load("", os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	simulated, err := config.Target(target.SimulatorName)
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := runner.Run(t.Context(), runner.Config{
		Selection: runner.Selection{Paths: []string{dir}}, Target: simulated, Out: filepath.Join(t.TempDir(), "out"),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer outcome.Run.Close()
	if outcome.Counts["passed"] != count {
		t.Errorf("of %d scenarios these passed: %v", count, outcome.Counts)
	}
}

// A change of the example is a sentence of the scenario, and the scenario holds
// for it.
func TestAChangeIsAssertedToo(t *testing.T) {
	t.Parallel()
	h := open(t)
	tests := []struct {
		name, example string
		own           url.Values
		says          []string
	}{
		{
			name: "another amount", example: "debit", own: url.Values{"p:amount": {"15.99"}},
			says: []string{"an amount of 15.99 EUR"},
		},
		{
			name: "a result code in the holder's name", example: "preauthorization",
			own:  url.Values{"p:card.holder": {"800.100.151"}},
			says: []string{"| card.holder | 800.100.151 |", "the payment is rejected", "the result code is 800.100.151"},
		},
		{
			name: "a parameter left out", example: "debit", own: url.Values{"p:currency": {""}},
			says: []string{"the payment has no currency", "the result code is 200.300.404"},
		},
		{
			name: "a further parameter that a table must escape", example: "debit",
			own:  url.Values{"more": {`customParameters[note]=a|b\c`}},
			says: []string{`| customParameters[note] | a\|b\\c |`},
		},
		{
			name: "another published card", example: "debit",
			own:  url.Values{"p:card.number": {"4200000000000001"}},
			says: []string{"the shopper pays with the published VISA card 420000...0001"},
		},
		{
			name: "another addition to a checkout", example: "checkout-update",
			own:  url.Values{"p:customer.email": {"joe@example.com"}, "more": {"customer.surname=Jones"}},
			says: []string{"checkout:\n      | customer.email | joe@example.com |\n      | customer.surname | Jones |"},
		},
		{
			name: "an addition of nothing", example: "checkout-update", own: url.Values{"p:customer.email": {""}},
			says: []string{"adds to the checkout:\n      | customer.email |  |"},
		},
		{
			name: "another day of a schedule", example: "schedule", own: url.Values{"p:job.expression": {"0 0 24 * * ?"}},
			says: []string{"| job.expression | 0 0 24 * * ? |", "the result code is 100.250.121"},
		},
		{
			name: "a schedule of no registration", example: "schedule", own: url.Values{"p:registrationId": {""}},
			says: []string{"the schedule has no registrationId"},
		},
		{
			name: "a link without an amount", example: "link", own: url.Values{"p:amount": {""}},
			says: []string{"the payment link has no amount"},
		},
		{
			name: "a refund of too much", example: "refund", own: url.Values{"p:amount": {"99.99"}},
			says: []string{"the result code is 700.400.200"},
		},
	}
	features := t.TempDir()
	for i, tt := range tests {
		scenario := h.send(tt.example, tt.own)["Scenario"]
		for _, want := range tt.says {
			if !strings.Contains(scenario, want) {
				t.Errorf("%s: the scenario lacks %q:\n%s", tt.name, want, scenario)
			}
		}
		unique := strings.ReplaceAll(scenario, "@TRY-001", fmt.Sprint("@TRY-", 100+i))
		file := filepath.Join(features, fmt.Sprint("change", i, ".feature"))
		if err := os.WriteFile(file, []byte(unique), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	allPass(t, features, len(tests))
}
