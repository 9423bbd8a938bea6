package runner

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"assay/reports"
	"assay/support/spec"
)

func TestTheTextOfAFeatureIsToldWithoutWhatItsTablesGive(t *testing.T) {
	t.Parallel()
	text := `Feature: Tables
  Background:
    Given the payment also has:
      | card.cvv     | 123              |
      | merchantMemo | a \| b           |

  Rule: One
    Scenario Outline: A malformed <parameter>
      Given the payment also has:
        | <parameter> | <value> |
        | password    | <value> |
        | applePay.paymentToken | {"a":"b\|c\\d"} |
      When it is sent with:
        | bankAccount.iban | DE89370400440532013000 |

      Examples:
        | parameter | value | message     | password |
        | amount    | 1.5   | must match  | hunter2  |
        # a remark
        | card.cvv  | 12    | must match  | hunter3  |
      Examples:
`
	want := strings.NewReplacer(
		`| card.cvv     | 123              |`, `| card.cvv | [secret] |`,
		`| applePay.paymentToken | {"a":"b\|c\\d"} |`, `| applePay.paymentToken | [secret] |`,
		`DE89370400440532013000`, `DE89**************3000`,
		`| amount    | 1.5   | must match  | hunter2  |`, `| amount | 1.5 | must match | [secret] |`,
		`| card.cvv  | 12    | must match  | hunter3  |`, `| card.cvv | [secret] | must match | [secret] |`,
	).Replace(text)
	f, err := parseFeature("f.feature", strings.NewReader(text))
	check(t, err)
	if got := f.told(); got != want {
		t.Errorf("told as\n%s\nwant\n%s", got, want)
	}
	again, err := parseFeature("f.feature", strings.NewReader(f.told()))
	check(t, err)
	if got := again.told(); got != want {
		t.Errorf("told twice as\n%s", got)
	}
}

// A gateway that repeats all it was sent, escaped in one way or another, finds
// nobody who writes it down: not its answer, nor an assertion about it or about a
// later one, nor the feature that sent it.
func TestWhatARequestHadHiddenIsHiddenEverywhere(t *testing.T) {
	t.Parallel()
	const (
		iban, word, wallet = "DE89370400440532013000", `Pa5s+wo/rd&"x`, `{"data":"wallet/one+two=="}`
		repeated           = "| %s | \"something else\" |\n"
	)
	pan := spec.TestPANs()[0]
	feature := "@payments\nFeature: Echo\n  Source: none\n"
	for i, path := range []string{"says", `json`, "status"} {
		feature += fmt.Sprintf(`
  @EC-00%d @DB @sync @verified
  Scenario: The card %s is repeated
    Given an amount of 92.00 EUR
    And the payment also has:
      | card.cvv                | 9753 |
      | bankAccount.iban        | %s |
      | authentication.password | %s |
      | applePay.paymentToken   | %s |
      | card[cvv]               | 8642 |
    When the merchant sends a DB with VISA
    And the merchant asks for the status of the payment
    Then the answer has:
      `+repeated, i+1, pan, iban, word, wallet, path)
	}
	dir := filepath.Join(t.TempDir(), "payments")
	check(t, os.MkdirAll(dir, 0o755))
	check(t, os.WriteFile(filepath.Join(dir, "echo.feature"), []byte(feature), 0o600))

	var mu sync.Mutex
	sent := map[string]string{} // by path of the status
	around := func(gateway http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			mu.Lock()
			defer mu.Unlock()
			id := fmt.Sprintf("8ac7a4a1%024d", len(sent))
			if r.Method == http.MethodPost {
				sent["/v1/payments/"+id] = string(body)
			} else {
				body = []byte(sent[r.URL.Path])
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			r.Method = http.MethodPost
			_ = r.ParseForm()
			fields, _ := json.Marshal(r.PostForm)
			answer, _ := json.Marshal(map[string]any{
				"id": id, "result": map[string]string{"code": "000.100.110", "description": string(body)},
				"says": string(body), "json": string(fields), "status": fmt.Sprint(r.PostForm),
			})
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(answer)
		})
	}
	out := filepath.Join(t.TempDir(), "out")
	var told strings.Builder
	o, err := Run(t.Context(), Config{
		Selection: Selection{Paths: []string{filepath.Dir(dir)}}, Target: simulated(), Concurrency: 1, Out: out, around: around,
		OnScenario: func(s reports.Scenario, _, _ int) { fmt.Fprintln(&told, s.ID, s.Name, s.Cause) },
	})
	check(t, err)
	defer o.Run.Close()
	if o.Counts[reports.Failed] != 3 {
		t.Errorf("%v, want 3 failed\n%s", o.Counts, &told)
	}
	p, err := makePlan(Selection{Paths: []string{filepath.Dir(dir)}}, simulated(), false)
	check(t, err)
	if err := changed(p, o.Run); strings.Contains(err.Error(), "echo.feature") {
		t.Errorf("a rerun takes the feature for another: %v", err)
	}
	shows := func(name, text string) {
		for _, secret := range []string{pan, "9753", "8642", iban, "370400440532013", "Pa5s", "wallet", "one%2Btwo"} {
			if strings.Contains(text, secret) {
				at := strings.Index(text, secret)
				t.Errorf("%s shows %s: %s", name, secret, text[max(0, at-100):at+len(secret)])
			}
		}
		if filepath.Ext(name) != ".html" && !strings.Contains(text, "is repeated") { // the data of pages is packed
			t.Errorf("%s lacks what is no secret", name)
		}
	}
	shows("the progress", told.String())
	check(t, filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		text, err := os.ReadFile(path)
		shows(d.Name(), string(text))
		return err
	}))
}
