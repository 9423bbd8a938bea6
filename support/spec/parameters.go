package spec

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Parameter is a row of parameters.tsv: a request parameter and its format.
type Parameter struct {
	Name        string   // with placeholders: "cart.items[n].name", "customParameters[name]", "corporate.*"
	Group       string   // "card", "customer.browser", ...
	Format      string   // as documented: "AN32", "N10.N2"
	Pattern     string   // RE2 expression for the whole value; "" = not checked
	Values      []string // the only values allowed; empty = any
	MaxLength   int      // characters; 0 = not known
	Requirement string   // required (within its group or call), conditional, optional, legacy
	Level       string   // what a mismatch is: error, warn or none
	Description string
	Source      string
	Note        string

	matches func(string) bool
}

var parameters = sync.OnceValue(func() []*Parameter {
	return embedded("parameters.tsv", func(r row) *Parameter {
		p := &Parameter{
			Name: r.get("name"), Group: r.get("group"), Format: r.get("format"), Pattern: r.get("pattern"),
			Values: r.list("values", "|"), Requirement: r.get("requirement"), Level: r.get("level"),
			Description: r.get("description"), Source: r.get("source"), Note: r.get("note"),
		}
		p.MaxLength, _ = strconv.Atoi(r.get("max_length"))
		p.matches = matcher(p.Pattern)
		return p
	})
})

// lengthPattern is a pattern that asks for nothing but a length. Counting is
// many times cheaper than the expression, and most parameters are of this kind.
var lengthPattern = regexp.MustCompile(`^\[\\s\\S\]\{(\d+),(\d+)\}$`)

func matcher(pattern string) func(string) bool {
	if pattern == "" {
		return func(string) bool { return true }
	}
	if m := lengthPattern.FindStringSubmatch(pattern); m != nil {
		least, _ := strconv.Atoi(m[1])
		most, _ := strconv.Atoi(m[2])
		return func(value string) bool {
			n := utf8.RuneCountInString(value)
			return least <= n && n <= most
		}
	}
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("^(?:" + pattern + ")$") })
	return func(value string) bool { return compiled().MatchString(value) }
}

// Check says whether a value has the documented format. The message is in the
// API's own words where a recording shows them ("must match", "must be one
// of"); Level says what the mismatch is worth.
func (p *Parameter) Check(value string) (message string, ok bool) {
	if len(p.Values) > 0 {
		for _, v := range p.Values {
			if v == value {
				return "", true
			}
		}
		return "must be one of [" + strings.Join(p.Values, ", ") + "]", false
	}
	if !p.matches(value) {
		return "must match ^" + p.Pattern + "$", false
	}
	if p.MaxLength > 0 && utf8.RuneCountInString(value) > p.MaxLength {
		return fmt.Sprintf("must match ^[\\s\\S]{0,%d}$", p.MaxLength), false
	}
	return "", true
}

// Parameters returns all known request parameters in the order of their table.
func Parameters() []*Parameter { return parameters() }

// catalogue serves look-ups: exact names, names with an index, whole groups.
type catalogue struct {
	exact    map[string]*Parameter
	indexed  []namedBy
	prefixes []namedBy
	groups   map[string]bool
}

type namedBy struct {
	pattern   *regexp.Regexp
	parameter *Parameter
}

var parameterCatalogue = sync.OnceValue(func() catalogue {
	c := catalogue{exact: map[string]*Parameter{}, groups: map[string]bool{}}
	for _, p := range parameters() {
		if end := strings.IndexAny(p.Name, ".["); end > 0 {
			c.groups[p.Name[:end]] = true
		}
		switch {
		case strings.HasSuffix(p.Name, ".*"):
			c.prefixes = append(c.prefixes, namedBy{regexp.MustCompile(p.NamePattern()), p})
		case p.NamePattern() != "":
			c.indexed = append(c.indexed, namedBy{regexp.MustCompile(p.NamePattern()), p})
		default:
			c.exact[p.Name] = p
		}
	}
	return c
})

// NamePattern returns an expression for the names in a request that the row is
// about, "" if it is about one name only.
func (p *Parameter) NamePattern() string {
	name, whole := strings.CutSuffix(p.Name, "*")
	expression := regexp.QuoteMeta(name)
	expression = strings.ReplaceAll(expression, `\[n\]`, `\[\d+\]`)
	expression = strings.ReplaceAll(expression, `\[name\]`, `\[[A-Za-z0-9._]{3,64}\]`)
	expression = strings.ReplaceAll(expression, `_n\]`, `_\d+\]`)
	switch {
	case whole:
		return "^" + expression + ".+$"
	case expression == regexp.QuoteMeta(p.Name):
		return ""
	}
	return "^" + expression + "$"
}

// GroupPattern returns an expression for the names that [InDocumentedGroup]
// knows.
func GroupPattern() string {
	names := slices.Sorted(maps.Keys(parameterCatalogue().groups))
	return `^(` + strings.Join(names, "|") + `)[.\[]`
}

// LookupParameter returns the parameter that a name in a request stands for:
// "cart.items[3].name" is the row "cart.items[n].name", "corporate.vatId" falls
// under "corporate.*".
func LookupParameter(name string) (*Parameter, bool) {
	c := parameterCatalogue()
	if p, known := c.exact[name]; known {
		return p, true
	}
	if !strings.ContainsAny(name, ".[") {
		return nil, false
	}
	// A name of its own ("..._n]") is more exact than the general "[name]".
	for i := len(c.indexed) - 1; i >= 0; i-- {
		if c.indexed[i].pattern.MatchString(name) {
			return c.indexed[i].parameter, true
		}
	}
	for _, p := range c.prefixes {
		if p.pattern.MatchString(name) {
			return p.parameter, true
		}
	}
	return nil, false
}

// InDocumentedGroup says whether a name belongs to a group that the
// documentation describes, whose published list of leaves may have gaps (D07).
func InDocumentedGroup(name string) bool {
	end := strings.IndexAny(name, ".[")
	return end > 0 && parameterCatalogue().groups[name[:end]]
}
