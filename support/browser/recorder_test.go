package browser_test

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"testing"

	"assay/support/browser"
	"assay/support/mask"
)

// recording opens a page in a recorded tab and returns the last view of it, with
// its frames as plain as the rest.
func recording(t *testing.T, b *browser.Browser, address string, before ...browser.Action) (browser.Recording, string) {
	t.Helper()
	r := browser.NewRecorder(mask.New(mask.Options{}))
	tab, err := b.OpenRecorded(t.Context(), nil, r)
	ok(t, err)
	t.Cleanup(tab.Close)
	ok(t, tab.Go(t.Context(), address))
	_, err = tab.Text(t.Context()) // waits for the page
	ok(t, err)
	ok(t, tab.Walk(t.Context(), before))
	ok(t, tab.Look(t.Context()))
	seen := r.Recording()
	if len(seen.Views) != 1+len(before) {
		t.Fatalf("%d views, want one and one before each of %d actions", len(seen.Views), len(before))
	}
	return seen, html.UnescapeString(html.UnescapeString(seen.Views[len(before)].HTML))
}

// A page that brings secrets of its own, which nobody typed, is kept without
// them, and without all that runs, loads or leads elsewhere.
func TestAViewDoesNothingAndTellsNoSecret(t *testing.T) {
	t.Parallel()
	seen, page := recording(t, start(t, browser.Options{Timeout: deadline}), site(t).URL+"/recorded.html",
		browser.Action{See: "deep-kept", Frame: browser.Path{"Inner", "Deep"}}) // it is there a moment later
	for _, gone := range []string{
		"-secret\"", "-secret<", "-secret&", "4111111111111111", "5555 5555", "4242424242424242", "hidden-secret", "link-secret",
		"pin-secret", "shadow-secret", "inner-secret", "<script", "script-text", "onclick", "onload", "http-equiv=\"refresh",
		"elsewhere.test",
	} {
		if strings.Contains(page, gone) {
			t.Errorf("%s is in the view", gone)
		}
	}
	for _, kept := range []string{
		"Readable & kept", "rgb(1, 2, 3)", "order=17", `alt="A picture"`, `value="remark-kept"`, "story-kept", `checked=""`,
		`<option selected="">DE`, `shadowrootmode="open"`, "shadow-kept", "inner-kept", "deep-kept", "424242******4242",
		"default-src 'none'",
	} {
		if !strings.Contains(page, kept) {
			t.Errorf("%s is missing in the view", kept)
		}
	}
	if n := strings.Count(page, "data-blank"); n < 7 {
		t.Errorf("%d fields are blank", n)
	}
	if t.Failed() {
		t.Log(page)
	}
	if v := seen.Views[0]; v.Title != "Recorded" || !strings.HasSuffix(v.URL, "/recorded.html") {
		t.Errorf("the view is of %q at %s", v.Title, v.URL)
	}
	if !slices.ContainsFunc(seen.Requests, func(r browser.Request) bool { return r.Kind == "Document" && r.Status == 200 }) {
		t.Errorf("the request of the page is missing: %+v", seen.Requests)
	}
	if !slices.ContainsFunc(seen.Messages, func(m browser.Message) bool {
		return m.Level == "warning" && m.Text == "said-kept 7 Object" && m.Line > 0
	}) {
		t.Errorf("what the page said is missing: %+v", seen.Messages)
	}
}

// A picture is drawn of what a view has, which is no secret: two pages that
// differ in secrets only look the same, and they do not look like nothing.
func TestPicturesAreDrawnOfViews(t *testing.T) {
	t.Parallel()
	b := start(t, browser.Options{Timeout: deadline, Workers: 2})
	var views []string
	for _, pan := range []string{"4111111111111111", "5555555555554444"} {
		r := browser.NewRecorder(nil)
		tab, err := b.OpenRecorded(t.Context(), nil, r)
		ok(t, err)
		ok(t, tab.Go(t.Context(), site(t).URL+"/framed.html"))
		ok(t, tab.Perform(t.Context(), browser.Action{Fill: "Card number", With: pan, Frame: browser.Path{"Card"}}))
		ok(t, tab.Look(t.Context()))
		tab.Close()
		seen := r.Recording()
		if len(seen.Views) != 2 {
			t.Fatalf("%d views, want one before and one after", len(seen.Views))
		}
		views = append(views, seen.Views[0].HTML, seen.Views[1].HTML)
	}
	pictures := b.Draw(t.Context(), views)
	if len(pictures) != 4 {
		t.Fatalf("%d pictures, want 4", len(pictures))
	}
	if !bytes.Equal(pictures[1], pictures[3]) {
		t.Error("one card looks different from the other")
	}
	if bytes.Equal(pictures[0], pictures[1]) {
		t.Error("the page looks the same before and after a field of it is filled")
	}
}
