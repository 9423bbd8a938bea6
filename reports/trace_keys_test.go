package reports

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"assay/support/browser"
)

// opened is a page in a browser that takes real keys.
type opened struct {
	t   *testing.T
	ctx context.Context
}

// openTrace shows the sample's trace in a window of the given width.
func openTrace(t *testing.T, width int64) opened {
	t.Helper()
	path, err := browser.Find(os.Getenv("ASSAY_BROWSER"))
	if err != nil {
		t.Fatalf("%v; this test opens a trace in a browser", err)
	}
	var b strings.Builder
	if err := WriteTrace(&b, sampleTrace()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "trace.html")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	limit, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	allocator, stop := chromedp.NewExecAllocator(limit, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox)...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	p := opened{t, ctx}
	// A browser without a window has the focus nowhere by itself.
	_, err = chromedp.Call(ctx, emulation.SetFocusEmulationEnabled,
		emulation.SetFocusEmulationEnabledParams{Enabled: true})
	if err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+file))
	return p
}

func (p opened) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func (p opened) press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.do(chromedp.KeyEvent(key))
	}
}

func (p opened) ask(expression string) string {
	p.t.Helper()
	answer, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		p.t.Fatal(err)
	}
	return answer
}

// focused names what has the focus: by its id, or else by its text.
func (p opened) focused() string {
	return p.ask(`(({id, localName, title, innerText}) => id || (localName === "body" ? localName
		: title ? localName + " " + title.slice(0, 12) : (innerText || localName).split("\n")[0].slice(0, 24)))(document.activeElement)`)
}

// chosen is the number of the entry that is active, and whether all say so:
// the list, the row and what is shown in full.
func (p opened) chosen() string {
	return p.ask(`(() => {
		const id = document.getElementById("line").getAttribute("aria-activedescendant"), row = document.getElementById(id);
		const words = (text) => text.replace(/\s+/g, " ").trim();
		const heads = words(document.querySelector("#detail h2").innerText);
		return !row ? "none" : row.ariaSelected !== "true" ? id + " is not selected"
			: document.querySelectorAll("#line [aria-selected=true]").length !== 1 ? "several are selected"
			: location.hash.startsWith("#entry") && "#" + id !== location.hash ? id + " is not in the address"
			: !heads.startsWith(words(row.querySelector(".what").firstChild.textContent || "")) ? "it shows " + heads
			: id;
	})()`)
}

func TestATraceIsReachedByTab(t *testing.T) {
	t.Parallel()
	p := openTrace(t, 1280)
	var order []string
	for range 13 {
		p.press(kb.Tab)
		order = append(order, p.focused())
	}
	want := []string{
		"Jump to the time line", "About this attempt", "Steps 2", "Gateway 2", "Shopper 1", "Webhooks 1",
		"Page requests 1", "Console 1", "save", "line",
	}
	if diff := cmp.Diff(want, order[:len(want)]); diff != "" {
		t.Errorf("Tab goes to (-want +got):\n%s", diff)
	}
	if rest := order[len(want):]; !slices.Contains(rest, "Picture") {
		t.Errorf("behind the time line, Tab goes to %q, want what is shown of the page", rest)
	}
}

func TestATraceObeysTheKeysThatItNames(t *testing.T) {
	t.Parallel()
	for _, width := range []int64{1280, 360} {
		p := openTrace(t, width)
		p.press(kb.Tab, kb.Enter)
		if got := p.focused(); got != "line" {
			t.Errorf("%d wide, the first link leads to %q, want the time line", width, got)
		}
		for _, tt := range []struct{ name, key, chosen, focused string }{
			{"the failure is shown first", "", "entry-6", "line"},
			{"Home", kb.Home, "entry-0", "line"},
			{"up from the first", kb.ArrowUp, "entry-0", "line"},
			{"down", kb.ArrowDown, "entry-1", "line"},
			{"End", kb.End, "entry-7", "line"},
			{"down from the last", kb.ArrowDown, "entry-7", "line"},
			{"up", kb.ArrowUp, "entry-6", "line"},
			{"a page up", kb.PageUp, "entry-0", "line"},
			{"Enter", kb.Enter, "entry-0", "detail"},
			{"down, when the time line has no focus", kb.ArrowDown, "entry-0", "detail"},
			{"Escape", kb.Escape, "entry-0", "line"},
		} {
			if tt.key != "" {
				p.press(tt.key)
			}
			if got := p.chosen(); got != tt.chosen {
				t.Errorf("%d wide, %s: chosen is %s, want %s", width, tt.name, got, tt.chosen)
			}
			if got := p.focused(); got != tt.focused {
				t.Errorf("%d wide, %s: the focus is on %q, want %q", width, tt.name, got, tt.focused)
			}
			if got := p.ask(`(({top, bottom}) => top < innerHeight && bottom > 0 ? "" : "out of sight")` +
				`(document.activeElement.getBoundingClientRect())`); got != "" {
				t.Errorf("%d wide, %s: what has the focus is %s", width, tt.name, got)
			}
		}
		p.press("f")
		if got := p.chosen(); got != "entry-6" {
			t.Errorf("%d wide, f: chosen is %s, want the failure", width, got)
		}
	}
}

// What is hidden is not said to be active any more.
func TestAKindThatIsHiddenIsNotActive(t *testing.T) {
	t.Parallel()
	p := openTrace(t, 1280)
	p.press(kb.Tab, kb.Tab, kb.Tab, " ")
	got := p.ask(`document.activeElement.ariaPressed + " " + document.querySelectorAll("#line .of-step").length`)
	if got != "false 0" {
		t.Errorf("after Space on %q it is %s, want it off and no step shown", p.focused(), got)
	}
	if got := p.chosen(); got != "none" {
		t.Errorf("chosen is %s, which is hidden", got)
	}
	p.press(" ")
	if got := p.chosen(); got != "entry-6" {
		t.Errorf("chosen is %s, want what was before", got)
	}
}

// Whoever hears the page is told what everything is that can be used.
func TestEverythingInATraceHasAName(t *testing.T) {
	t.Parallel()
	p := openTrace(t, 1280)
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		t.Fatal(err)
	}
	roles := map[string]int{}
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role := strings.Trim(string(n.Role.Value), `"`)
		switch role {
		case "button", "link", "option", "listbox", "image", "heading", "Iframe", "RootWebArea", "DisclosureTriangle":
			roles[role]++
			if n.Name == nil || strings.Trim(string(n.Name.Value), `" `) == "" {
				t.Errorf("a %s has no name: node %v", role, cdp.BackendNodeID(n.BackendDOMNodeID))
			}
		}
	}
	if roles["option"] != 8 || roles["listbox"] != 1 || roles["button"] < 6 || roles["image"] < 8 {
		t.Errorf("the tree has %v", roles)
	}
}
