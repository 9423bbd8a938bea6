// Command assay is a regression and certification harness for payment gateways
// that speak the Open Payment Platform API. All of it is in package cli; this
// is the program that has assay's own sentences and features, and no others.
//
// It may import cli.
package main

import (
	"context"
	"os"

	"assay/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
