package runner

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"assay/reports"
	"assay/support/openapi"
	"assay/support/openapi/contract"
	"assay/support/target"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/legacy"
	"go.uber.org/goleak"
)

// undescribed are the scenarios whose answers no description fits: of a channel
// that tolerates everything, and of a simulator that spoils them on their way.
const undescribed = "@VA-014 or @disturbed"

// TestTheSpecificationHoldsOnTheSimulator runs every embedded scenario, shuffled
// and side by side, with a real browser, and looks at what the run leaves. Each
// answer of the simulator, and each request that it accepts, is held against the
// generated description of the API.
func TestTheSpecificationHoldsOnTheSimulator(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	c, err := contract.New()
	if err != nil {
		t.Fatal(err)
	}
	n := hold(t, "not ("+undescribed+")", c.Around) + hold(t, undescribed, nil)
	if all := len(specification(t)); n != all {
		t.Errorf("%d scenarios passed, want %d", n, all)
	}
	for _, wrong := range c.Wrong() {
		t.Error(wrong)
	}
	answers, requests := c.Counts()
	if len(answers) == 0 || requests == 0 {
		t.Error("no answer, or no accepted request, was held against the description")
	}
	for operation, n := range answers {
		t.Logf("%6d %s", n, operation)
	}
	t.Logf("%6d accepted requests", requests)
	secondOpinion(t, c.Samples())
}

// secondOpinion lets another library judge an exchange of each kind: what we make
// of the description may be wrong in the same way as what we make by it.
func secondOpinion(t *testing.T, samples []contract.Exchange) {
	t.Helper()
	text, err := openapi.Describe(openapi.Options{Version: "0"}).JSON()
	if err != nil {
		t.Fatal(err)
	}
	document, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	document.Servers = nil // of the vendor
	router, err := legacy.NewRouter(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range samples {
		r := x.Request.Clone(t.Context())
		r.URL = &url.URL{Path: path.Clean(r.URL.Path), RawQuery: r.URL.RawQuery}
		route, parameters, err := router.FindRoute(r)
		if err != nil {
			t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
			continue
		}
		err = openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: parameters, Route: route},
			Status:                 x.Status, Header: x.Header, Body: io.NopCloser(bytes.NewReader(x.Answer)),
			Options: &openapi3filter.Options{IncludeResponseStatus: true},
		})
		if err != nil {
			t.Errorf("%s %s, HTTP %d: %v", r.Method, r.URL.Path, x.Status, err)
		}
	}
	if len(samples) < 50 {
		t.Errorf("only %d kinds of answers were judged twice", len(samples))
	}
}

// hold runs the selected scenarios, all of which have to pass, and says how many
// did.
func hold(t *testing.T, tags string, around func(http.Handler) http.Handler) int {
	t.Helper()
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	var mu sync.Mutex
	told := 0
	o, err := Run(t.Context(), Config{
		Selection: Selection{Tags: tags}, Target: where, Concurrency: 8, Out: out, around: around,
		OnScenario: func(s reports.Scenario, done, total int) {
			mu.Lock()
			defer mu.Unlock()
			if told++; done != told || total == 0 {
				t.Errorf("scenario %d is told as number %d of %d", told, done, total)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	for _, s := range o.Run.Scenarios {
		if s.Verdict != reports.Passed {
			t.Errorf("%s is %s with seed %d: %s", s.ID, s.Verdict, o.Run.Seed, s.Cause)
		}
	}
	if passed := o.Counts[reports.Passed]; o.ExitCode() != ExitPassed || told != passed {
		t.Errorf("exit code %d, %v, %d told", o.ExitCode(), o.Counts, told)
	}
	var names []string
	for _, path := range o.Reports {
		names = append(names, filepath.Base(path))
	}
	if want := []string{"junit.xml", "messages.ndjson", "report.html"}; !slices.Equal(names, want) {
		t.Errorf("reports %v, want %v", names, want)
	}
	return o.Counts[reports.Passed]
}
