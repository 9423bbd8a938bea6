package runner

import (
	"fmt"
	"regexp"

	"assay/support/mask"
	"assay/support/spec"
	"assay/support/target"
)

var (
	amounts    = regexp.MustCompile(`\b\d+\.\d{2}\b`)
	digitRuns  = regexp.MustCompile(`\b\d{12,19}\b`)
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

func guardText(text string, t target.Target, meanProduction bool) error {
	for _, digits := range digitRuns.FindAllString(text, -1) {
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
