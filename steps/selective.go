package steps

import "regexp"

// selective hands on the sentences that are needed and no others: godog looks up
// the caller of each registration and tries every step on every sentence.
type selective struct {
	to     Registrar
	needed map[*regexp.Regexp]bool
}

func (s selective) wants(expr any) bool {
	re, compiled := expr.(*regexp.Regexp)
	return !compiled || s.needed[re]
}

func (s selective) Given(expr, fn any) {
	if s.wants(expr) {
		s.to.Given(expr, fn)
	}
}

func (s selective) When(expr, fn any) {
	if s.wants(expr) {
		s.to.When(expr, fn)
	}
}

func (s selective) Then(expr, fn any) {
	if s.wants(expr) {
		s.to.Then(expr, fn)
	}
}
