package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// requests is how many of them apiScenario sends.
const requests = 2

// apiScenario has seven steps.
const apiScenario = `@payments @sync
Feature: Load
  Scenarios to measure with.

  Source: none, this is a benchmark.

  @ZZ-%03d @PA @verified
  Scenario Outline: A payment, row <n>
    Given an amount of 92.00 EUR
    When the merchant sends a PA with VISA
    Then the preauthorization is approved
    And the HTTP status is 200
    And the answer shows an amount of 92.00 EUR
    And the answer repeats the merchant's own reference
    And the reports show the payment as approved

    Examples:
      | n |
`

// journeyScenario sends the shopper to the brand's page and back.
const journeyScenario = `@redirects @async
Feature: Journeys
  Scenarios to measure with.

  Source: none, this is a benchmark.

  @ZZ-%03d @DB @browser @verified
  Scenario Outline: A journey, row <n>
    Given a pending DB of 92.00 EUR with PAYPAL
    When the shopper approves it on the brand's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is approved

    Examples:
      | n |
`

// perFile is how many rows a generated feature has.
const perFile = 100

// features writes scenario with so many rows, unless that was done before, and
// returns the directory.
func (b *bench) features(name, scenario string, rows int) (string, error) {
	dir := filepath.Join(b.dir, name)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	for file := 0; file*perFile < rows; file++ {
		var text bytes.Buffer
		fmt.Fprintf(&text, scenario, file+1)
		for n := file * perFile; n < min(rows, (file+1)*perFile); n++ {
			fmt.Fprintf(&text, "      | %d |\n", n+1)
		}
		path := filepath.Join(dir, fmt.Sprintf("load_%03d.feature", file+1))
		if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
			return "", err
		}
	}
	return dir, nil
}
