package door_test

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"assay/support/door"
	"assay/support/runner"
	"assay/support/simulator"
	"assay/support/spec"
	"assay/support/target"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is a simulator with a door.
type house struct {
	t       *testing.T
	gateway *simulator.Running
	door    *door.Door
}

func open(t *testing.T) house {
	t.Helper()
	gateway, err := simulator.Start(context.Background(), simulator.Config{}, simulator.Listen{Manage: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = gateway.Close(context.Background()) })
	d, err := door.Open(door.Options{
		BaseURL: gateway.URL, CA: gateway.CA, CAFile: "/tmp/it's ours.pem", EntityID: gateway.Channel.EntityID,
		AccessToken: gateway.Channel.AccessToken, ManageURL: gateway.ManageURL,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		http.DefaultClient.CloseIdleConnections()
	})
	return house{t, gateway, d}
}

// ask sends a request and returns the status and the page.
func (h house) ask(r *http.Request) (int, string) {
	h.t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer.StatusCode, string(page)
}

func (h house) get(path string) string {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.door.URL+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	status, page := h.ask(r)
	if status != http.StatusOK {
		h.t.Fatalf("GET %s answers %d, want 200", path, status)
	}
	return page
}

func (h house) post(path string, form url.Values) (int, string) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.door.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", strings.TrimSuffix(h.door.URL, "/"))
	return h.ask(r)
}

var input = regexp.MustCompile(`<input id="[^"]*" name="([^"]*)" value="([^"]*)"`)

// form reads what a page has filled in.
func form(page string) url.Values {
	values := url.Values{}
	for _, found := range input.FindAllStringSubmatch(page, -1) {
		values.Set(html.UnescapeString(found[1]), html.UnescapeString(found[2]))
	}
	return values
}

var pre = regexp.MustCompile(`(?s)<pre tabindex="0" aria-label="([^"]*)">(.*?)</pre>`)

// shown reads the texts of a page by their labels.
func shown(page string) map[string]string {
	texts := map[string]string{}
	for _, found := range pre.FindAllStringSubmatch(page, -1) {
		texts[found[1]] = html.UnescapeString(found[2])
	}
	return texts
}

// send tries an example as it is filled in, with some values of one's own.
func (h house) send(name string, own url.Values) map[string]string {
	h.t.Helper()
	values := form(h.get("try/" + name))
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

// Every example works as it is filled in; its curl command does the same, and
// its scenario holds.
func TestEveryExampleIsSentRepeatedAndAsserted(t *testing.T) {
	t.Parallel()
	h := open(t)
	features := t.TempDir()
	for i, e := range spec.Examples() {
		for _, source := range sources(e) {
			h.send(source, nil)
		}
		texts := h.send(e.Name, nil)
		code := resultCode.FindStringSubmatch(texts["Answer"] + `"code": "000.000.000"`) // a list has none
		if verdict := spec.VerdictOf(code[1]); verdict != spec.Approved && verdict != spec.Pending {
			t.Errorf("%s is answered with %s", e.Name, texts["Answer"])
		}
		if again := h.curl(texts["curl command"]); len(e.Refers) == 0 && again != code[1] && e.Noun != "" {
			t.Errorf("the curl command of %s is answered with %s, the example with %s", e.Name, again, code[1])
		}
		unique := strings.ReplaceAll(texts["Scenario"], "@TRY-001", fmt.Sprint("@TRY-", 100+i))
		if err := os.WriteFile(filepath.Join(features, e.Name+".feature"), []byte(unique), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	allPass(t, features, len(spec.Examples()))
}

// sources are the examples that make what an example may refer to.
func sources(e spec.Example) []string {
	made := map[string]string{"PA": "preauthorization", "DB": "debit", "CD": "credit"}
	var names []string
	for _, kind := range e.Refers {
		names = append(names, made[kind])
	}
	return names
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

// What nobody may see is on no page, wherever it was put in.
func TestNoPageShowsASecretOrACardNumber(t *testing.T) {
	t.Parallel()
	h := open(t)
	const pan, cvv = "4485275742308327", "7391"
	texts := h.send("debit", url.Values{
		"p:card.number": {pan}, "p:card.cvv": {cvv},
		"more": {"customParameters[note]=" + pan + "\nmerchantInvoiceId=" + pan},
	})
	pages := map[string]string{"answer": texts["Answer"], "curl": texts["curl command"], "scenario": texts["Scenario"]}
	pages["payments"] = h.get("")
	for _, id := range regexp.MustCompile(`payments/([0-9a-f]{32})`).FindAllStringSubmatch(pages["payments"], -1) {
		pages["payment"] += h.get("payments/" + id[1])
	}
	pages["examples"] = h.get("try") + h.get("try/refund") + h.get("try/report-by-reference")
	for name, page := range pages {
		if page == "" {
			t.Errorf("there is no %s to look at", name)
		}
		for _, secret := range []string{pan, cvv, h.gateway.Channel.AccessToken, h.gateway.Channel.Password} {
			if strings.Contains(page, secret) {
				t.Errorf("the %s shows %s", name, secret)
			}
		}
	}
}

// Another page in the same browser can neither read nor send.
func TestOnlyItsOwnPagesGetIn(t *testing.T) {
	t.Parallel()
	h := open(t)
	tests := []struct {
		name, verb, path, host, origin string
		want                           int
	}{
		{"a browser on this machine", "GET", "", "", "", 200},
		{"a name that somebody else has pointed here", "GET", "", "evil.example.com:80", "", 403},
		{"a form of another page", "POST", "try/debit", "", "https://evil.example.com", 403},
		{"a form of nobody", "POST", "try/debit", "", "", 403},
		{"a page that is not there", "GET", "nothing", "", "", 404},
		{"an example that is not there", "GET", "try/nothing", "", "", 404},
		{"a payment that is not there", "GET", "payments/8a00", "", "", 404},
		{"an asset that is not there", "GET", "assets/layout.html", "", "", 404},
	}
	for _, tt := range tests {
		r, err := http.NewRequestWithContext(t.Context(), tt.verb, h.door.URL+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if tt.host != "" {
			r.Host = tt.host
		}
		if tt.origin != "" {
			r.Header.Set("Origin", tt.origin)
		}
		if status, _ := h.ask(r); status != tt.want {
			t.Errorf("%s is answered with %d, want %d", tt.name, status, tt.want)
		}
	}
}

func TestWhatCannotBeSentIsExplained(t *testing.T) {
	t.Parallel()
	h := open(t)
	status, page := h.post("try/capture", url.Values{"p:paymentType": {"CP"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "give its id") {
		t.Errorf("a capture of nothing is answered with %d, want 422 and what is missing", status)
	}
	status, page = h.post("try/result-codes", url.Values{"more": {"no equals sign"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "name=value") {
		t.Errorf("a parameter without a value is answered with %d, want 422 and the form", status)
	}
	if err := h.gateway.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	status, page = h.post("try/result-codes", nil)
	if status != http.StatusBadGateway || !strings.Contains(page, `role="alert"`) {
		t.Errorf("a gateway that is gone is answered with %d, want 502 and the reason", status)
	}
}

func TestTheDoorOpensOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, listen := range []string{"0.0.0.0:0", "nonsense", "192.0.2.1:80"} {
		_, err := door.Open(door.Options{Listen: listen, BaseURL: "http://127.0.0.1:1/"})
		var hint interface{ Hint() string }
		if !errors.As(err, &hint) || hint.Hint() == "" {
			t.Errorf("listening on %s: %v, want an error with a hint", listen, err)
		}
	}
}
