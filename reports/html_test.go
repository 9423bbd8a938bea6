package reports

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/support/browser"
)

func htmlOf(t *testing.T, r *Run) string {
	t.Helper()
	var b strings.Builder
	if err := HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// shownBy loads a page from a file in a real browser and returns the document
// as it is in the end, and what the console said.
func shownBy(t *testing.T, page string) (dom, console string) {
	t.Helper()
	path, err := browser.Find(os.Getenv("ASSAY_BROWSER"))
	if err != nil {
		t.Fatalf("%v; this test opens a report in a browser", err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--user-data-dir="+t.TempDir(), "--enable-logging=stderr", "--virtual-time-budget=20000", "--window-size=1280,900",
		"--dump-dom", "file://"+file)
	var out, log strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, "CONSOLE") {
			console += line
		}
	}
	return out.String(), console
}

func TestThePageOpensUnderItsOwnPolicy(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	dom, console := shownBy(t, htmlOf(t, r))
	if console != "" {
		t.Errorf("the console says:\n%s", console)
	}
	for _, want := range []string{`data-ready="true"`, `>12 scenarios</p>`, `What did not hold`, `id="row-0"`} {
		if !strings.Contains(dom, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestThePageCanBeUsed(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	driver, err := os.ReadFile("testdata/drive.js")
	if err != nil {
		t.Fatal(err)
	}
	// The page's policy would, rightly, not let the driver run.
	page := regexp.MustCompile(`<meta http-equiv[^>]*>`).ReplaceAllString(htmlOf(t, r), "")
	page = strings.Replace(page, "</body>", "<script>"+string(driver)+"</script></body>", 1)
	dom, console := shownBy(t, page)
	if console != "" {
		t.Errorf("the console says:\n%s", console)
	}
	result := regexp.MustCompile(`data-saw="([^"]*)"`).FindStringSubmatch(dom)
	if result == nil {
		t.Fatal("the driver left no result")
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(html.UnescapeString(result[1])), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"all": "12 scenarios", "first": "✗ failed", "flaky": "1 of 12 scenarios PAY-001[odd] true",
		"search": "1 of 12 scenarios RDR-002", "tag": "1 of 12 scenarios RDR-004", "keys": "PAY-002 true 2",
		"hostileNodes": 0.0, "hostileText": `odd\u0000\u001b[31m ]]> </script><b>bold</b> `,
		"why": "What did not hold Then the result code is 000.100.110 payment 8ac7a4a1: result.code = 800.100.153, " +
			`want 000.100.110 (HTTP 200) ndc 8ac7a4c9_77\u0007\u202e`,
		"again": "assay run --target uat --seed 42 features/payments/initial_payment.feature:26", "code": "800.100.153",
		"pretty":  "\"n\": 12345678901234567890,\n  \"empty\": {},\n  \"list\": [\n    1,\n    []\n  ]\n}",
		"picture": 320.0, "journey": `press "Approve" `, "attempts": 3.0, "printed": 12.0, "executed": "undefined",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestThePageEscapesWhatItSaysItself(t *testing.T) {
	t.Parallel()
	const evil = `</title></script><script>pwned=1</script><img src=x onerror=pwned=1>`
	record := sampleRun()
	record.Target, record.BaseURL, record.Tool = evil, evil, evil
	record.Settings, record.Labels = map[string]string{evil: evil}, map[string]string{evil: evil}
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, record)
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
	page := htmlOf(t, r)
	for _, bad := range []string{"<script>pwned", "<img", "</title></script>"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page contains %s", bad)
		}
	}
}

func TestThePolicyNamesThePagesOwnScriptAndStyle(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	page := htmlOf(t, r)
	policy := html.UnescapeString(regexp.MustCompile(`Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1])
	between := func(from, to string) string {
		_, rest, _ := strings.Cut(page, from)
		text, _, _ := strings.Cut(rest, to)
		return text
	}
	want := "default-src 'none'; script-src '" + hash(between("<script>", "</script>")) + "'; style-src '" +
		hash(between("<style>", "</style>")) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy = %s\nwant     %s", policy, want)
	}
}

// What enters the page as markup is the page's own; see text.js.
func TestTheScriptMakesNoMarkupOfTexts(t *testing.T) {
	t.Parallel()
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc`)
	files, err := page.ReadDir("html")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := page.ReadFile("html/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		own := string(text)
		if f.Name() == "trace.js" { // shows documents, in a frame that may do nothing
			const frame = `el("iframe", { sandbox: "", title: "The document " + visible(v.title),
    srcdoc: `
			if own = strings.Replace(own, frame, "", 1); len(own) == len(text) {
				t.Errorf("%s has no frame like %s", f.Name(), frame)
			}
		}
		if found := forbidden.FindString(own); found != "" {
			t.Errorf("%s uses %s", f.Name(), found)
		}
		name, isScript := strings.CutSuffix(f.Name(), ".js")
		if isScript && !strings.Contains(" "+scripts+" "+traceScripts+" ", " "+name+" ") {
			t.Errorf("%s is no part of the page", f.Name())
		}
	}
}

func TestLongRecordsAreCutForThePage(t *testing.T) {
	t.Parallel()
	var e encoder
	ExchangeRecord{Scenario: "A", Method: "GET", Body: strings.Repeat("x", lineLimit)}.encode(&e)
	line := fit(e.buf)
	var got ExchangeRecord
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	if len(line) > lineLimit || got.Method != "GET" || !strings.HasSuffix(got.Body, "... (cut: too long to show)") {
		t.Errorf("%d bytes, ending in %q", len(line), got.Body[len(got.Body)-40:])
	}
	if fit([]byte("}{\n")) != nil {
		t.Error("what is no JSON is let through")
	}
}
