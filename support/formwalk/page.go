package formwalk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"assay/support/browser"

	"golang.org/x/net/html"
)

// page is a document, and what the shopper has entered in it.
type page struct {
	url    *url.URL
	doc    *html.Node
	parent *page      // that has it in a frame; nil for the one on top
	slot   *html.Node // the frame; nil for the one on top

	frames  map[*html.Node]*page
	entered map[*html.Node]string // what was typed or chosen
	ticked  map[*html.Node]bool   // where it differs from the document
}

// place is where a page is shown: in a frame of another, or on top.
type place struct {
	parent *page
	slot   *html.Node
}

func (p *page) place() *place { return &place{p.parent, p.slot} }

// request is what leads to a page.
type request struct {
	verb string
	to   *url.URL
	form string // urlencoded, of a POST
}

// maxPage is how much of a page is read, in bytes.
const maxPage = 4 << 20

// maxSteps is how often a page may lead on by itself.
const maxSteps = 20

// visit opens a page at a place, and goes on to wherever it leads by itself.
func (t *Tab) visit(ctx context.Context, at *place, r request) error {
	for range maxSteps {
		p, err := t.load(ctx, at, r)
		if err != nil {
			return err
		}
		t.show(p)
		if err := t.openFrames(ctx, p); err != nil {
			return err
		}
		next, on, err := t.leadsOn(ctx, p)
		if err != nil || next == nil {
			return err
		}
		at, r = on, *next
	}
	return t.fail(browser.Navigation, errRound)
}

// load fetches a page. Whatever its status, it is shown.
func (t *Tab) load(ctx context.Context, at *place, r request) (*page, error) {
	req, err := http.NewRequestWithContext(ctx, r.verb, r.to.String(), strings.NewReader(r.form))
	if err != nil {
		return nil, t.fail(browser.Navigation, err)
	}
	req.Header.Set("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
	req.Header.Set("Accept-Language", "en")
	req.Header.Set("User-Agent", "assay (no browser)")
	if r.verb == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := t.client.Do(req)
	if err != nil {
		kind := browser.Navigation
		var late net.Error
		if errors.As(err, &late) && late.Timeout() {
			kind = browser.TimedOut
		}
		return nil, t.unanswered(kind, r, err)
	}
	defer answer.Body.Close()
	doc, err := html.ParseWithOptions(io.LimitReader(answer.Body, maxPage), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, t.fail(browser.Navigation, fmt.Errorf("the page cannot be read: %w", err))
	}
	return &page{
		url: answer.Request.URL, doc: doc, parent: at.parent, slot: at.slot,
		frames: map[*html.Node]*page{}, entered: map[*html.Node]string{}, ticked: map[*html.Node]bool{},
	}, nil
}

// unanswered is an error of a request that got no page: of its host, unless that
// led on and on or the caller gave up.
func (t *Tab) unanswered(kind browser.Kind, r request, err error) error {
	failure := t.fail(kind, err)
	asked := r.to
	var last *url.Error
	if errors.As(err, &last) {
		if u, err := url.Parse(last.URL); err == nil {
			asked = u
		}
	}
	if !errors.Is(err, errRound) && !errors.Is(err, context.Canceled) {
		failure.Silent = asked.Host
	}
	return failure
}

// show puts a page in its place.
func (t *Tab) show(p *page) {
	if p.parent != nil {
		p.parent.frames[p.slot] = p
		return
	}
	if t.top != nil {
		t.past = append(t.past, t.top)
	}
	t.top = p
}

// openFrames opens the frames of a page that have an address.
func (t *Tab) openFrames(ctx context.Context, p *page) error {
	for frame := range p.all(isFrame) {
		to, err := p.url.Parse(attribute(frame, "src"))
		if err != nil || attribute(frame, "src") == "" || to.Scheme != "http" && to.Scheme != "https" {
			continue
		}
		if err := t.visit(ctx, &place{p, frame}, request{verb: http.MethodGet, to: to}); err != nil {
			return err
		}
	}
	return nil
}

// leadsOn does what a script of the page would do at once, as far as the page
// tells without it: it sends the forms that have nothing to enter, those for a
// frame first, or leaves the frame by its only way out.
func (t *Tab) leadsOn(ctx context.Context, p *page) (*request, *place, error) {
	if p.wantsShopper() {
		return nil, nil, nil
	}
	var next *html.Node
	for form := range p.all(p.sendsItself) {
		frame := p.frameNamed(attribute(form, "target"))
		switch {
		case frame != nil:
			r, err := p.submission(form, nil)
			if err == nil {
				err = t.visit(ctx, &place{p, frame}, r)
			}
			if err != nil {
				return nil, nil, t.asFailure(err)
			}
		case next == nil:
			next = form
		}
	}
	if next != nil {
		r, err := p.submission(next, nil)
		return &r, t.target(p, next), err
	}
	if p.parent == nil {
		return nil, nil, nil
	}
	for link := range p.all(isElement("a")) {
		if out := attribute(link, "target"); out == "_top" || out == "_parent" {
			to, err := p.url.Parse(attribute(link, "href"))
			return &request{verb: http.MethodGet, to: to}, t.target(p, link), err
		}
	}
	return nil, nil, nil
}

func (t *Tab) asFailure(err error) error {
	var failure *browser.Error
	if errors.As(err, &failure) || errors.Is(err, ErrNeedsScripts) {
		return err
	}
	return t.fail(browser.Navigation, err)
}

// target is the place that a form or link leads to. There is one tab, so that a
// window of its own is this one.
func (t *Tab) target(p *page, n *html.Node) *place {
	switch name := attribute(n, "target"); name {
	case "", "_self":
		return p.place()
	case "_parent":
		if p.parent != nil {
			return p.parent.place()
		}
	default:
		if frame := p.frameNamed(name); frame != nil {
			return &place{p, frame}
		}
	}
	return &place{}
}

// back asks for the page before once more: pages of payments are not kept.
func (t *Tab) back(ctx context.Context) error {
	if len(t.past) == 0 {
		return t.fail(browser.NotFound, errors.New("there is no page to go back to"))
	}
	last := len(t.past) - 1
	before := t.past[last].url
	t.top, t.past = nil, t.past[:last]
	return t.visit(ctx, &place{}, request{verb: http.MethodGet, to: before})
}

// frame returns the page in a frame, or in a frame of a frame.
func (t *Tab) frame(path browser.Path) (*page, error) {
	p := t.top
	if p == nil {
		return nil, t.fail(browser.NotFound, errors.New("no page is open"))
	}
	for i, name := range path {
		inner := p.inFrame(name)
		switch {
		case inner == nil && p.scripted():
			return nil, ErrNeedsScripts
		case inner == nil && i > 0:
			return nil, t.fail(browser.NotFound, fmt.Errorf("%v has no frame %q", path[:i], name))
		case inner == nil:
			return nil, t.fail(browser.NotFound, fmt.Errorf("the page has no frame %q", name))
		}
		p = inner
	}
	return p, nil
}

// inFrame is the page in a frame of p that goes by a name, nil for none.
func (p *page) inFrame(name string) *page {
	for frame := range p.all(isFrame) {
		for _, by := range [...]string{"title", "name", "id", "aria-label"} {
			if said := attribute(frame, by); said != "" && key(said) == key(name) && p.frames[frame] != nil {
				return p.frames[frame]
			}
		}
	}
	return nil
}
