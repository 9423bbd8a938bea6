package steps_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"assay/steps"
	"assay/support/spec"
)

// registered keeps what a library hands to the engine.
type registered map[string]any

func (r registered) Given(expr, fn any) { r[expr.(*regexp.Regexp).String()] = fn }
func (r registered) When(expr, fn any)  { r.Given(expr, fn) }
func (r registered) Then(expr, fn any)  { r.Given(expr, fn) }

// A panic in an author's sentence is an error of the step that names the sentence
// and the place, whoever runs it.
func TestASentenceOfAnAuthorThatPanicsIsAnError(t *testing.T) {
	t.Parallel()
	var orders []string
	for text, do := range map[string]func(context.Context, *steps.World) error{
		"it panics": func(context.Context, *steps.World) error { panic("no such order") },
		"it slips":  func(context.Context, *steps.World) error { _ = orders[len(orders)]; return nil },
	} {
		for _, keyword := range []string{"Given", "When", "Then"} {
			l, err := steps.NewLibrary(spec.Known(), []steps.Sentence{{Keyword: keyword, Text: text, Do: do}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			expr := fits(t, l, text).Expr
			bound := registered{}
			l.Subset(map[*steps.Expression]bool{expr: true}).Register(bound, steps.NewWorld())
			step, fits := bound[expr.String()].(func(context.Context) error)
			if !fits {
				t.Fatalf("%s %s is registered as a %T", keyword, text, bound[expr.String()])
			}
			err = step(t.Context())
			if err == nil || !strings.Contains(err.Error(), `the step "`+text+`" panicked at own_test.go:`) {
				t.Errorf("%s %s: error = %v", keyword, text, err)
			}
		}
	}
}
