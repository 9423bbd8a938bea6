package formwalk

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// submission is what a form sends when a button of it is pressed; nil for none.
func (p *page) submission(form, button *html.Node) (request, error) {
	if form == nil {
		return request{}, ErrNeedsScripts
	}
	if err := p.validates(form, button); err != nil {
		return request{}, err
	}
	action, verb := attribute(form, "action"), strings.ToUpper(attribute(form, "method"))
	if own := attribute(button, "formaction"); own != "" {
		action = own
	}
	to, err := p.url.Parse(action)
	if err != nil {
		return request{}, fmt.Errorf("the form leads to no address: %w", err)
	}
	content := p.content(form, button)
	if verb == http.MethodPost {
		return request{verb: verb, to: to, form: content}, nil
	}
	to.RawQuery = content
	return request{verb: http.MethodGet, to: to}, nil
}

// sendsItself says whether a form has nothing to enter and yet something to send.
func (p *page) sendsItself(form *html.Node) bool {
	if form.Data != "form" {
		return false
	}
	for n := range p.all(isControl) {
		if p.formOf(n) == form {
			return true
		}
	}
	return false
}

// content is the form's content in its order.
func (p *page) content(form, button *html.Node) string {
	var pairs []string
	add := func(n *html.Node, value string) {
		if name := attribute(n, "name"); name != "" {
			pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(value))
		}
	}
	for n := range p.all(isControl) {
		switch {
		case p.formOf(n) != form || has(n, "disabled"):
		case n == button:
			add(n, attribute(n, "value"))
		case n.Data == "button" || isButton(n):
		case isTick(n):
			if p.isTicked(n) {
				value := attribute(n, "value")
				if value == "" {
					value = "on"
				}
				add(n, value)
			}
		case n.Data == "select":
			if chosen := p.chosen(n); chosen != nil {
				add(n, optionValue(chosen))
			}
		default:
			add(n, p.value(n))
		}
	}
	return strings.Join(pairs, "&")
}

// validates is the browser's own check of a form: of what must be given.
func (p *page) validates(form, button *html.Node) error {
	if has(form, "novalidate") || button != nil && has(button, "formnovalidate") {
		return nil
	}
	for n := range p.all(isControl) {
		if p.formOf(n) != form || !has(n, "required") || has(n, "disabled") {
			continue
		}
		empty := isTick(n) && !p.isTicked(n) && !p.groupTicked(n) || !isTick(n) && n.Data != "select" && p.value(n) == ""
		if empty {
			return errors.New(p.nameOf(n) + " must be given")
		}
	}
	return nil
}

// formOf is the form that a control belongs to.
func (p *page) formOf(n *html.Node) *html.Node {
	if id := attribute(n, "form"); id != "" {
		return p.byID(id)
	}
	return ancestor(n, "form")
}

func (p *page) value(n *html.Node) string {
	if v, typed := p.entered[n]; typed {
		return v
	}
	if n.Data == "textarea" {
		return textOf(n)
	}
	return attribute(n, "value")
}

func (p *page) isTicked(n *html.Node) bool {
	if ticked, changed := p.ticked[n]; changed {
		return ticked
	}
	return has(n, "checked")
}

// tick turns a checkbox over, or chooses one radio button of its group.
func (p *page) tick(n *html.Node) {
	if attribute(n, "type") != "radio" {
		p.ticked[n] = !p.isTicked(n)
		return
	}
	for other := range p.group(n) {
		p.ticked[other] = other == n
	}
}

func (p *page) groupTicked(n *html.Node) bool {
	for other := range p.group(n) {
		if p.isTicked(other) {
			return true
		}
	}
	return false
}

// group are the radio buttons of which one is chosen.
func (p *page) group(n *html.Node) func(func(*html.Node) bool) {
	return p.all(func(other *html.Node) bool {
		return isControl(other) && attribute(n, "type") == "radio" && attribute(other, "type") == "radio" &&
			attribute(other, "name") == attribute(n, "name") && p.formOf(other) == p.formOf(n)
	})
}

// chosen is the option that a list has, nil for none.
func (p *page) chosen(list *html.Node) *html.Node {
	var first, said *html.Node
	for option := range within(list, isElement("option")) {
		if value, picked := p.entered[list]; picked && tidy(textOf(option)) == value {
			return option
		}
		if first == nil {
			first = option
		}
		if has(option, "selected") {
			said = option
		}
	}
	if said != nil {
		return said
	}
	return first
}

func optionValue(option *html.Node) string {
	if has(option, "value") {
		return attribute(option, "value")
	}
	return tidy(textOf(option))
}
