package reports

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/support/mask"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with testdata/name, or writes it there.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got), see go test -update:\n%s", name, diff)
	}
}

// noon is when all runs of these tests start.
var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func at(ms int) time.Time { return noon.Add(time.Duration(ms) * time.Millisecond) }

// ulid returns an id that looks like one and is the same every time.
func ulid(n int) string { return fmt.Sprintf("01JPA000000000000000%06d", n) }

func sampleRun() RunRecord {
	return RunRecord{
		RunID: ulid(0), PlanHash: "5d41402a", Target: "uat", BaseURL: "https://eu-test.example.com/", Seed: 42,
		Concurrency: 4, Tool: "0.1.0", Spec: "2026-03-01", Selected: 12,
		Settings: map[string]string{"fail-fast": "true"}, Labels: map[string]string{"branch": "main", "os": "linux"},
		Started: noon,
	}
}

// picture is a small PNG.
func picture(t testing.TB) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 120))
	for x := range 320 {
		for y := range 120 {
			img.Set(x, y, color.RGBA{uint8(x * 255 / 320), uint8(y * 2), 160, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// try builds the records of one attempt.
type try struct {
	scenario, attempt string
	start             int // milliseconds after noon
	records           []any
	now               int
	gone              bool // the target was, in an outage
}

func newTry(scenario string, n, start int) *try {
	a := &try{scenario: scenario, attempt: ulid(n), start: start, now: start}
	a.records = append(a.records, AttemptStart{Scenario: scenario, Attempt: a.attempt, At: at(start)})
	return a
}

// agains are the reasons for an attempt that there are.
var agains = []string{"", AgainRetry, AgainHarness, AgainRepeat, AgainOutage}

func (a *try) again(why string) *try {
	start := a.records[0].(AttemptStart)
	start.Again = why
	a.records[0] = start
	return a
}

func (a *try) step(keyword, text, status, err string) *try {
	n := 1
	for _, r := range a.records {
		if _, ok := r.(StepRecord); ok {
			n++
		}
	}
	r := StepRecord{
		Scenario: a.scenario, Attempt: a.attempt, N: n, Keyword: keyword, Text: text, Status: status, Error: err,
	}
	if status != "skipped" {
		r.At, r.DurationMicros = at(a.now), 1500
		a.now += 2
	}
	a.records = append(a.records, r)
	return a
}

func (a *try) exchange(step int, body string) *try {
	a.records = append(a.records, ExchangeRecord{
		Scenario: a.scenario, Attempt: a.attempt, Step: step, Method: "POST",
		URL:  "https://eu-test.example.com/v1/payments",
		Form: []Field{{"entityId", "8ac7a4c9"}, {"amount", "92.00"}, {"card.number", "420000******0000"}},
		At:   at(a.now), DurationMicros: 12345, Status: 200, ContentType: "application/json", Body: body,
	})
	return a
}

func (a *try) add(r any) *try {
	a.records = append(a.records, r)
	return a
}

func (a *try) end(v Verdict, cause string) []any {
	return append(a.records, AttemptEnd{
		a.scenario, a.attempt, v, cause, at(a.now), int64(a.now-a.start) * 1000, a.gone,
	})
}

const approved = `{"id":"8ac7a4a1","amount":"92.00","result":{"code":"000.100.110","description":"Request ` +
	`successfully processed in 'Merchant in Integrator Test Mode'"},"n":12345678901234567890,"empty":{},"list":[1,[]]}`

const hostile = `{"result":{"code":"800.100.153",` +
	`"description":"</script><img src=x onerror=alert(1)> ]]> \u202e drow"}}`

// writeSample writes a log with every verdict and with texts that try to
// break out of every format, and returns its directory.
func writeSample(t testing.TB, m *mask.Masker) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun(), WithMask(m))
	if err != nil {
		t.Fatal(err)
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"initial_payment", "return"} {
		text, err := os.ReadFile(filepath.Join("testdata", "features", name+".feature"))
		check(err)
		check(l.Feature(FeatureRecord{File: sampleFiles[name], Text: string(text)}))
	}
	check(l.Scenario(sampleScenarios()...))
	for _, records := range sampleAttempts() {
		check(l.Attempt(records))
	}
	shot, err := l.Artifact("RDR-001", ulid(6), "after the failure.png", "image/png", picture(t))
	check(err)
	shot.Step = 2
	check(l.Attempt(brokenAttempt(shot)))
	check(l.End(RunEnd{At: at(5000), Cause: EndFailFast}))
	check(l.Close())
	return dir
}

func sample(t testing.TB) (*Run, string) {
	t.Helper()
	dir := writeSample(t, nil)
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r, dir
}

var sampleFiles = map[string]string{
	"initial_payment": "features/payments/initial_payment.feature",
	"return":          "features/redirects/return.feature",
}

func sampleScenarios() []ScenarioRecord {
	pay, ret := sampleFiles["initial_payment"], sampleFiles["return"]
	const rule, source = "A synchronous brand is settled in the answer", `Server-to-Server, "Debit (DB)"`
	row := func(key, name string, line int, tag string) ScenarioRecord {
		return ScenarioRecord{
			"PAY-001[" + key + "]", name, "Initial payment", rule, pay, line,
			[]string{"@payments", "@sync", "@PAY-001", tag},
			source, nil, 4, "", nil,
		}
	}
	back := func(id, name string, line int, tags ...string) ScenarioRecord {
		tags = append([]string{"@redirects"}, append(tags, "@"+id)...)
		return ScenarioRecord{ID: id, Name: name, Feature: "The shopper comes back", File: ret, Line: line, Tags: tags}
	}
	list := []ScenarioRecord{
		row("pa", "PA with VISA is settled at once", 21, "@PA"),
		row("db", "DB with MASTER is settled at once", 26, "@DB"),
		row("odd", "DB with AMEX is settled at once", 27, "@DB"),
		{
			ID: "PAY-002", Name: "What the gateway says is shown & never obeyed ]]> </script> 🙈",
			Feature: "Initial payment", Rule: rule, File: pay, Line: 30, Tags: []string{"@payments", "@PAY-002"}, Steps: 3,
		},
		back("RDR-001", "A DB that the shopper approves is settled on return", 5, "@async", "@browser"),
		back("RDR-002", "A DB that the shopper declines is rejected", 11, "@async", "@browser"),
		back("RDR-003", "A status is asked for while the gateway is down", 15),
		back("RDR-004", "A redirect expires after 30 minutes", 19, "@clock"),
		back("RDR-005", "A webhook tells of the return", 23, "@webhooks"),
		back("RDR-006", "The shopper comes back twice", 27),
		back("RDR-007", "The shopper presses back", 31),
		{
			ID: "GON-001", Name: "Of a feature that the log does not hold", Feature: "Gone",
			File: "features/gone.feature", Line: 4,
		},
	}
	list[7].Skip = "the target has no clock that can be advanced"
	return list
}

func sampleAttempts() [][]any {
	const given, when, then = "Given ", "When ", "Then "
	settled := func(id, with string, n, start int) *try {
		return newTry(id, n, start).
			step(given, "a merchant of the gateway", "passed", "").
			step(given, "an amount of 92.00 EUR", "passed", "").
			step(when, "the merchant sends a "+with, "passed", "")
	}
	const code = "the result code is 000.100.110"
	const wrong = "payment 8ac7a4a1: result.code = 800.100.153, want 000.100.110 (HTTP 200)\nndc 8ac7a4c9_77\u0007\u202e"
	down := `Post "https://eu-test.example.com/v1/payments": dial tcp: connection refused`
	odd := "odd\x00\x1b[31m ]]> </script><b>bold</b> & 🙈 \u202eright-to-left\u202c שלום \ufffe \xff"
	return [][]any{
		settled("PAY-001[pa]", "PA with VISA", 1, 100).exchange(3, approved).step(then, code, "passed", "").end(Passed, ""),
		settled("PAY-001[db]", "DB with MASTER", 2, 110).exchange(3, hostile).
			step(then, code, "failed", wrong).end(Failed, wrong),
		settled("PAY-001[odd]", "DB with AMEX", 3, 120).add(ExchangeRecord{
			Scenario: "PAY-001[odd]", Attempt: ulid(3), Step: 3, Method: "POST",
			URL: "https://eu-test.example.com/v1/payments", Error: down, At: at(126), DurationMicros: 900,
		}).step(then, code, "unavailable", down).end(Unavailable, "the gateway could not be reached: "+down),
		settled("PAY-001[odd]", "DB with AMEX", 4, 500).exchange(3, approved).step(then, code, "passed", "").end(Passed, ""),
		newTry("PAY-002", 5, 140).step(given, "a merchant of the gateway", "passed", "").add(StepRecord{
			Scenario: "PAY-002", Attempt: ulid(5), N: 2, Keyword: when, Text: "the merchant sends a DB with these parameters:",
			Status: "passed", At: at(142), DurationMicros: 2000,
			Table: [][]string{{"name", "value"}, {"description", "<img src=x> ]]> é日"}},
		}).exchange(2, "<html><script>alert(1)</script>"+odd).add(StepRecord{
			Scenario: "PAY-002", Attempt: ulid(5), N: 3, Keyword: then, Text: "the description is:", Status: "failed",
			Error: odd, Doc: "<script>alert(1)</script>", At: at(144), DurationMicros: 10,
		}).end(Failed, odd),
		newTry("RDR-002", 7, 160).end(Broken, "the browser did not start: exit status 127"),
		newTry("RDR-003", 8, 170).step(when, "the merchant asks for the status", "unavailable", down).end(Unavailable, down),
		newTry("RDR-005", 9, 180).step(then, "a webhook arrives", "skipped", "").end(Skipped, "the target has no webhooks"),
		newTry("RDR-007", 10, 190).step(when, "the shopper presses back", "passed", "").
			add(NotificationRecord{
				Scenario: "RDR-007", Attempt: ulid(10), Step: 1, URL: "http://127.0.0.1:7000/webhook/[secret]",
				ContentType: "text/plain", Kind: "PAYMENT", Status: 200, At: at(191),
				Body: `{"type":"PAYMENT","payload":{"id":"8ac7a4a1","result":{"code":"000.200.000"}}}`,
			}).
			add(NotificationRecord{
				Scenario: "RDR-007", Attempt: ulid(10), Step: 9, ContentType: "text/plain", Status: 400, At: at(192),
				Error: "the notification does not open with the webhook's secret",
			}).
			step(then, "nothing is booked twice", "failed", "2 payments, want 1").end(Failed, "2 payments, want 1"),
		newTry("RDR-007", 11, 290).step(when, "the shopper presses back", "broken", "the page crashed").
			step(then, "nothing is booked twice", "skipped", "").end(Broken, "the page crashed"),
		newTry("RDR-007", 12, 390).step(when, "the shopper presses back", "passed", "").
			step(then, "nothing is booked twice", "failed", "3 payments, want 1").end(Failed, "3 payments, want 1"),
		newTry("GON-001", 13, 200).step(given, "a feature", "passed", "").step(then, "it is\nseen", "passed", "").
			step("", "every answer was judged", "passed", "").end(Passed, ""),
	}
}

func brokenAttempt(shot ArtifactRecord) []any {
	const cause = `no button named "Approve" within 15s`
	a := newTry("RDR-001", 6, 150)
	a.step("Given ", "a pending DB of 92.00 EUR with PAYPAL", "passed", "").exchange(1, approved)
	a.step("When ", "the shopper approves it on the brand's page", "broken", cause)
	for _, j := range []JourneyRecord{
		{Action: "open the page", URL: "https://eu-test.example.com/pages/wallet?token=[secret]", DurationMicros: 80000},
		{
			Action: `press "Approve"`, URL: "https://eu-test.example.com/pages/wallet", Error: cause,
			DurationMicros: 15_000_000,
		},
	} {
		j.Scenario, j.Attempt, j.Step, j.At = a.scenario, a.attempt, 2, at(152)
		a.add(j)
	}
	return a.add(shot).step("Then ", "the payment is approved", "skipped", "").end(Broken, cause)
}
