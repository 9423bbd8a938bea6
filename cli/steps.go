package cli

import (
	"bytes"
	"fmt"
	"os"

	"assay/support/catalogue"
	"assay/support/runner"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// stepsFlags are the flags of assay steps.
type stepsFlags struct {
	features []string
	brands   string
	word     string
	html     string
	json     bool
	unused   bool
}

func (a *app) stepsCommand() *cobra.Command {
	var flags stepsFlags
	cmd := &cobra.Command{
		Use:   "steps [words]",
		Short: "List the sentences that features may use",
		Long: `List the sentences that features may use, by what they are about: their words with
what these may be, an example, and where they are used. With words it lists the
sentences that have all of them.`,
		Example: `  assay steps
  assay steps refund                     what can be said about refunds?
  assay steps --word brand               every value of {brand}
  assay steps --features my-features --unused
  assay steps --html sentences.html      a page to search in`,
		RunE: func(_ *cobra.Command, args []string) error { return a.steps(flags, args) },
	}
	a.addBrands(cmd, &flags.brands)
	f := cmd.Flags()
	f.StringArrayVar(&flags.features, "features", nil, "`path` of features to look for uses in (default the built-in ones)")
	f.StringVar(&flags.word, "word", "", "print everything that the word of this `name` may be")
	f.StringVar(&flags.html, "html", "", "write a page to this `file`")
	f.BoolVar(&flags.json, "json", false, "print JSON, for programs")
	f.BoolVar(&flags.unused, "unused", false, "list only what no feature uses")
	return cmd
}

// steps is assay steps.
func (a *app) steps(flags stepsFlags, words []string) error {
	config, err := a.load()
	if err != nil {
		return err
	}
	if flags.brands == "" {
		flags.brands = config.Brands
	}
	brands, err := runner.LoadBrands(flags.brands)
	if err != nil {
		return err
	}
	all, err := runner.Catalogue(runner.Selection{Paths: flags.features, DeclaredTags: config.Tags, Brands: brands})
	if err != nil {
		return err
	}
	if flags.word != "" {
		word, known := all.Word(flags.word)
		if !known {
			var names []string
			for _, w := range all.Words {
				names = append(names, w.Name)
			}
			return &usageError{fmt.Sprintf("no sentence has a word {%s}", flags.word), nearestOr(flags.word, names, "assay steps --json lists them")}
		}
		return word.Text(a.stdout)
	}
	some := all.Having(words)
	if flags.unused {
		some = some.Unused()
	}
	switch {
	case flags.html != "":
		return a.writePage(flags.html, some)
	case flags.json:
		return some.JSON(a.stdout)
	}
	if len(some.Sentences) == 0 && len(words) > 0 {
		a.say("no sentence has all of these words; try fewer of them")
	}
	return some.Text(a.stdout)
}

// nearestOr is the hint that names the nearest of some names, or else another.
func nearestOr(name string, known []string, otherwise string) string {
	if near := target.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// writePage writes the catalogue as a page.
func (a *app) writePage(name string, c catalogue.Catalogue) error {
	var page bytes.Buffer
	if err := c.HTML(&page); err != nil {
		return err
	}
	if err := os.WriteFile(name, page.Bytes(), 0o644); err != nil {
		return &usageError{fmt.Sprintf("cannot write %s: %v", name, err), "name a file that can be written with --html"}
	}
	a.say("the page is %s", name)
	return nil
}
