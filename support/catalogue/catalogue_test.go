package catalogue_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"assay/support/catalogue"
)

var small = catalogue.Catalogue{
	Sentences: []catalogue.Sentence{
		{
			Noun: "payment", Keyword: "When", Text: "the merchant sends a {type} with {brand}", Words: []string{"type", "brand"},
			Example: "the merchant sends a DB with VISA", Uses: 3, Places: []string{"a.feature:4", "b.feature:9"},
			Defined: catalogue.BuiltIn,
		},
		{Noun: "answer", Keyword: "Then", Text: "the answer has:", With: "table", Uses: 1, Places: []string{"a.feature:5"}},
		{
			Noun: "own", Keyword: "Then", Text: `it says "{value}"`, Words: []string{"value"}, Meaning: "a <script>",
			Defined: "steps.go:41",
		},
	},
	Words: []catalogue.Word{
		{Name: "type", Meaning: "what is asked for", Values: []string{"PA", "DB"}, Pattern: "PA|DB"},
		{Name: "brand", Meaning: "a paymentBrand", Values: []string{"A", "B", "C", "D", "E", "F", "VISA", "KLARNA"}, Pattern: "[A-Z]+"},
		{Name: "value", Meaning: "a text", Pattern: `[^"]*`},
	},
}

func TestTextTellsWhatAWriterNeeds(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := small.Text(&out, "shop-assay"); err != nil {
		t.Fatal(err)
	}
	want := `payment
  When  the merchant sends a {type} with {brand}
          {type}        what is asked for: PA, DB
          {brand}       a paymentBrand: A, B, C, D, E, F and 2 more (shop-assay steps --word brand)
          example       the merchant sends a DB with VISA
          used          3 times, at a.feature:4 and 1 more place

answer
  Then  the answer has:
          with          a table below the step
          used          1 time, at a.feature:5

own
  Then  it says "{value}"
          means         a <script>
          {value}       a text
          defined       at steps.go:41
          used          nowhere

3 sentences (1 own), 1 unused
`
	if out.String() != want {
		t.Errorf("it says\n%s\nwant\n%s", &out, want)
	}
}

func TestSentencesAreFoundByAnyOfTheirWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]int{
		"": 3, "merchant": 1, "MERCHANT sends": 1, "the has:": 1, "own": 1, "klarna": 1, "merchant answer": 0, "script": 1,
	} {
		found := small.Having(strings.Fields(words))
		if len(found.Sentences) != want {
			t.Errorf("%q finds %d sentences, want %d", words, len(found.Sentences), want)
		}
		for _, s := range found.Sentences {
			for _, name := range s.Words {
				if _, known := found.Word(name); !known {
					t.Errorf("%q finds a sentence with {%s}, and not the word", words, name)
				}
			}
		}
	}
}

func TestUnusedIsWhatNobodyUses(t *testing.T) {
	t.Parallel()
	unused := small.Unused()
	if len(unused.Sentences) != 1 || unused.Sentences[0].Uses != 0 || len(unused.Words) != 1 {
		t.Errorf("unused are %+v", unused)
	}
}

func TestJSONIsTheWholeCatalogue(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := small.JSON(&out); err != nil {
		t.Fatal(err)
	}
	var got catalogue.Catalogue
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Sentences) != 3 || !slices.Equal(got.Sentences[0].Places, small.Sentences[0].Places) || len(got.Words) != 3 {
		t.Errorf("it has become %+v", got)
	}
}

func TestThePageHasEverySentenceAndRunsNothingElse(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := small.HTML(&out); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, want := range []string{
		"<h1>3 sentences</h1>", "1 unused", "<h2>answer</h2>", "the merchant sends a <var>{type}</var> with <var>{brand}</var>",
		`href="#word-brand"`, `id="word-brand"`, "<code>KLARNA</code>", "a &lt;script&gt;", "Defined at <code>steps.go:41</code>", "script-src &#39;sha256-",
		"default-src &#39;none&#39;",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("the page has %d scripts", n)
	}
	for _, other := range []string{"http://", "https://", "src=\"", "@import"} {
		if strings.Contains(page, other) {
			t.Errorf("the page needs something else: %s", other)
		}
	}
}
