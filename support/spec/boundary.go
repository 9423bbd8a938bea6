package spec

import "sync"

// boundaryException is a row of boundary-exceptions.tsv.
type boundaryException struct{ name, reason string }

var boundaryExceptions = sync.OnceValue(func() map[string]boundaryException {
	return index(embedded("boundary-exceptions.tsv", func(r row) boundaryException {
		return boundaryException{r.get("name"), r.get("reason")}
	}), func(e boundaryException) string { return e.name })
})

// BoundaryException says why the format of a parameter does not tell alone which
// of its values a payment may carry.
func BoundaryException(name string) (reason string, excepted bool) {
	e, excepted := boundaryExceptions()[name]
	return e.reason, excepted
}
