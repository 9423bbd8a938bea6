package coverage_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/reports"
	"assay/support/coverage"
)

// call is a request of a scenario and what came back.
type call struct {
	verb, path string
	form       string // "name=value name=value"
	status     int
	body       string
}

// tried is a scenario of a log.
type tried struct {
	id, tags, refs string
	verdict        string // "" = passed
	calls          []call
	fills          bool   // the shopper typed something
	visits         string // address of a page that the shopper's browser came to
	told           string // body of a notification
}

const base = "https://gateway.example/test/"

// covered measures a log of these scenarios.
func covered(t *testing.T, scenarios ...tried) *coverage.Coverage {
	t.Helper()
	var log strings.Builder
	line := func(v map[string]any) {
		v["run"] = "R1"
		kind := v["type"]
		delete(v, "type")
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&log, "{\"type\":%q,%s\n", kind, text[1:])
	}
	line(map[string]any{"type": "run", "schema": 1, "target": "uat", "baseUrl": base})
	for i, s := range scenarios {
		at := map[string]any{"scenario": s.id, "attempt": fmt.Sprintf("A%d", i)}
		record := func(kind string, more map[string]any) {
			all := map[string]any{"type": kind}
			for _, m := range []map[string]any{at, more} {
				for k, v := range m {
					all[k] = v
				}
			}
			line(all)
		}
		line(map[string]any{
			"type": "scenario", "id": s.id, "name": s.id, "file": "f", "tags": strings.Fields(s.tags), "refs": strings.Fields(s.refs),
		})
		record("attempt-start", nil)
		for _, c := range s.calls {
			var form []map[string]string
			for _, pair := range strings.Fields(c.form) {
				name, value, _ := strings.Cut(pair, "=")
				form = append(form, map[string]string{"name": name, "value": value})
			}
			record("exchange", map[string]any{"method": c.verb, "url": base + c.path, "form": form, "status": c.status, "body": c.body})
		}
		if s.fills {
			record("journey", map[string]any{"action": `fill "Card holder" with [secret]`})
		}
		if s.visits != "" {
			record("journey", map[string]any{"action": "open", "url": s.visits})
		}
		if s.told != "" {
			record("notification", map[string]any{"body": s.told})
		}
		verdict := "passed"
		if s.verdict != "" {
			verdict = s.verdict
		}
		record("attempt-end", map[string]any{"verdict": verdict})
	}
	file := filepath.Join(t.TempDir(), "run.ndjson")
	if err := os.WriteFile(file, []byte(log.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	run, err := reports.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	c, err := coverage.Of(run, settings)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var settings = []coverage.Setting{{"D10", []string{"single-capture", "no-capture"}}, {"D15-POST", []string{"<number>"}}}

// names are the items of a measure that are covered.
func names(t *testing.T, c *coverage.Coverage, measure string) string {
	t.Helper()
	m, known := c.Measure(measure)
	if !known {
		t.Fatalf("there is no measure %q", measure)
	}
	var all []string
	for _, i := range m.Items {
		if i.Covered() {
			all = append(all, i.Name)
		}
	}
	if len(all) != m.Covered {
		t.Errorf("%s: %d are covered, want %d", measure, m.Covered, len(all))
	}
	return strings.Join(all, ", ")
}
