package steps

import (
	"context"
	"testing"

	"assay/support/spec"
)

func TestNamesInBracesAreKnownOnceNoted(t *testing.T) {
	t.Parallel()
	own := []Sentence{{Keyword: "Given", Text: "the merchant keeps an order", Do: func(context.Context, *World) error { return nil }}}
	l, err := NewLibrary(spec.Known(), own, nil)
	if err != nil {
		t.Fatal(err)
	}
	const note = `the merchant notes the answer's "id" as "taken"`
	tests := []struct {
		name   string
		before []string
		text   string
		want   string
	}{
		{"nothing in braces", nil, `a text with {"a": 1} and \d{6}`, ""},
		{"the payment's id is always known", nil, "{id}", ""},
		{"a name that nobody noted", nil, "an {id} and a {taken}", "taken"},
		{"a name that was noted", []string{note}, "an {id} and a {taken}", ""},
		{"another than was noted", []string{note}, "{taken} {takne}", "takne"},
		{"after an author's own sentence anything may be", []string{"the merchant keeps an order"}, "{order}", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := l.Noting()
			for _, text := range tt.before {
				n.Step(text)
			}
			if got := n.Unknown(tt.text); got != tt.want {
				t.Errorf("unknown is %q, want %q", got, tt.want)
			}
		})
	}
}
