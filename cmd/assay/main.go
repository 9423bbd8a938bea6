// Command assay is a regression and certification harness for payment gateways
// that speak the Open Payment Platform API. Start with [Run]: it is the whole
// program, with everything it touches handed in.
//
// This package is wiring only: one file per verb reads flags, calls a package
// and prints. It is not where scenarios are planned or run (support/runner), nor
// where reports are made (reports).
//
// It may import support/catalogue, support/runner, support/target,
// support/simulator, support/door, support/openapi, support/fidelity and reports.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
