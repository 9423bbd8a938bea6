package spec

import (
	"slices"
	"strings"
	"sync"
)

// Call is a row of calls.tsv: what the calls below a path have in common.
type Call struct {
	Verb   string   // "*" = any
	Path   string   // what the paths of its endpoints begin with
	Area   string   // "Payments", "Reports", ...
	Groups []string // of parameters that no other call takes, see Parameter.Group
	Answer string   // "Payment", "Report", ...; what a 200 carries
	Source string
}

var calls = sync.OnceValue(func() []Call {
	all := embedded("calls.tsv", func(r row) Call {
		return Call{
			r.get("verb"), r.get("path"), r.get("area"), r.list("groups", "|"), r.get("answer"), r.get("source"),
		}
	})
	slices.SortStableFunc(all, func(a, b Call) int { return len(b.Path) - len(a.Path) })
	return all
})

// Calls returns the rows of calls.tsv, the most exact path first.
func Calls() []Call { return calls() }

// LookupCall returns what is known of an endpoint's calls: the row whose path
// is the longest beginning of it.
func LookupCall(verb, path string) (Call, bool) {
	for _, c := range calls() {
		rest, below := strings.CutPrefix(path, c.Path)
		if below && (rest == "" || rest[0] == '/' || rest[0] == '?') && (c.Verb == "*" || c.Verb == verb) {
			return c, true
		}
	}
	return Call{}, false
}
