package reports

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
)

// sampleTrace has one of everything, and texts that would like to be markup.
func sampleTrace() Trace {
	const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)> & "quoted" ` + "\u202egnp"
	return Trace{
		Run: ulid(1), Target: "uat", Tool: "1.2.3", Attempt: ulid(2), Verdict: Failed,
		Cause: "payment 8ac7: verdict = rejected, want approved " + hostile, Started: noon, Duration: 1500 * time.Millisecond,
		Scenario: ScenarioRecord{
			ID: "RD-001[PAYPAL]", Name: "A redirect " + hostile, Feature: "Redirects", Rule: "A rule", File: "features/r.feature",
			Line: 7, Tags: []string{"@DB", "@browser"},
		},
		Steps: []StepRecord{
			{N: 1, Keyword: "When ", Text: "the shopper approves it", Status: "passed", At: at(10), DurationMicros: 900_000},
			{N: 2, Keyword: "Then ", Text: "the payment is approved", Status: "failed", Error: hostile, At: at(920)},
		},
		Exchanges: []ExchangeRecord{
			{
				Step: 1, Method: "POST", URL: "https://gw.example/v1/payments", Form: []Field{{"amount", "92.00"}}, Status: 200,
				ContentType: "application/json", Body: `{"result":{"code":"000.200.000"}}`, At: at(12), DurationMicros: 1500,
			},
			{Step: 2, Method: "GET", URL: "https://gw.example/v1/payments/8ac7?entityId=8a&x=a%20b#f", Error: "no answer", At: at(921)},
		},
		Journeys: []JourneyRecord{
			{Step: 1, Action: `press "Pay"`, URL: "https://pay.example/login", At: at(500), DurationMicros: 20_000},
		},
		Notifications: []NotificationRecord{{Step: 1, URL: "http://shop/hook", Kind: "PAYMENT", Status: 200, Body: "{}", At: at(700)}},
		Views: []TraceView{
			{At: at(505), URL: "https://pay.example/login", Title: hostile, HTML: "<p>Log in</p>", Picture: []byte("RIFF")},
			{At: at(506), URL: "https://pay.example/login", HTML: "<p>Log in</p>", Cut: true},
			{At: at(950), Picture: []byte("\x89PNG"), Live: true},
		},
		Requests: []TraceRequest{{
			At: at(510), DurationMicros: 4000, Method: "POST", URL: "https://pay.example/login", Kind: "Document", Protocol: "h2",
			Header: []Field{{"Accept", "*/*"}}, Form: []Field{{"password", "[secret]"}},
			BodyType: "application/x-www-form-urlencoded", Status: 303, StatusText: "See Other",
			ResponseHeader: []Field{{"location", "https://pay.example/done"}}, MediaType: "text/html", Size: 401,
		}},
		Console: []TraceMessage{{At: at(520), Level: "error", Text: hostile, URL: "https://pay.example/a.js", Line: 3}},
		Cut:     []string{"The first 3 pages are left out: only the last ones are kept."},
	}
}

func TestGoldenTrace(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := WriteTrace(&b, sampleTrace()); err != nil {
		t.Fatal(err)
	}
	got := styles.ReplaceAllString(b.String(), "<style>(style)</style>")
	got = scriptTag.ReplaceAllString(got, "<script>(script)</script>")
	golden(t, "trace.golden.html", hashes.ReplaceAllString(got, "sha256-(hash)'"))
}

// The page loads nothing and runs nothing but its own script, whatever texts
// it shows.
func TestATraceRunsNothingButItsOwnScript(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := WriteTrace(&b, sampleTrace()); err != nil {
		t.Fatal(err)
	}
	own := regexp.MustCompile(`(?s)<script>(.*?)</script>`).FindAllStringSubmatch(b.String(), -1)
	if len(own) != 1 {
		t.Fatalf("%d scripts, want one", len(own))
	}
	page := strings.ReplaceAll(b.String(), "&#43;", "+")
	if want := "script-src &#39;" + hash(own[0][1]) + "&#39;"; !strings.Contains(page, want) {
		t.Errorf("the policy does not name the script: want %s", want)
	}
	text := strings.ReplaceAll(b.String(), own[0][0], "")
	if outside := regexp.MustCompile(`(?i)(src|href)="?https?:|@import|<link|onerror=alert\(1\)>`).FindString(text); outside != "" {
		t.Errorf("the page has %q", outside)
	}
}

// What is read here is what the format demands of every entry.
func TestHARIsComplete(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := sampleTrace().HAR(&b); err != nil {
		t.Fatal(err)
	}
	var har map[string]map[string]any
	if err := json.Unmarshal(b.Bytes(), &har); err != nil {
		t.Fatal(err)
	}
	if har["log"]["version"] != "1.2" {
		t.Errorf("version = %v", har["log"]["version"])
	}
	entries := har["log"]["entries"].([]any)
	if len(entries) != 3 {
		t.Fatalf("%d entries, want 3", len(entries))
	}
	before := ""
	for _, one := range entries {
		e := one.(map[string]any)
		for _, name := range []string{"startedDateTime", "time", "request", "response", "cache", "timings"} {
			if _, ok := e[name]; !ok {
				t.Errorf("an entry lacks %s", name)
			}
		}
		for _, side := range []string{"request", "response"} {
			part := e[side].(map[string]any)
			for _, name := range []string{"httpVersion", "cookies", "headers", "headersSize", "bodySize"} {
				if part[name] == nil {
					t.Errorf("a %s lacks %s", side, name)
				}
			}
		}
		started := e["startedDateTime"].(string)
		if started < before {
			t.Errorf("%s comes after %s", started, before)
		}
		before = started
	}
	page := entries[1].(map[string]any)
	if got := page["response"].(map[string]any)["redirectURL"]; got != "https://pay.example/done" {
		t.Errorf("redirectURL = %v", got)
	}
	status := entries[2].(map[string]any)
	if got, want := status["request"].(map[string]any)["queryString"], []any{
		map[string]any{"name": "entityId", "value": "8a"}, map[string]any{"name": "x", "value": "a b"},
	}; len(got.([]any)) != 2 || got.([]any)[1].(map[string]any)["value"] != want[1].(map[string]any)["value"] {
		t.Errorf("queryString = %v, want %v", got, want)
	}
	if got := status["response"].(map[string]any)["comment"]; got != "no answer" {
		t.Errorf("the lack of an answer is told as %v", got)
	}
}

// A report links the traces of its attempts, wherever it is kept.
func TestTheReportLinksTraces(t *testing.T) {
	t.Parallel()
	dir := t.TempDir() + "/out dir"
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	trace, err := l.Artifact("A-1", ulid(1), "trace", "text/html", []byte("<p>trace</p>"))
	if err != nil {
		t.Fatal(err)
	}
	outside := trace
	outside.Path = "../../etc/passwd"
	err = l.Attempt([]any{
		AttemptStart{Scenario: "A-1", Attempt: ulid(1), At: at(1)},
		trace, outside,
		AttemptEnd{Scenario: "A-1", Attempt: ulid(1), Verdict: Failed, At: at(2)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, tt := range []struct{ name, dir, want string }{
		{"beside the log", dir, `"` + trace.Path + `":"./` + trace.Path + `"`},
		{"elsewhere", dir + "/../again", `"` + trace.Path + `":"./../out%20dir/` + trace.Path + `"`},
	} {
		var b strings.Builder
		if err := htmlIn(tt.dir, &b, r); err != nil {
			t.Fatal(err)
		}
		page := unpacked(t, b.String())
		if !strings.Contains(page, tt.want) {
			t.Errorf("%s: the page lacks %s", tt.name, tt.want)
		}
		if strings.Contains(page, `passwd":"`) {
			t.Errorf("%s: the page links what is outside of its directory", tt.name)
		}
	}
}
