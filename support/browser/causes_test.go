package browser_test

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"assay/support/browser"
)

// scene is a shopper on a page, before something goes wrong.
type scene struct {
	b       *browser.Browser
	tab     *browser.Tab
	address string          // of the site
	root    string          // of the profile directories
	ctx     context.Context // of what is done; ends early
	exec    string          // directory of the browser's own script, if it has one
}

// cause is something that can go wrong on the way.
type cause struct {
	name string
	exec func(t *testing.T, dir string) string // a browser of its own for it
	do   func(t *testing.T, s scene) error     // lets it happen, and asks for more

	kind    browser.Kind
	says    []string
	harness bool // the browser or this machine is at fault
}

// TestEveryCauseIsNamedAndNothingHangs lets each of the causes happen to a
// browser of its own. Goroutines are looked for when all tests have run.
func TestEveryCauseIsNamedAndNothingHangs(t *testing.T) {
	t.Parallel()
	for _, tt := range slices.Concat(pageCauses(), networkCauses(), processCauses()) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			root := tempRoot(t)
			o := browser.Options{Timeout: deadline, TempRoot: root, Workers: 2}
			s := scene{address: site(t).URL, root: root}
			if tt.exec != nil {
				s.exec = tempRoot(t)
				o.Exec = tt.exec(t, s.exec)
			}
			s.b = start(t, o)
			s.tab = open(t, s.b)
			ok(t, s.tab.Go(t.Context(), s.address+"/causes.html"))
			alive := processes(t, root, "")

			ctx, cancel := context.WithTimeout(t.Context(), soon)
			defer cancel()
			s.ctx = ctx
			e := wantKind(t, ends(t, func() error { return tt.do(t, s) }), tt.kind)
			for _, says := range tt.says {
				if !strings.Contains(e.Error(), says) {
					t.Errorf("error = %q, want it to say %q", e, says)
				}
			}
			if e.Hint() == "" {
				t.Errorf("error = %q has no hint", e)
			}
			if e.Harness() != tt.harness {
				t.Errorf("Harness = %v, want %v for %q", e.Harness(), tt.harness, e)
			}

			ok(t, ends(t, func() error { s.tab.Close(); return nil }))
			works(t, s.b, s.address)
			alive = append(alive, processes(t, root, "")...)
			ok(t, ends(t, s.b.Close))
			eventually(t, "the processes go", func() bool { return !slices.ContainsFunc(alive, running) })
			if left := profiles(t, root); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// press follows a link or button of the page and waits for what never comes.
func press(name string) func(*testing.T, scene) error {
	return func(_ *testing.T, s scene) error {
		return s.tab.Walk(s.ctx, []browser.Action{{Press: name}, {See: "never shown"}})
	}
}

// visit opens an address of the site.
func visit(path string) func(*testing.T, scene) error {
	return func(_ *testing.T, s scene) error { return s.tab.Go(s.ctx, s.address+path) }
}

func pageCauses() []cause {
	return []cause{
		{
			name: "a page whose process crashes",
			do:   func(_ *testing.T, s scene) error { return s.tab.Crash(s.ctx) },
			kind: browser.Crashed, says: []string{"the page crashed"}, harness: true,
		},
		{
			name: "a script without end", do: press("To work"),
			kind: browser.Frozen, says: []string{"the page is frozen", "never comes to an end"},
		},
		{
			name: "dialogs without end", do: press("To questions"),
			kind: browser.Frozen, says: []string{"asks one question after the other"},
		},
		{
			name: "a page that reloads for ever", do: press("To itself"),
			kind: browser.Navigation, says: []string{"never comes to rest"},
		},
		{
			name: "half a page", do: visit("/half"),
			kind: browser.TimedOut, says: []string{"no answer within the deadline"},
		},
		{
			name: "a page with an error", do: press("To an error"),
			kind: browser.NotFound, says: []string{"HTTP 500", "Something went wrong"},
		},
		{
			name: "an address that is a download", do: visit("/download"),
			kind: browser.Navigation, says: []string{"a download"},
		},
		{
			name: "a link to a download", do: press("To a download"),
			kind: browser.NotFound, says: []string{"it offered a download of http://127.0.0.1", "refused"},
		},
	}
}

func networkCauses() []cause {
	return []cause{
		{
			name: "a host that never answers", do: visit("/never"),
			kind: browser.TimedOut, says: []string{"no answer within the deadline"},
		},
		{
			name: "a link to a page that never comes", do: press("To never"),
			kind: browser.TimedOut, says: []string{"/never, which the page leads to"},
		},
		{
			name: "redirects without end", do: visit("/round"),
			kind: browser.Navigation, says: []string{"redirects without end"},
		},
		{
			name: "a port where nothing listens",
			do: func(t *testing.T, s scene) error {
				nobody := httptest.NewServer(http.NotFoundHandler())
				nobody.Close()
				return s.tab.Go(s.ctx, nobody.URL)
			},
			kind: browser.Navigation, says: []string{"nothing listens"},
		},
		{
			name: "a host that hangs up", do: press("To a host that hangs up"),
			kind: browser.Navigation, says: []string{"closed the connection without an answer"},
		},
		{
			name: "a host that stops in the middle of its answer", do: press("To a host that stops in mid-answer"),
			kind: browser.NotFound, says: []string{"Torn"},
		},
		{
			name: "a host that is not allowed",
			do:   func(_ *testing.T, s scene) error { return s.tab.Go(s.ctx, "http://www.example.com/") },
			kind: browser.Navigation, says: []string{"www.example.com"},
		},
		{
			name: "a link to a host that is not allowed", do: press("To a foreign host"),
			kind: browser.Navigation, says: []string{"foreign.example", "not among"},
		},
		{
			name: "a certificate that nobody vouched for",
			do: func(t *testing.T, s scene) error {
				safe := httptest.NewUnstartedServer(http.NotFoundHandler())
				safe.Config.ErrorLog = log.New(io.Discard, "", 0)
				safe.StartTLS()
				t.Cleanup(safe.Close)
				return s.tab.Go(s.ctx, safe.URL)
			},
			kind: browser.Navigation, says: []string{"certificate", "not trusted"},
		},
	}
}
