package cli

import (
	"fmt"

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
	selection := a.selection(config.Tags)
	selection.Paths, selection.Brands = flags.features, brands
	all, err := runner.Catalogue(selection)
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
		if err := writeFile(flags.html, "html", some.HTML); err != nil {
			return err
		}
		a.say("the page is %s", flags.html)
		return nil
	case flags.json:
		return some.JSON(a.stdout)
	}
	if len(some.Sentences) == 0 && len(words) > 0 {
		a.say("no sentence has all of these words; try fewer of them")
	}
	return some.Text(a.stdout, a.program.Name)
}

// nearestOr is the hint that names the nearest of some names, or else another.
func nearestOr(name string, known []string, otherwise string) string {
	if near := target.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}
