package steps_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"assay/steps"
	"assay/support/spec"

	"github.com/cucumber/godog"
)

func library(t *testing.T) *steps.Library {
	t.Helper()
	l, err := steps.NewLibrary(spec.Known(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// fits returns the sentence that a text fits.
func fits(t *testing.T, l *steps.Library, text string) steps.Sentence {
	t.Helper()
	for _, s := range l.Sentences() {
		if s.Expr.MatchString(text) {
			return s
		}
	}
	t.Fatalf("no sentence fits %q", text)
	return steps.Sentence{}
}

func TestWordsHaveTheValuesOfTheirTables(t *testing.T) {
	t.Parallel()
	l := library(t)
	tests := []struct{ text, word, value string }{
		{"the merchant sends a DB with VISA", "", ""},
		{"the merchant sends a DB with VISSA", "brand", "VISSA"},
		{"an amount of 1.00 EUR", "", ""},
		{"an amount of 1.00 EUQ", "currency", "EUQ"},
		{"the result code is 000.100.110", "", ""},
		{"the result code is 000.100.119", "code", "000.100.119"},
		{"the shopper pays with the published VISA card 420000...0000", "", ""},
		{"the shopper pays with the published VISA card 411111...9999", "card", "411111...9999"},
		{"the merchant sends sample AMEX-01 as a DB", "", ""},
		{"the merchant sends sample AMEX-99 as a DB", "sample", "AMEX-99"},
	}
	for _, tt := range tests {
		m := l.Misfit(fits(t, l, tt.text), tt.text)
		switch {
		case m == nil && tt.word != "":
			t.Errorf("%q is taken", tt.text)
		case m != nil && (m.Word.Name != tt.word || m.Value != tt.value):
			t.Errorf("%q: {%s} is %q, want {%s} %q", tt.text, m.Word.Name, m.Value, tt.word, tt.value)
		}
	}
}

func TestAWordThatSpellsItsValuesOutListsThem(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, w := range l.Words() {
		switch values := w.Values(spec.Known()); w.Name {
		case "verdict":
			if want := []string{"approved", "pending", "rejected", "under review", "charged back"}; !slices.Equal(values, want) {
				t.Errorf("{verdict} is %v, want %v", values, want)
			}
		case "type":
			if !slices.Contains(values, "PA.CP") {
				t.Errorf("{type} is %v, without PA.CP", values)
			}
		case "amount", "path", "duration", "reference":
			if values != nil {
				t.Errorf("{%s} is open and has the values %v", w.Name, values)
			}
		}
	}
}

func TestAStepThatFitsButForAWordIsUnderstood(t *testing.T) {
	t.Parallel()
	l := library(t)
	tests := []struct{ text, sentence, value string }{
		{"the debit is aproved", "the {transaction} is {verdict}", "aproved"},
		{"an approved DBB of 1.00 EUR", "an approved {type} of {amount} {currency}", "DBB"},
		{"an amount of 1 EUR", "an amount of {amount} {currency}", "1"},
	}
	for _, tt := range tests {
		m := l.Meant(tt.text)
		if m == nil || m.Sentence.Text != tt.sentence || m.Value != tt.value {
			t.Errorf("%q is understood as %+v, want %q with %q", tt.text, m, tt.sentence, tt.value)
		}
	}
	if m := l.Meant("nothing of this kind"); m != nil {
		t.Errorf("it is understood as %q", m.Sentence.Text)
	}
}

func TestSentencesOfAnAuthorThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	none := func(context.Context, *steps.World) error { return nil }
	one := func(context.Context, *steps.World, string) error { return nil }
	tests := []struct {
		name     string
		sentence steps.Sentence
		says     string // "" = it is taken
	}{
		{"a function with its words", steps.Sentence{Keyword: "When", Text: "a {brand} sings", Do: one}, ""},
		{
			"one with a table", steps.Sentence{
				Keyword: "Given", Text: "songs:", Do: func(context.Context, *steps.World, *godog.Table) error { return nil },
			}, "",
		},
		{"no keyword", steps.Sentence{Keyword: "And", Text: "x", Do: none}, `its keyword is "And"`},
		{"no function", steps.Sentence{Keyword: "When", Text: "x"}, "its Do is no function"},
		{"a word too few", steps.Sentence{Keyword: "When", Text: "a {brand} sings", Do: none}, "not a func(context.Context, *steps.World, string) error"},
		{"a word too many", steps.Sentence{Keyword: "When", Text: "it sings", Do: one}, "not a func(context.Context, *steps.World) error"},
		{"a word nobody knows", steps.Sentence{Keyword: "When", Text: "a {bird} sings", Do: one}, "no word {bird} is defined"},
		{"a word twice", steps.Sentence{Keyword: "When", Text: "{brand} and {brand}", Do: one}, "the word {brand} twice"},
		{"one of ours again", steps.Sentence{Keyword: "When", Text: "the merchant sends a {type} with {brand}", Do: one}, "one of these words already"},
	}
	for _, tt := range tests {
		_, err := steps.NewLibrary(spec.Known(), []steps.Sentence{tt.sentence}, nil)
		if tt.says == "" && err != nil || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: error = %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestWordsOfAnAuthorThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	for says, w := range map[string]steps.Word{
		"of small letters":      {Name: "Bird", Pattern: "lark"},
		"no groups":             {Name: "bird", Pattern: "(lark)"},
		"error parsing regexp":  {Name: "bird", Pattern: "("},
		"there is one of that":  {Name: "brand", Pattern: "x"},
		"no groups but (?:...)": {Name: "bird"},
	} {
		if _, err := steps.NewLibrary(spec.Known(), nil, []steps.Word{w}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: error = %v, want %q", w, err, says)
		}
	}
}
