package runner

import (
	"fmt"
	"regexp"

	"assay/support/mask"
	"assay/support/spec"
	"assay/support/target"
)

// shortestCard is how many digits a card number has at least.
const shortestCard = 12

var (
	amounts    = regexp.MustCompile(`\b\d+\.\d{2}\b`)
	digitRuns  = regexp.MustCompile(`\b(?:\d{12,19}|\d{4}(?:[ -]\d{3,6}){2,4})\b`) // or in groups, as on a card
	anyPattern = mask.New(mask.Options{})
)

// guard refuses scenarios that would send a card number that is not test data
// to a real host, or more than a production target allows (decision 17).
func guard(selected []*scenario, t target.Target, meanProduction bool) error {
	if t.Simulator {
		return nil
	}
	for _, s := range selected {
		for step := range s.steps {
			texts := []string{s.fill(step.Text)}
			for _, cells := range s.table(step) {
				texts = append(texts, cells...)
			}
			for _, text := range texts {
				if err := guardText(text, t, meanProduction); err != nil {
					return &Problem{
						Code: ExitUsage, Text: fmt.Sprintf("%s:%d", s.feature.path, step.Location.Line), Err: err,
					}
				}
			}
		}
	}
	return nil
}

// digitsIn returns what is long enough to be a card number. Few texts have so
// many digits at all.
func digitsIn(text string) []string {
	n := 0
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			n++
		}
	}
	if n < shortestCard {
		return nil
	}
	return digitRuns.FindAllString(text, -1)
}

func guardText(text string, t target.Target, meanProduction bool) error {
	for _, digits := range digitsIn(text) {
		if anyPattern.String(digits) == digits {
			continue // no card number: the check digit does not fit
		}
		if err := t.GuardPAN(digits, spec.TestPANs(), meanProduction); err != nil {
			return err
		}
	}
	if t.Production {
		for _, amount := range amounts.FindAllString(text, -1) {
			if err := t.GuardAmount(amount); err != nil {
				return err
			}
		}
	}
	return nil
}
