package steps

import "slices"

// Engine takes step definitions; *godog.ScenarioContext is one.
type Engine interface {
	Given(expr, fn any)
	When(expr, fn any)
	Then(expr, fn any)
}

// Subset is the part of a library that some scenarios need: godog looks up the
// caller of each registration, and tries every step on every sentence it knows.
// It is read only.
type Subset struct {
	needed map[*Expression]bool
	homes  []int
	own    []Sentence
}

// Subset returns the sentences with the expressions that are needed.
func (l *Library) Subset(needed map[*Expression]bool) Subset {
	s := Subset{needed: needed}
	for _, one := range l.sentences {
		switch {
		case !needed[one.Expr]:
		case one.home == 0:
			s.own = append(s.own, one)
		case !slices.Contains(s.homes, one.home):
			s.homes = append(s.homes, one.home)
		}
	}
	return s
}

// Register hands the sentences to an engine, bound to w.
func (s Subset) Register(to Engine, w *World) {
	for _, home := range s.homes {
		nouns[home-1].register(selective{to, s.needed}, w)
	}
	for _, one := range s.own {
		switch one.Keyword {
		case "Given":
			to.Given(one.Expr.Regexp(), bind(one, w))
		case "When":
			to.When(one.Expr.Regexp(), bind(one, w))
		default:
			to.Then(one.Expr.Regexp(), bind(one, w))
		}
	}
}

// selective hands on the sentences that are needed and no others.
type selective struct {
	to     Engine
	needed map[*Expression]bool
}

func (s selective) Given(expr *Expression, fn any) {
	if s.needed[expr] {
		s.to.Given(expr.Regexp(), fn)
	}
}

func (s selective) When(expr *Expression, fn any) {
	if s.needed[expr] {
		s.to.When(expr.Regexp(), fn)
	}
}

func (s selective) Then(expr *Expression, fn any) {
	if s.needed[expr] {
		s.to.Then(expr.Regexp(), fn)
	}
}
