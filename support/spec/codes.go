package spec

import (
	"regexp"
	"sync"
)

// Code is a row of result-codes.tsv.
type Code struct {
	Code        string // three groups of three digits: "000.100.110"
	Description string // the literal text of the API; empty = not known
	Group       string // name of its Group, or "none"
	Source      string
	Note        string
}

// Group is a row of result-groups.tsv: codes that mean the same to a merchant.
type Group struct {
	Name    string         // "success", "reject-bank", ...
	Section string         // section of the documentation page
	Meaning string         // one line
	State   string         // success, pending, rejected, chargeback, unclassified
	Regexp  *regexp.Regexp // as documented; nil for the unclassified
	Source  string
}

var codes = sync.OnceValue(func() []Code {
	return embedded("result-codes.tsv", func(r row) Code {
		return Code{r.get("code"), r.get("description"), r.get("group"), r.get("source"), r.get("note")}
	})
})

var codeIndex = sync.OnceValue(func() map[string]Code {
	return index(codes(), func(c Code) string { return c.Code })
})

var groups = sync.OnceValue(func() []Group {
	return embedded("result-groups.tsv", func(r row) Group {
		g := Group{
			Name: r.get("group"), Section: r.get("section"), Meaning: r.get("meaning"),
			State: r.get("state"), Source: r.get("regex_source"),
		}
		if expression := r.get("regex"); expression != "" {
			g.Regexp = regexp.MustCompile(expression)
		}
		return g
	})
})

// Codes returns all known result codes in ascending order.
func Codes() []Code { return codes() }

// LookupCode returns a result code with its literal description.
func LookupCode(code string) (Code, bool) {
	c, known := codeIndex()[code]
	return c, known
}

// Groups returns the documented groups of result codes.
func Groups() []Group { return groups() }

// groupsByCode keeps what groupsOf has found: the expressions are long, and each
// answer's code is judged several times. Only codes of the table are kept.
var groupsByCode sync.Map

// groupsOf returns every documented group whose expression matches.
func groupsOf(code string) []Group {
	if found, kept := groupsByCode.Load(code); kept {
		return found.([]Group)
	}
	var matching []Group
	for _, g := range groups() {
		if g.Regexp != nil && g.Regexp.MatchString(code) {
			matching = append(matching, g)
		}
	}
	if _, listed := LookupCode(code); listed {
		groupsByCode.Store(code, matching)
	}
	return matching
}

// GroupOf returns the documented group of a result code, known to the table or
// not. A few codes belong to none.
func GroupOf(code string) (Group, bool) {
	matching := groupsOf(code)
	if len(matching) == 0 {
		return Group{}, false
	}
	return matching[0], true
}

// The verdicts a feature may name. Each stands for groups of result codes.
const (
	Approved    = "approved"
	UnderReview = "under review"
	Pending     = "pending"
	Rejected    = "rejected"
	ChargedBack = "charged back"
)

// VerdictOf returns what a result code means to the merchant, one of the
// constants, or "" for a code of no documented group.
func VerdictOf(code string) string {
	g, known := GroupOf(code)
	if !known {
		return ""
	}
	switch g.Name {
	case "success":
		return Approved
	case "success-manual-review":
		return UnderReview
	case "pending", "pending-long":
		return Pending
	case "chargeback":
		return ChargedBack
	default:
		return Rejected
	}
}
