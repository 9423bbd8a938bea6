package runner

import (
	"regexp"

	"assay/steps"
)

// registrar hands on the sentences that a chunk needs and no others: godog looks
// up the caller of each registration and tries every step on every sentence.
type registrar struct {
	to     steps.Registrar
	needed map[*regexp.Regexp]bool
}

func (r registrar) wants(expr any) bool {
	re, compiled := expr.(*regexp.Regexp)
	return !compiled || r.needed[re]
}

func (r registrar) Given(expr, fn any) {
	if r.wants(expr) {
		r.to.Given(expr, fn)
	}
}

func (r registrar) When(expr, fn any) {
	if r.wants(expr) {
		r.to.When(expr, fn)
	}
}

func (r registrar) Then(expr, fn any) {
	if r.wants(expr) {
		r.to.Then(expr, fn)
	}
}
