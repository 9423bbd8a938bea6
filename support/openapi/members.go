package openapi

import (
	"regexp"
	"strconv"
	"strings"

	"assay/support/spec"
)

// node is a member of an answer on the way to its schema: names with dots have
// become nested members.
type node struct {
	row     *spec.ResponseParameter // what is known of the member itself
	names   []string                // of its members, in the order of the table
	members map[string]*node
	items   *node  // of an array
	ref     string // the schema that describes the member, always present, instead of all this
}

// add puts a row where its name says: "redirect.parameters[n].name" is a member
// of each item of a member. A name in resultDetails is one name, dots and all.
func (n *node) add(r spec.ResponseParameter) {
	path := strings.Split(strings.TrimSuffix(r.Name, ".*"), ".")
	if path[0] == "resultDetails" {
		path = []string{path[0], strings.Join(path[1:], ".")}
	}
	for i, name := range path {
		name, array := strings.CutSuffix(name, "[n]")
		n = n.member(name)
		if array && i < len(path)-1 {
			if n.items == nil {
				n.items = &node{}
			}
			n = n.items
		}
	}
	n.row = &r
}

func (n *node) member(name string) *node {
	if n.members[name] == nil {
		if n.members == nil {
			n.members = map[string]*node{}
		}
		n.names = append(n.names, name)
		n.members[name] = &node{}
	}
	return n.members[name]
}

// always says whether every answer has the member, or one below it.
func (n *node) always() bool {
	if n.ref != "" || n.row != nil && n.row.WhenPresent == "always" {
		return true
	}
	for _, name := range n.names {
		if n.members[name].always() {
			return true
		}
	}
	return false
}

func (n *node) schema() object {
	var o object
	if n.row != nil {
		o = memberSchema(*n.row)
	}
	switch {
	case n.ref != "":
		return schemaRef(n.ref)
	case n.items != nil:
		return append(o, object{{"type", "array"}, {"items", n.items.schema()}}...)
	case n.row != nil && n.row.Type == "array":
		return append(o, member{"items", schemaRef("Record")})
	case n.members == nil:
		return o
	case n.row == nil:
		o = object{{"type", "object"}}
	}
	properties := object{}
	var required []string
	for _, name := range n.names {
		m := n.members[name]
		properties = append(properties, member{name, m.schema()})
		if m.always() {
			required = append(required, name)
		}
	}
	o.set("properties", properties)
	o.set("required", required)
	return o
}

// length is a type that is a text of at most so many characters: "A3", "AN32",
// "AN32-AN48".
var length = regexp.MustCompile(`^(?:AN\d+-)?AN?(\d+)$`)

// digits is a type that is a number in a string: "N4".
var digits = regexp.MustCompile(`^N\d+$`)

// memberSchema describes the value of a member. What is echoed has the format of
// the request; other values than those of the request may come later.
func memberSchema(r spec.ResponseParameter) object {
	o := object{}
	o.describe(r.Description, r.Source)
	if p, known := spec.LookupParameter(r.Name); known && p.Level == "error" && strings.HasPrefix(r.Description, "Echo") {
		o.set("type", "string")
		if p.Pattern != "" {
			o.set("pattern", "^(?:"+p.Pattern+")$")
		}
		if p.MaxLength > 0 {
			o.set("maxLength", p.MaxLength)
		}
	} else {
		o = append(o, typed(r)...)
		o.set("pattern", picture(r.Description))
	}
	o.set("x-present", r.WhenPresent)
	o.set("x-type", r.Type)
	o.set("x-source", r.Source)
	return o
}

// typed is the type of a member in the words of JSON schema; nothing where the
// table has none.
func typed(r spec.ResponseParameter) object {
	bounds := length.FindStringSubmatch(r.Type)
	switch {
	case r.Type == "" && !strings.HasSuffix(r.Name, ".*"):
		return nil
	case r.Type == "" || r.Type == "map" || r.Type == "object":
		return object{{"type", "object"}}
	case r.Type == "array":
		return object{{"type", "array"}}
	case r.Type == "bool":
		return object{{"type", "boolean"}}
	case r.Type == "N": // as a number or as a string is not documented
		return object{{"type", []string{"number", "string"}}}
	case r.Type == "N as string":
		return object{{"type", "string"}, {"pattern", `^-?[0-9]+(\.[0-9]+)?$`}}
	case digits.MatchString(r.Type):
		return object{{"type", "string"}, {"pattern", "^[0-9]+$"}}
	case strings.HasSuffix(r.Type, " or null"):
		return object{{"type", []string{"string", "null"}}}
	case bounds != nil:
		most, _ := strconv.Atoi(bounds[1])
		return object{{"type", "string"}, {"maxLength", most}}
	}
	return object{{"type", "string"}}
}

// drawn is a text that a description draws: "nnnn.nnnn.nnnn".
var drawn = regexp.MustCompile(`\b([dn]{3,4}(\.[dn]{3,4})+|yyyy-MM-dd HH:mm:ss\+0000)`)

// letters stand for a digit each; seconds may have milliseconds.
var letters = regexp.MustCompile(`[dnyMHms]+`)

// picture is the pattern of what a description draws, "" if it draws nothing.
func picture(description string) string {
	found := regexp.QuoteMeta(drawn.FindString(description))
	if found == "" {
		return ""
	}
	return "^" + letters.ReplaceAllStringFunc(found, func(run string) string {
		digits := "[0-9]{" + strconv.Itoa(len(run)) + "}"
		if run[0] == 's' {
			digits += `(\.[0-9]{3})?`
		}
		return digits
	}) + "$"
}
