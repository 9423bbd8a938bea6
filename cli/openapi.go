package cli

import (
	"fmt"
	"io"
	"path/filepath"

	"assay/support/openapi"
	"assay/support/simulator"

	"github.com/spf13/cobra"
)

func (a *app) openapiCommand() *cobra.Command {
	var format, out string
	cmd := &cobra.Command{
		Use:   "openapi",
		Short: "Print an OpenAPI description of the gateway's API",
		Long: `Print an OpenAPI 3.1 description of the gateway's API, for viewers, validators and
generators: calls, parameters with their formats, answers and result codes. It is
made from the tables that the simulator and the scenarios go by, so what nobody
could verify is marked x-status, and what is not simulated x-simulated: false.`,
		Example: `  assay openapi > openapi.yaml
  assay openapi --out openapi.json
  assay openapi --format json | jq '.paths | keys'`,
		Annotations: map[string]string{ownOut: "yes"},
		Args:        atMost(0, "name a file with --out"),
		RunE: func(*cobra.Command, []string) error {
			if format == "" && filepath.Ext(out) == ".json" {
				format = "json"
			}
			text, err := describe(format)
			if err != nil {
				return err
			}
			if out == "" {
				_, err = a.stdout.Write(text)
				return err
			}
			err = writeFile(out, "out", func(w io.Writer) error {
				_, err := w.Write(text)
				return err
			})
			if err != nil {
				return err
			}
			a.say("the description is in %s", out)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "", "`format`: yaml or json (default by the name of the file, else yaml)")
	f.StringVarP(&out, "out", "o", "", "`file` to write to (default standard output)")
	must(cmd.RegisterFlagCompletionFunc("format", words("yaml", "json")))
	return cmd
}

// describe makes the description of the API in one of its formats.
func describe(format string) ([]byte, error) {
	document := openapi.Describe(openapi.Options{Version: release, Simulated: simulator.Serves})
	switch format {
	case "", "yaml":
		return document.YAML()
	case "json":
		return document.JSON()
	}
	return nil, &usageError{fmt.Sprintf("flag --format cannot be %q", format), "it takes yaml or json"}
}
