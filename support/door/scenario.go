package door

import (
	"fmt"
	"slices"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// filledBySteps are the parameters that the steps give every scenario a value
// of its own for.
var filledBySteps = []string{"merchantTransactionId", "shopperResultUrl"}

// scenario is the feature that asserts what was answered, ready to be saved. It
// says what differs from the example, in sentences of the catalogue.
func (d *Door) scenario(t trial, sent opp.Params, answer *opp.Payment) string {
	e := t.Example
	about := e.Noun
	var given []string
	if e.Given != "" {
		given = append(given, inWords(e.Given, sent, t))
	}
	said := e.Given + e.When
	var rows []string
	for _, p := range sent {
		usual, _ := defaultOf(e, p.Name)
		switch {
		case strings.Contains(said, "{"+p.Name+"}"), p.Value == usual, strings.Contains(usual, "{"),
			slices.Contains(filledBySteps, p.Name):
		case p.Name == "card.number":
			given = append(given, card(p.Value))
		case d.hidden(p, sent):
			rows = append(rows, "# "+p.Name+" is left out: its value must not be written down")
		default:
			rows = append(rows, "| "+cell(p.Name)+" | "+cell(p.Value)+" |")
		}
	}
	for _, p := range e.Params {
		if !sent.Has(p.Name) && !slices.Contains(filledBySteps, p.Name) && about != "" {
			given = append(given, "the "+about+" has no "+p.Name)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Feature: Tried out\n  Source: %s.\n\n  @TRY-001 @unverified\n  Scenario: %s is answered with %s\n",
		e.Source, e.Title, orStatus(answer))
	keyword := "Given "
	for _, line := range given {
		b.WriteString("    " + keyword + line + "\n")
		keyword = "And "
	}
	if len(rows) > 0 && about != "" {
		b.WriteString("    " + keyword + "the " + about + " also has:\n")
		for _, row := range rows {
			b.WriteString("      " + row + "\n")
		}
	}
	b.WriteString("    When " + inWords(e.When, sent, t) + "\n")
	keyword = "Then "
	for _, line := range assertions(about, answer) {
		b.WriteString("    " + keyword + line + "\n")
		keyword = "And "
	}
	return b.String()
}

// assertions say what was answered.
func assertions(about string, answer *opp.Payment) []string {
	var lines []string
	if verdict := spec.VerdictOf(answer.Code()); verdict != "" && about != "" {
		lines = append(lines, "the "+about+" is "+verdict)
	}
	if answer.Code() != "" {
		lines = append(lines, "the result code is "+answer.Code())
	}
	return append(lines, fmt.Sprint("the HTTP status is ", answer.HTTPStatus()))
}

func orStatus(answer *opp.Payment) string {
	if answer.Code() != "" {
		return answer.Code()
	}
	return fmt.Sprint("HTTP ", answer.HTTPStatus())
}

// inWords fills a sentence with what was sent, or with the example's own value.
func inWords(sentence string, sent opp.Params, t trial) string {
	earlier := t.earlier()
	sentence = strings.ReplaceAll(sentence, "{earlier amount}", earlier.Amount+" "+earlier.Currency)
	for _, name := range []string{"amount", "currency", "paymentType", "paymentBrand"} {
		value := sent.Get(name)
		if value == "" {
			value, _ = defaultOf(t.Example, name)
		}
		sentence = strings.ReplaceAll(sentence, "{"+name+"}", value)
	}
	return sentence
}

func defaultOf(e spec.Example, name string) (string, bool) {
	for _, p := range e.Params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// card names a card by what is published of it.
func card(number string) string {
	for _, datum := range spec.TestData() {
		if datum.Kind == "card" && datum.Value == number {
			return fmt.Sprintf("the shopper pays with the published %s card %s...%s",
				datum.Brand, number[:6], number[len(number)-4:])
		}
	}
	return "the shopper pays with a card the issuer approves"
}

// cell is a value in a table of Gherkin.
func cell(s string) string { return strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`).Replace(s) }
