package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/support/browser"
)

// desk shows the same form again and again, slowly, and keeps what it was sent.
type desk struct {
	mu   sync.Mutex
	sent []string
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		select { // a host that takes its time
		case <-time.After(150 * time.Millisecond):
		case <-r.Context().Done():
		}
		d.mu.Lock()
		d.sent = append(d.sent, r.PostFormValue("code"))
		d.mu.Unlock()
	}
	page(w, fmt.Sprintf("Try %d", len(d.all())+1), `<form method="post">
		<label>Code <input name="code"></label><button>Try</button></form>`)
}

func (d *desk) all() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.sent...)
}

func TestEachActionMeetsThePageThatTheOneBeforeLedTo(t *testing.T) {
	t.Parallel()
	d := &desk{}
	s := httptest.NewServer(d)
	t.Cleanup(s.Close)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	ok(t, tab.Go(t.Context(), s.URL))
	var actions []browser.Action
	var want []string
	for i := range 8 {
		code := fmt.Sprint("code ", i)
		want = append(want, code)
		actions = append(actions, browser.Action{Fill: "Code", With: code}, browser.Action{Press: "Try"})
	}
	ok(t, tab.Walk(t.Context(), append(actions, browser.Action{See: "Try 9"})))
	if got := d.all(); !reflect.DeepEqual(got, want) {
		t.Errorf("the host was sent %q, want each once and in order: %q", got, want)
	}
}

func TestWhatAPressSentArrivesThoughTheShopperGoesElsewhere(t *testing.T) {
	t.Parallel()
	d := &desk{}
	s := httptest.NewServer(d)
	t.Cleanup(s.Close)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	for i := range 5 {
		ok(t, tab.Go(t.Context(), s.URL))
		ok(t, tab.Walk(t.Context(), []browser.Action{{Fill: "Code", With: "x"}, {Press: "Try"}}))
		ok(t, tab.Go(t.Context(), s.URL))
		if got := len(d.all()); got != i+1 {
			t.Fatalf("%d codes arrived, want %d", got, i+1)
		}
	}
}

func TestTheAddressIsThatOfThePageTheLastActionLedTo(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			select { // a host that takes its time
			case <-time.After(300 * time.Millisecond):
			case <-r.Context().Done():
			}
			http.Redirect(w, r, "/done", http.StatusSeeOther)
			return
		}
		page(w, "Page "+r.URL.Path, `<form method="post"><button>On</button></form>`)
	}))
	t.Cleanup(s.Close)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	ok(t, tab.Go(t.Context(), s.URL+"/begin"))
	ok(t, tab.Perform(t.Context(), browser.Action{Press: "On"}))
	address, err := tab.URL(t.Context())
	ok(t, err)
	if want := s.URL + "/done"; address != want {
		t.Errorf("URL = %s, want %s", address, want)
	}
	text, err := tab.Text(t.Context())
	ok(t, err)
	if !strings.Contains(text, "Page /done") {
		t.Errorf("Text = %q, want that of the same page", text)
	}
}

func TestAPageThatIsReplacedWhileItIsLookedAt(t *testing.T) {
	t.Parallel()
	var visits, presses int
	var mu sync.Mutex
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case r.Method == http.MethodPost:
			presses++
			page(w, "Pressed", "")
		case visits < 10:
			visits++
			page(w, "Wait", `<script>setTimeout(() => location.reload(), 10)</script>`)
		default:
			page(w, "Here", `<form method="post"><button>At last</button></form>`)
		}
	}))
	t.Cleanup(s.Close)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	ok(t, tab.Go(t.Context(), s.URL))
	ok(t, tab.Walk(t.Context(), []browser.Action{{Press: "At last"}, {See: "Pressed"}}))
	mu.Lock()
	defer mu.Unlock()
	if presses != 1 {
		t.Errorf("pressed %d times, want once", presses)
	}
}

func TestAPressThatIsInterruptedIsNotRepeated(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	presses := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.URL.Path == "/count" {
			presses++
			return
		}
		// The script of the press never comes to its end: the document goes
		// while it still runs, and the next one has the same button.
		page(w, "Count", `<button onclick="
			const x = new XMLHttpRequest(); x.open('POST', '/count', false); x.send();
			location.href = '/?' + Math.random();
			for (const end = Date.now() + 300; Date.now() < end;);">Count</button>`)
	}))
	t.Cleanup(s.Close)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	ok(t, tab.Go(t.Context(), s.URL))
	for range 5 {
		ok(t, tab.Walk(t.Context(), []browser.Action{{Press: "Count"}, {See: "Count"}}))
	}
	mu.Lock()
	defer mu.Unlock()
	if presses != 5 {
		t.Errorf("pressed %d times, want 5", presses)
	}
}

func TestWhatComesLateIsWaitedFor(t *testing.T) {
	t.Parallel()
	s := site(t)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	ok(t, tab.Go(t.Context(), s.URL+"/late.html"))
	ok(t, tab.Walk(t.Context(), []browser.Action{
		{Press: "Comes later"},
		{Press: "Is enabled later"},
		{Press: "Is shown later"},
		{Press: "Is uncovered later"},
		{Press: "In the shadow"},
		{See: "pressed: Comes later, Is enabled later, Is shown later, Is uncovered later, In the shadow"},
	}))
}
