// Package runner plans a run, executes it and records what happened. Run is
// where to start; List plans without running and Doctor looks at the machine
// and the target.
//
// A plan is made from features by our own Gherkin reading and standard Cucumber
// tag expressions. godog then executes it in chunks, so that memory stays flat
// however many scenarios there are: each chunk is a feature text written anew
// from the chosen scenarios and rows. Hooks record every attempt into the log of
// package reports, of which all reports are projections.
//
// It is not where sentences live (package steps), nor what a report looks like
// (package reports).
//
// It may import features, steps, reports and the packages of support, and is the
// only user of godog's engine.
package runner
