package door

import (
	"cmp"
	"fmt"
	"regexp"
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
	var b strings.Builder
	fmt.Fprintf(&b, "Feature: Tried out\n  Source: %s.\n\n  @TRY-001 @unverified\n  Scenario: %s is answered with %s\n",
		e.Source, e.Title, orStatus(answer))
	given, rows, left := d.differences(e, sent)
	for _, line := range left {
		b.WriteString("    # " + line + ".\n")
	}
	keyword := "Given "
	for _, line := range e.Given {
		b.WriteString("    " + keyword + inWords(line, sent, t) + "\n")
		keyword = "And "
	}
	for _, line := range given {
		b.WriteString("    " + keyword + line + "\n")
		keyword = "And "
	}
	table := ""
	for _, row := range rows {
		table += "      " + row + "\n"
	}
	if table != "" && !e.TableInWhen() {
		b.WriteString("    " + keyword + e.Also + "\n" + table)
	}
	b.WriteString("    When " + inWords(e.When, sent, t) + "\n")
	if e.TableInWhen() {
		b.WriteString(table)
	}
	keyword = "Then "
	for _, line := range assertions(e.Noun, answer) {
		b.WriteString("    " + keyword + line + "\n")
		keyword = "And "
	}
	return b.String()
}

// differences say what was sent beyond what the steps send: sentences, rows of
// the table of further parameters, and what neither can say.
func (d *Door) differences(e spec.Example, sent opp.Params) (given, rows, left []string) {
	said := strings.Join(e.Given, "\n") + "\n" + e.When
	for _, p := range sent {
		usual, _ := e.Param(p.Name)
		switch {
		case strings.Contains(said, "{"+p.Name+"}"), strings.Contains(usual, "{"),
			slices.Contains(filledBySteps, p.Name), p.Name == "card.number" && strings.Contains(said, "{card}"),
			p.Value == usual && !told(e, p.Name):
		case p.Name == "card.number":
			given = append(given, card(p.Value))
		case e.Also == "":
			left = append(left, p.Name+" is left out: no sentence says it")
		case d.hidden(p, sent):
			left = append(left, p.Name+" is left out: its value must not be written down")
		default:
			rows = append(rows, row(p.Name, p.Value))
		}
	}
	noun := regexp.MustCompile(`^the (.*) also has:$`).FindStringSubmatch(e.Also)
	for _, p := range e.Params {
		switch {
		case sent.Has(p.Name), slices.Contains(filledBySteps, p.Name), e.Also == "":
		case told(e, p.Name) && !e.TableInWhen(): // the steps do not send it either
		case noun == nil || strings.Contains(noun[1], " with "):
			rows = append(rows, row(p.Name, ""))
		default:
			given = append(given, "the "+noun[1]+" has no "+p.Name)
		}
	}
	return given, rows, left
}

// told says whether a parameter, or a group that it is of, is one that the steps
// do not send of themselves.
func told(e spec.Example, name string) bool {
	return slices.ContainsFunc(e.Told, func(t string) bool { return name == t || strings.HasPrefix(name, t+".") })
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
	for _, p := range t.Example.Params {
		value := cmp.Or(sent.Get(p.Name), p.Value)
		if sentence = strings.ReplaceAll(sentence, "{"+p.Name+"}", value); p.Name == "card.number" {
			sentence = strings.ReplaceAll(sentence, "{card}", card(value))
		}
	}
	return sentence
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

func row(name, value string) string { return "| " + cell(name) + " | " + cell(value) + " |" }

// cell is a value in a table of Gherkin.
func cell(s string) string { return strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`).Replace(s) }
