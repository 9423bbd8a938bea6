package simulator_test

import (
	"regexp"
	"strings"
	"testing"
)

func TestPagesKeepToThemselves(t *testing.T) {
	eachKind(t, func(t *testing.T, g *gateway, kind string, w walk) {
		for forms := range len(w.way) + 1 {
			checkPage(t, w.come(g, kind, forms))
		}
		checkPage(t, w.last(g, kind))
	})
}

func checkPage(t *testing.T, s *shopper) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Cache-Control": "no-store",
	} {
		if got := s.page.header.Get(name); got != want {
			t.Errorf("header %s = %q, want %q", name, got, want)
		}
	}
	csp := s.page.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("Content-Security-Policy = %q", csp)
	}
	for _, link := range regexp.MustCompile(`(?:href|src|action)="([^"]*)"`).FindAllStringSubmatch(s.page.raw, -1) {
		u := link[1]
		own := strings.HasPrefix(u, "/connectors/") || strings.HasPrefix(u, "/paymentlink/") || strings.HasPrefix(u, s.URL) ||
			u == "#main" || u == "data:," || u == "device"
		if !own && !strings.HasPrefix(u, "https://shop.example/") {
			t.Errorf("the page leads to %q", u)
		}
	}
	for _, f := range regexp.MustCompile(`<(?:input|select) id="([^"]+)"`).FindAllStringSubmatch(s.page.raw, -1) {
		if !strings.Contains(s.page.raw, `<label for="`+f[1]+`">`) {
			t.Errorf("field %s has no label", f[1])
		}
	}
	if n := strings.Count(s.page.raw, "<h1>"); n != 1 {
		t.Errorf("the page has %d main headings", n)
	}
	if strings.Contains(s.page.raw, "style=") || strings.Contains(s.page.raw, "onclick") {
		t.Error("the page has styles or scripts within it")
	}
}

func TestWhatPagesReferTo(t *testing.T) {
	t.Parallel()
	s := &shopper{gateway: start(t)}
	for name, wants := range map[string]string{"style.css": "text/css", "watch.js": "text/javascript"} {
		s.open("GET", s.URL+"connectors/"+name, "")
		if got := s.sees(200).page.header.Get("Content-Type"); !strings.HasPrefix(got, wants) {
			t.Errorf("%s is %q", name, got)
		}
	}
	s.open("GET", s.URL+"connectors/layout.html", "")
	s.sees(404)
}
