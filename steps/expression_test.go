package steps_test

import (
	"testing"

	"assay/steps"
)

// TestAnExpressionIsTriedWhereItCouldFit holds the look at the words around the
// placeholders to the whole expression, for a step of each sentence.
func TestAnExpressionIsTriedWhereItCouldFit(t *testing.T) {
	t.Parallel()
	catalogue, all := steps.Catalogue(), corpus(t)
	examples := map[string]bool{}
	for _, s := range catalogue {
		for _, step := range all {
			if s.Expr.Regexp().MatchString(step.words) {
				examples[step.words] = true
				break
			}
		}
	}
	if len(examples) < len(catalogue)*9/10 {
		t.Fatalf("only %d examples of %d sentences", len(examples), len(catalogue))
	}
	for text := range examples {
		for _, near := range []string{text, text + " ", text[1:]} {
			for _, s := range catalogue {
				want := s.Expr.Regexp().MatchString(near)
				if got := s.Expr.MatchString(near); got != want {
					t.Errorf("%q fits %q: %v, want %v", near, s.Text, got, want)
				}
				if got := s.Expr.FindStringSubmatch(near) != nil; got != want {
					t.Errorf("%q has words of %q: %v, want %v", near, s.Text, got, want)
				}
			}
		}
	}
}
