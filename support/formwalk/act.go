package formwalk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"assay/support/browser"

	"golang.org/x/net/html"
)

// act does one action on the page, or in a frame of it.
func (t *Tab) act(ctx context.Context, a browser.Action) error {
	if a.Back {
		return t.back(ctx)
	}
	p, err := t.frame(a.Frame)
	if err != nil {
		return err
	}
	switch {
	case a.Fill != "":
		field, err := t.find(p, a.Fill, a.Role, isField)
		if err == nil {
			p.entered[field] = a.With
		}
		return err
	case a.Choose != "":
		return t.choose(p, a)
	case a.Press != "":
		thing, err := t.find(p, a.Press, a.Role, isPressable)
		if err != nil {
			return err
		}
		return t.press(ctx, p, thing)
	}
	text := a.See + a.Gone
	switch shows := strings.Contains(strings.ToLower(tidy(textOf(p.doc))), strings.ToLower(tidy(text))); {
	case a.See != "" && !shows:
		return t.missing(p, fmt.Sprintf("the page does not show %q", text))
	case a.Gone != "" && shows:
		return t.fail(browser.NotFound, fmt.Errorf("the page still shows %q", text))
	}
	return nil
}

// find finds the one thing of a kind that goes by a name.
func (t *Tab) find(p *page, name, role string, kind func(*html.Node) bool) (*html.Node, error) {
	var found []*html.Node
	var offered []string
	for n := range p.all(kind) {
		if !shown(n) {
			continue
		}
		offered = append(offered, fmt.Sprintf("%q", p.nameOf(n)))
		if key(p.nameOf(n)) == key(name) && (role == "" || roleOf(n) == role) {
			found = append(found, n)
		}
	}
	switch {
	case len(found) > 1:
		return nil, t.fail(browser.NotFound, fmt.Errorf("there are several of the name %q; say which by its role or frame", name))
	case len(found) == 0:
		return nil, t.missing(p, fmt.Sprintf("the page has no %q, it has %s", name, orNothing(offered)))
	case has(found[0], "disabled"):
		return nil, t.missing(p, fmt.Sprintf("%q is there but disabled", name))
	}
	return found[0], nil
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "nothing of the kind"
	}
	return strings.Join(slices.Compact(names), ", ")
}

// missing says that a page lacks something, which a script may have meant to add.
func (t *Tab) missing(p *page, text string) error {
	if p.scripted() {
		return ErrNeedsScripts
	}
	return t.fail(browser.NotFound, errors.New(text))
}

// choose picks an option of a list, or one of a group of radio buttons.
func (t *Tab) choose(p *page, a browser.Action) error {
	list, err := t.find(p, a.Choose, a.Role, isList)
	if err != nil {
		return err
	}
	if list.Data == "select" {
		for option := range within(list, isElement("option")) {
			if key(textOf(option)) == key(a.Option) && !has(option, "disabled") {
				p.entered[list] = tidy(textOf(option))
				return nil
			}
		}
	}
	for n := range within(list, isTick) {
		if key(p.nameOf(n)) == key(a.Option) {
			p.tick(n)
			return nil
		}
	}
	return t.fail(browser.NotFound, fmt.Errorf("the list %q has no %q", a.Choose, a.Option))
}

// press follows a link, turns a checkbox over or sends a form.
func (t *Tab) press(ctx context.Context, p *page, n *html.Node) error {
	switch {
	case n.Data == "a":
		to, err := p.url.Parse(attribute(n, "href"))
		if err != nil {
			return t.fail(browser.Navigation, err)
		}
		return t.visit(ctx, t.target(p, n), request{verb: http.MethodGet, to: to})
	case isTick(n):
		p.tick(n)
		return nil
	case !sends(n):
		return ErrNeedsScripts
	}
	form := p.formOf(n)
	r, err := p.submission(form, n)
	if errors.Is(err, ErrNeedsScripts) {
		return err
	}
	if err != nil {
		return t.fail(browser.Refused, err)
	}
	return t.visit(ctx, t.target(p, form), r)
}
