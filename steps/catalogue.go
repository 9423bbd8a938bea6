package steps

import (
	"fmt"
	"regexp"
	"strings"
)

// Registrar takes step definitions. *godog.ScenarioContext is one; a catalogue
// is another.
type Registrar interface {
	Given(expr, fn any)
	When(expr, fn any)
	Then(expr, fn any)
}

// Register hands every sentence of this package to r, bound to w.
func Register(r Registrar, w *World) {
	registerPayment(r, w)
	registerAccount(r, w)
	registerMerchant(r, w)
	registerBackOffice(r, w)
	registerStatus(r, w)
	registerQuery(r, w)
	registerReport(r, w)
	registerReportTime(r, w)
	registerReportPages(r, w)
	registerRecord(r, w)
	registerSettlement(r, w)
	registerRedirect(r, w)
	registerShopper(r, w)
	registerReceipt(r, w)
	registerRisk(r, w)
	registerRegistration(r, w)
	registerCardOnFile(r, w)
	registerSchedule(r, w)
	registerScheduled(r, w)
	registerCheckout(r, w)
	registerWidget(r, w)
	registerWebhook(r, w)
	registerSample(r, w)
	registerThreeDSecure(r, w)
	registerLink(r, w)
	registerChannel(r, w)
	registerResult(r, w)
	registerAnswer(r, w)
	registerRefusal(r, w)
	registerRaw(r, w)
	registerFault(r, w)
}

// Sentence is an entry of the catalogue.
type Sentence struct {
	Keyword string // Given, When or Then
	Text    string // with its words in braces
	Expr    *regexp.Regexp
}

// Catalogue returns every sentence, in the order of its registration.
func Catalogue() []Sentence {
	var c collector
	Register(&c, NewWorld())
	return c.sentences
}

type collector struct{ sentences []Sentence }

func (c *collector) Given(expr, _ any) { c.add("Given", expr) }
func (c *collector) When(expr, _ any)  { c.add("When", expr) }
func (c *collector) Then(expr, _ any)  { c.add("Then", expr) }

func (c *collector) add(keyword string, expr any) {
	re, ok := expr.(*regexp.Regexp)
	if !ok {
		panic(fmt.Sprintf("steps: %s %v is not compiled: godog would compile it once a scenario", keyword, expr))
	}
	c.sentences = append(c.sentences, Sentence{Keyword: keyword, Text: readable(re), Expr: re})
}

// readable turns the expression of a sentence back into the sentence.
func readable(re *regexp.Regexp) string {
	text := strings.TrimSuffix(strings.TrimPrefix(re.String(), "^"), "$")
	for _, w := range words {
		text = strings.ReplaceAll(text, group(w.Name), "{"+w.Name+"}")
	}
	return strings.ReplaceAll(text, `\`, "")
}
