package cli

import (
	"assay/support/runner"

	"github.com/spf13/cobra"
)

// defaultOut is where a run writes unless told otherwise.
const defaultOut = "reports/out"

// Flags that several verbs have are declared in one place, so that they read
// alike everywhere.

// addSettings adds the flags that variables and the configuration can fill.
func (a *app) addSettings(cmd *cobra.Command, flags *runFlags) {
	a.addTarget(cmd, &flags.target)
	a.addTags(cmd, &flags.tags)
	a.addPages(cmd, flags)
	a.addBrands(cmd, &flags.brands)
	a.addQuarantine(cmd, &flags.quarantine)
	f := cmd.Flags()
	a.addConcurrency(cmd, &flags.concurrency)
	f.Int64Var(&flags.seed, "seed", 0, "`number` that fixes order and test data (default a new one)")
	f.StringVarP(&flags.out, "out", "o", defaultOut, "`directory` for the reports; an earlier run in it is replaced")
}

// addPages adds what says how the shopper sees pages, and what is kept of them.
func (a *app) addPages(cmd *cobra.Command, flags *runFlags) {
	a.addBrowser(cmd, &flags.browser)
	a.addBrowserURL(cmd, &flags.browserURL)
	f := cmd.Flags()
	f.BoolVar(&flags.noBrowser, "no-browser", false, "follow the forms of pages over HTTP; what needs scripts is skipped")
	f.StringVar(&flags.trace, "trace", runner.TraceOnFailure,
		"keep a trace of each attempt: `when`, on-failure, always or never")
	must(cmd.RegisterFlagCompletionFunc("trace", words(runner.TraceModes()...)))
}

func (a *app) addConcurrency(cmd *cobra.Command, value *int) {
	cmd.Flags().IntVarP(value, "concurrency", "c", runner.DefaultConcurrency, "run `n` scenarios at the same time")
}

func (a *app) addTarget(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVar(value, "target", "", "`name` of a target in the configuration (default simulator)")
	must(cmd.RegisterFlagCompletionFunc("target", a.completeTarget))
}

func (a *app) addTags(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVarP(value, "tags", "t", "", "tag `expression`, such as '@smoke and not @browser'")
}

func (a *app) addMeanProduction(cmd *cobra.Command, value *bool) {
	cmd.Flags().BoolVar(value, "i-mean-production", false, "allow a target marked production: true, where money is real")
}

func (a *app) addBrands(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVar(value, "brands", "", "`file` of brands beyond those that are built in")
}

func (a *app) addFaults(cmd *cobra.Command, value *[]string) {
	addList(cmd.Flags(), value, "fault", "let the simulator misbehave: `names`, see assay help faults")
	must(cmd.RegisterFlagCompletionFunc("fault", words(runner.FaultNames()...)))
}

func addVary(cmd *cobra.Command, value *int64) {
	cmd.Flags().Int64Var(value, "vary", 0, "`number` other than 0 for answers that are awkward, but as documented")
}

func (a *app) addBrowser(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVar(value, "browser", "", "`path` of the browser, headless-shell or chromium (default what is found first)")
	must(cmd.RegisterFlagCompletionFunc("browser", cobra.FixedCompletions(runner.BrowserKinds(), cobra.ShellCompDirectiveDefault)))
}

func (a *app) addBrowserURL(cmd *cobra.Command, value *string) {
	cmd.Flags().StringVar(value, "browser-url", "", "use the browser at this `address` instead: http://host:9222 or ws://...")
}
