package formwalk

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// all are the nodes of a page of some kind, in its order.
func (p *page) all(kind func(*html.Node) bool) iter.Seq[*html.Node] { return within(p.doc, kind) }

func within(root *html.Node, kind func(*html.Node) bool) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && kind(n) && !yield(n) {
				return
			}
		}
	}
}

func isElement(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

func isFrame(n *html.Node) bool { return n.Data == "iframe" || n.Data == "frame" }

func isControl(n *html.Node) bool {
	return slices.Contains([]string{"input", "select", "textarea", "button"}, n.Data)
}

func typeOf(n *html.Node) string { return strings.ToLower(attribute(n, "type")) }

func isTick(n *html.Node) bool {
	return n.Data == "input" && (typeOf(n) == "checkbox" || typeOf(n) == "radio")
}

func isButton(n *html.Node) bool {
	return n.Data == "button" ||
		n.Data == "input" && slices.Contains([]string{"submit", "button", "reset", "image"}, typeOf(n))
}

// sends says whether pressing a button sends its form.
func sends(n *html.Node) bool {
	return n.Data == "button" && (typeOf(n) == "" || typeOf(n) == "submit") ||
		n.Data == "input" && (typeOf(n) == "submit" || typeOf(n) == "image")
}

func isField(n *html.Node) bool {
	return n.Data == "textarea" || n.Data == "input" && !isTick(n) && !isButton(n) && typeOf(n) != "hidden" && typeOf(n) != "file"
}

func isPressable(n *html.Node) bool {
	return isButton(n) || isTick(n) || n.Data == "a" && attribute(n, "href") != ""
}

func isList(n *html.Node) bool { return n.Data == "select" || n.Data == "fieldset" }

// wantsShopper says whether a page has something to enter or to press, apart from
// what it shows only to browsers without scripts.
func (p *page) wantsShopper() bool {
	for n := range p.all(func(n *html.Node) bool { return isField(n) || isList(n) || isTick(n) || isButton(n) }) {
		if shown(n) && ancestor(n, "noscript") == nil {
			return true
		}
	}
	return false
}

// scripted says whether a script may change the page.
func (p *page) scripted() bool {
	for range p.all(isElement("script")) {
		return true
	}
	return false
}

func (p *page) byID(id string) *html.Node {
	for n := range p.all(func(n *html.Node) bool { return attribute(n, "id") == id }) {
		return n
	}
	return nil
}

func (p *page) frameNamed(name string) *html.Node {
	if name == "" {
		return nil
	}
	for n := range p.all(func(n *html.Node) bool { return isFrame(n) && attribute(n, "name") == name }) {
		return n
	}
	return nil
}

// nameOf is what a person would call a thing, as in package browser.
func (p *page) nameOf(n *html.Node) string {
	var labels []string
	for label := range p.all(isElement("label")) {
		if id := attribute(n, "id"); id != "" && attribute(label, "for") == id || ancestor(n, "label") == label {
			labels = append(labels, textOf(label))
		}
	}
	legend, own := "", ""
	if n.Data == "fieldset" {
		for l := range within(n, isElement("legend")) {
			legend = textOf(l)
			break
		}
	}
	if n.Data == "button" || n.Data == "a" {
		own = textOf(n)
	} else if isButton(n) {
		own = attribute(n, "value")
	}
	var labelled []string
	for _, id := range strings.Fields(attribute(n, "aria-labelledby")) {
		if by := p.byID(id); by != nil {
			labelled = append(labelled, textOf(by))
		}
	}
	for _, candidate := range []string{
		strings.Join(labelled, " "), attribute(n, "aria-label"), strings.Join(labels, " "), legend, own,
		attribute(n, "alt"), attribute(n, "title"), attribute(n, "placeholder"),
	} {
		if name := tidy(candidate); name != "" {
			return name
		}
	}
	return ""
}

func roleOf(n *html.Node) string {
	switch {
	case attribute(n, "role") != "":
		return attribute(n, "role")
	case n.Data == "a":
		return "link"
	case isTick(n):
		return typeOf(n)
	case isButton(n):
		return "button"
	case n.Data == "select":
		return "combobox"
	case isField(n):
		return "textbox"
	}
	return "group"
}

// shown says whether a thing is to be seen, as far as the document says so.
func shown(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if has(n, "hidden") || n.Data == "template" || typeOf(n) == "hidden" && n.Data == "input" {
			return false
		}
	}
	return true
}

// textOf is what a person reads in a node, without what fields in it hold.
func textOf(n *html.Node) string {
	var b strings.Builder
	var read func(*html.Node)
	read = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && (slices.Contains(unread, n.Data) || has(n, "hidden")):
			return
		case n.Data == "img":
			b.WriteString(" " + attribute(n, "alt") + " ")
		}
		for c := range n.ChildNodes() {
			read(c)
		}
		if n.Type == html.ElementNode && slices.Contains(blocks, n.Data) {
			b.WriteByte(' ')
		}
	}
	if n.Type == html.ElementNode && n.Data == "textarea" {
		for c := range n.ChildNodes() {
			read(c)
		}
		return b.String()
	}
	read(n)
	return b.String()
}

var (
	unread = []string{"select", "textarea", "input", "script", "style", "head", "template", "noscript"}
	blocks = []string{"br", "p", "div", "li", "dt", "dd", "h1", "h2", "h3", "legend", "label", "button", "a", "aside"}
)

func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

// key is a name without what does not matter in one.
func key(text string) string { return strings.ToLower(strings.TrimRight(tidy(text), " *:")) }

func attribute(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func ancestor(n *html.Node, name string) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	return nil
}
