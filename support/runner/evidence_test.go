package runner

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"assay/reports"
	"assay/support/browser"
	"assay/support/mask"
)

// echoPage has fields of all kinds and says whatever it is told, everywhere: in
// its text, attributes, title, hidden fields, address, headers, console and
// requests.
const echoPage = `<!doctype html><title>Echo %[1]s</title><body data-x="%[1]s"><p>You said %[1]s</p>
<form method="post" action="/echo?token=t%[2]s"><input type="hidden" name="state" value="of-the-form">
<label>Number <input name="card.number"></label><label>Digits <input name="digits" autocomplete="cc-number"></label>
<label>CVV <input name="card.cvv"></label><label>Code <input name="code" autocomplete="one-time-code"></label>
<label>Password <input type="password" name="word"></label><label>Wallet token <input name="walletToken"></label>
<label>Remark <input name="remark"></label><label>Note <textarea name="note"></textarea></label>
<button>Send</button></form>
<script>
document.querySelector('form').addEventListener('submit', () => {
  const all = Object.fromEntries(new FormData(document.querySelector('form')));
  console.log('sends', JSON.stringify(all), all.code, all['card.cvv']);
  fetch('/json', {method: 'POST', keepalive: true, body: JSON.stringify(all),
    headers: {'Content-Type': 'application/json', 'X-Auth-Token': all.walletToken, 'X-Plain': all.code}});
});
</script>`

// typedSecrets are the secrets that a shopper types, by the label of the field, and
// parts of them that no encoding changes.
var typedSecrets = []struct{ field, value, part string }{
	{"Number", "4111 1111 1111 1111", "4111 1111 1111 1111"},
	{"Digits", "5555555555554444", "5555555555554444"},
	{"CVV", "9735", ""},
	{"Code", "K7Q2XW", "K7Q2XW"},
	{"Password", `Pa&s"w<Zq8vX7mm`, "Zq8vX7mm"},
	{"Wallet token", "wt-5f1c9a77e0b3", "5f1c9a77e0b3"},
}

// A shopper types secrets into pages that repeat all of them. None is in the
// trace, the log or any other file afterwards.
func TestNoSecretReachesATrace(t *testing.T) {
	t.Parallel()
	c, a := recorded(t, TraceAlways)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said := ""
		if r.ParseForm() == nil {
			for _, name := range []string{"card.number", "digits", "card.cvv", "code", "word", "walletToken", "remark", "note"} {
				said += " <i>" + strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(r.PostFormValue(name)) + "</i>"
			}
		}
		w.Header().Set("X-Echo", strings.Join(r.PostForm["code"], ""))
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "cookie-5f1c9a77e0b3"})
		fmt.Fprintf(w, echoPage, strings.ReplaceAll(said, "<i>", "&#32;"), "5f1c9a77e0b3")
	}))
	t.Cleanup(site.Close)

	b, err := c.stage.startBrowser()
	check(t, err)
	tab, err := b.OpenRecorded(t.Context(), a.journey, a.recorder)
	check(t, err)
	check(t, tab.Go(t.Context(), site.URL+"/?access_token=5f1c9a77e0b3&plain=yes"))
	for range 2 {
		for _, secret := range typedSecrets {
			check(t, tab.Perform(t.Context(), browser.Action{Fill: secret.field, With: secret.value}))
		}
		check(t, tab.Walk(t.Context(), []browser.Action{
			{Fill: "Note", With: "pay with 4242 4242 4242 4242"}, {Fill: "Remark", With: "the canary sings"}, {Press: "Send"},
		}))
	}
	err = tab.Perform(t.Context(), browser.Action{See: "You said"})
	check(t, err)
	check(t, tab.Look(t.Context()))
	tab.Close()
	a.fail(reports.Failed, "on purpose")
	c.trace(a)
	c.finish(a)

	files := 0
	err = filepath.WalkDir(filepath.Dir(c.log.Path()), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		check(t, err)
		noSecret(t, filepath.Base(path), string(text))
		return nil
	})
	check(t, err)
	if files != 2 {
		t.Errorf("%d files, want the log and the trace", files)
	}
}

// noSecret looks for what was typedSecrets, in the file as it is and in the texts of
// its data.
func noSecret(t *testing.T, name, file string) {
	t.Helper()
	texts := file
	for _, block := range regexp.MustCompile(`(?s)<script type="application/json"[^>]*>(.*?)</script>`).FindAllStringSubmatch(file, -1) {
		var data any
		check(t, json.Unmarshal([]byte(block[1]), &data))
		texts += strings.Join(leaves(data, nil), "\n")
	}
	for _, secret := range typedSecrets {
		if secret.part != "" && (strings.Contains(texts, secret.part) || strings.Contains(texts, secret.value)) {
			at := strings.Index(texts, secret.part)
			t.Errorf("%s: the %s is in it: %q", name, secret.field, texts[max(0, at-60):at+len(secret.part)])
		}
	}
	if at := regexp.MustCompile(`[^0-9A-Za-z.+/]9735[^0-9A-Za-z+/]`).FindStringIndex(texts); at != nil {
		t.Errorf("%s: the CVV is in it: %q", name, texts[max(0, at[0]-40):at[1]])
	}
	if strings.Contains(texts, "4242 4242 4242 4242") || strings.Contains(texts, "4111111111111111") {
		t.Errorf("%s: a card number is in it", name)
	}
	if !strings.Contains(texts, "the canary sings") {
		t.Errorf("%s: what is no secret is missing", name)
	}
}

// leaves are the texts in a value, without pictures.
func leaves(value any, list []string) []string {
	switch v := value.(type) {
	case string:
		return append(list, v)
	case []any:
		for _, one := range v {
			list = leaves(one, list)
		}
	case map[string]any:
		for name, one := range v {
			if name != "picture" {
				list = leaves(one, list)
			}
		}
	}
	return list
}

// recorded makes what the trace of an attempt needs.
func recorded(t *testing.T, mode string) (*chunk, *attempt) {
	t.Helper()
	m := mask.New(mask.Options{})
	record := reports.RunRecord{RunID: "01TEST", Started: time.Now()}
	log, err := reports.Create(filepath.Join(t.TempDir(), "out"), record, reports.WithMask(m))
	check(t, err)
	s := &stage{mask: m}
	t.Cleanup(func() {
		check(t, s.close())
		check(t, log.Close())
	})
	scenario := specification(t)[0]
	a := begin(scenario, "", Config{}, m)
	a.series = &series{scenario: scenario}
	a.recorder = browser.NewRecorder(m)
	c := &chunk{engine: &engine{
		stage: s, log: log, tally: newTally(Config{}, 1), evidence: newEvidence(mode, log, record), abort: t.Context(),
		breaker: newBreaker(0, 1),
	}}
	return c, a
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Evidence that cannot be written is missing, and said once; the run goes on.
func TestARunGoesOnWithoutEvidence(t *testing.T) {
	t.Parallel()
	c, a := recorded(t, TraceOnFailure)
	// A file where the directory should be: no user may write into that.
	check(t, os.WriteFile(filepath.Join(filepath.Dir(c.log.Path()), "artifacts"), nil, 0o644))
	a.fail(reports.Failed, "on purpose")
	c.trace(a)
	c.trace(a)
	notes := c.evidence.said()
	if len(notes) != 1 || !strings.Contains(notes[0], "evidence is missing: cannot write") {
		t.Errorf("notes = %q, want one", notes)
	}
	if c.tally.stopped() {
		t.Error("the run is stopped")
	}
}

func TestWhichAttemptsGetATrace(t *testing.T) {
	t.Parallel()
	tests := []struct {
		mode, name string
		verdict    reports.Verdict
		want       bool
	}{
		{TraceOnFailure, "a failure is kept", reports.Failed, true},
		{TraceOnFailure, "a fault of the harness too", reports.Broken, true},
		{TraceOnFailure, "and the lack of a verdict", reports.Unavailable, true},
		{TraceOnFailure, "a pass is not", reports.Passed, false},
		{TraceOnFailure, "nor is a skip", reports.Skipped, false},
		{TraceAlways, "a pass is kept when asked for", reports.Passed, true},
		{TraceAlways, "there is nothing of a skip", reports.Skipped, false},
		{TraceAlways, "nor of what was cut off", reports.NotRun, false},
		{TraceNever, "never means never", reports.Failed, false},
	}
	for _, tt := range tests {
		t.Run(tt.mode+": "+tt.name, func(t *testing.T) {
			t.Parallel()
			c, a := recorded(t, tt.mode)
			if tt.verdict != reports.Passed {
				a.fail(tt.verdict, "so it is")
			}
			c.trace(a)
			_, err := os.Stat(filepath.Join(filepath.Dir(c.log.Path()), "artifacts"))
			if got := err == nil; got != tt.want {
				t.Errorf("a trace was written: %t, want %t", got, tt.want)
			}
		})
	}
}

// The traces of a run end at their bound, which is said.
func TestTracesAreBounded(t *testing.T) {
	t.Parallel()
	c, a := recorded(t, TraceAlways)
	c.evidence.bound = 1
	c.trace(a)
	c.trace(a)
	files, err := os.ReadDir(filepath.Join(filepath.Dir(c.log.Path()), "artifacts"))
	check(t, err)
	if len(files) != 1 || len(c.evidence.said()) != 1 {
		t.Errorf("%d files and notes %q, want one of each", len(files), c.evidence.said())
	}
}
