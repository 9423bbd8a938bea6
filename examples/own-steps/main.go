// Command own-steps is assay with sentences and features of one's own: copy this
// directory, write features, and add to [sentences] what they say. Every verb
// knows them:
//
//	go run . run                what is in features, against the simulator
//	go run . run --target uat   against a target of assay.yaml
//	go run . steps order        what can be said about orders
//	go run . lint
package main

import (
	"embed"
	"os"

	"assay/cli"
)

// features are built in, like assay's own. Paths name them as they are here.
//
//go:embed features
var features embed.FS

func main() { os.Exit(program().Main()) }

func program() cli.Program {
	return cli.Program{Name: "own-steps", Features: features, Steps: sentences, Words: words}
}
