package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// throttledScenario sends a shopper to the brand's page and asks for the status
// three times, one more than a minute allows.
const throttledScenario = `@redirects @async
Feature: Redirects
  Scenarios to measure with.

  Source: none, this is a benchmark.

  @ZZ-%03d @DB @browser @verified
  Scenario Outline: A redirect, row <n>
    Given a pending DB of 92.00 EUR with PAYPAL
    And the merchant has asked for the status once
    When the shopper approves it on the brand's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is approved
    And the status of the payment is approved

    Examples:
      | n |
`

// redirects is how many of them are run.
const redirects = 200

// throttle runs redirects against a gateway without a clock that answers two
// status requests a minute for each payment. None of them can be over before the
// minute of its payment is, so a minute is the least that all of them can take.
func (b *bench) throttle(ctx context.Context, _ int) error {
	features, err := b.features("throttle", throttledScenario, redirects)
	if err != nil {
		return err
	}
	g, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer g.stop()
	r, err := b.runAssay(ctx, g, features, redirects, b.concurrency, "--no-browser")
	if err != nil {
		return err
	}
	line := b.table.row(row{
		name: strconv.Itoa(redirects) + " redirects, throttled: 60 s at least", unit: " s",
		bound: 1.2 * time.Minute.Seconds(),
	})
	line.ours = append(line.ours, r.took.Seconds())
	log, err := os.Open(filepath.Join(b.dir, "out", "run.ndjson"))
	if err != nil {
		return err
	}
	defer log.Close()
	if n := countThrottled(bufio.NewReaderSize(log, 1<<16)); n > 0 {
		return fmt.Errorf("%d requests were turned away", n)
	}
	return nil
}

// countThrottled counts the exchanges of a log that were turned away.
func countThrottled(log *bufio.Reader) int {
	for n := 0; ; {
		line, err := log.ReadBytes('\n')
		if bytes.HasPrefix(line, []byte(`{"type":"exchange"`)) && bytes.Contains(line, []byte(`"status":429`)) {
			n++
		}
		if err != nil {
			return n
		}
	}
}
