package steps

import (
	"fmt"
	"path"
	"reflect"
	"runtime"

	"github.com/cucumber/godog"
)

// Registrar takes sentences with the functions that carry them out.
type Registrar interface {
	Given(expr *Expression, fn any)
	When(expr *Expression, fn any)
	Then(expr *Expression, fn any)
}

// nouns are what sentences are about, each with those of one file.
var nouns = []struct {
	name     string
	register func(Registrar, *World)
}{
	{"payment", registerPayment},
	{"account", registerAccount},
	{"merchant", registerMerchant},
	{"back office", registerBackOffice},
	{"status", registerStatus},
	{"reports", registerQuery},
	{"reports", registerReport},
	{"reports", registerReportTime},
	{"reports", registerReportPages},
	{"reports", registerRecord},
	{"settlement", registerSettlement},
	{"redirect", registerRedirect},
	{"shopper", registerShopper},
	{"receipt", registerReceipt},
	{"risk", registerRisk},
	{"registration", registerRegistration},
	{"card on file", registerCardOnFile},
	{"schedule", registerSchedule},
	{"schedule", registerScheduled},
	{"checkout", registerCheckout},
	{"widget", registerWidget},
	{"widget", registerBrowserCall},
	{"webhook", registerWebhook},
	{"callback", registerCallback},
	{"sample", registerSample},
	{"3-D Secure", registerThreeDSecure},
	{"payment link", registerLink},
	{"channel", registerChannel},
	{"result", registerResult},
	{"answer", registerAnswer},
	{"refusal", registerRefusal},
	{"raw request", registerRaw},
	{"fault", registerFault},
	{"name", registerName},
	{"patience", registerPatience},
}

// Sentence is a sentence that features may use: one of the [Catalogue], or one
// that an author adds with the fields up to Do.
type Sentence struct {
	Keyword string // Given, When or Then
	Text    string // with its words in braces: "the merchant sends a {type} with {brand}"
	Meaning string // what it does, for the readers of the catalogue; may be empty

	// Do is what an author's sentence does: a func(context.Context, *World,
	// ...string) error with one string for each word, and with a *godog.Table or
	// a *godog.DocString at the end where the step has one.
	Do any

	Noun string      // what it is about; "own" for an author's
	Expr *Expression // what a step must match
	With string      // "table" or "text" when one follows the step, else ""

	home int // which of nouns registers it, counted from 1; 0 for an author's
}

// Defined says where the function of an author's sentence is: "steps.go:41". Of
// a sentence of this package it is "".
func (s Sentence) Defined() string {
	if s.Do == nil {
		return ""
	}
	entry := reflect.ValueOf(s.Do).Pointer()
	file, line := runtime.FuncForPC(entry).FileLine(entry)
	return fmt.Sprintf("%s:%d", path.Base(file), line)
}

// Catalogue returns every sentence of this package, in the order of its
// registration.
func Catalogue() []Sentence {
	var c collector
	for i, n := range nouns {
		c.noun, c.home = n.name, i+1
		n.register(&c, NewWorld())
	}
	return c.sentences
}

type collector struct {
	noun      string
	home      int
	sentences []Sentence
}

func (c *collector) Given(expr *Expression, fn any) { c.add("Given", expr, fn) }
func (c *collector) When(expr *Expression, fn any)  { c.add("When", expr, fn) }
func (c *collector) Then(expr *Expression, fn any)  { c.add("Then", expr, fn) }

func (c *collector) add(keyword string, expr *Expression, fn any) {
	c.sentences = append(c.sentences, Sentence{
		Keyword: keyword, Text: expr.text, Noun: c.noun, Expr: expr, With: follows(reflect.TypeOf(fn)), home: c.home,
	})
}

var (
	tableType = reflect.TypeFor[*godog.Table]()
	textType  = reflect.TypeFor[*godog.DocString]()
)

// follows says what the last argument of a step's function takes.
func follows(fn reflect.Type) string {
	if fn.NumIn() > 0 {
		switch fn.In(fn.NumIn() - 1) {
		case tableType:
			return "table"
		case textType:
			return "text"
		}
	}
	return ""
}
