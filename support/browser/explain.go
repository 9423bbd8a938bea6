package browser

import (
	"errors"
	"fmt"
	"strings"
)

// notFound says why an action could not be done and what the page has instead.
func (t *Tab) notFound(a Action, f finding) error {
	w := a.want()
	thing := map[string]string{"fill": "field", "press": "button or link", "choose": "list"}[w.Verb]
	if w.Role != "" {
		thing = w.Role
	}
	var text string
	switch f.Why {
	case "hidden":
		text = fmt.Sprintf("the %s %q is there but cannot be seen", thing, w.Name)
	case "disabled":
		text = fmt.Sprintf("the %s %q is there but disabled", thing, w.Name)
	case "read-only":
		text = fmt.Sprintf("the %s %q cannot be written to", thing, w.Name)
	case "covered":
		text = fmt.Sprintf("something lies over the %s %q", thing, w.Name)
	case "ambiguous":
		text = fmt.Sprintf("there are several of the name %q; say which by its role or frame", w.Name)
	case "no-option":
		text = fmt.Sprintf("the list %q has no %q, it has %s", w.Name, w.Option, list(f.Options))
	default:
		text = fmt.Sprintf("the page has no %s %q", thing, w.Name)
		if w.Verb == "see" {
			text = fmt.Sprintf("the page does not show %q", w.Name)
		}
		if w.Verb == "gone" {
			text = fmt.Sprintf("the page still shows %q", w.Name)
		}
	}
	return &Error{Kind: NotFound, Err: errors.New(text + t.surroundings(f.Offers))}
}

// noFrame says that there is no such frame in another, or on the page.
func (t *Tab) noFrame(outer Path, name string, o offers) error {
	where := "the page"
	if len(outer) > 0 {
		where = outer.String()
	}
	text := fmt.Sprintf("%s has no frame %q", where, name)
	if len(o.Frames) > 0 {
		text += ", it has " + list(o.Frames)
	}
	return &Error{Kind: NotFound, Err: errors.New(text + t.surroundings(o))}
}

// surroundings describes the page in a sentence or two.
func (t *Tab) surroundings(o offers) string {
	t.page.mu.Lock()
	status, lost, download := t.page.status[t.page.loader], "", t.page.download
	for loader, word := range t.page.failed {
		if loader != t.page.loader && !t.page.past[loader] {
			lost = word
		}
	}
	t.page.mu.Unlock()

	var b strings.Builder
	fmt.Fprintf(&b, ". The page is %q", first(o.Heading, o.Title, "one without a title"))
	if status >= 400 {
		fmt.Fprintf(&b, " (HTTP %d)", status)
	}
	fmt.Fprintf(&b, "; its buttons and links: %s; its fields: %s", list(o.Buttons), list(o.Fields))
	if len(o.Alerts) > 0 {
		fmt.Fprintf(&b, "; it says %s", list(o.Alerts))
	}
	if download != "" {
		fmt.Fprintf(&b, "; it offered a download of %s, which was refused", t.browser.options.Mask.URL(download))
	}
	if lost != "" {
		fmt.Fprintf(&b, "; the last attempt to leave it ended with %s", lost)
	}
	return b.String()
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	quotes := make([]string, len(names))
	for i, name := range names {
		quotes[i] = quoted(name)
	}
	return strings.Join(quotes, ", ")
}
