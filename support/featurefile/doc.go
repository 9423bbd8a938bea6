// Package featurefile reads feature files and lays them out: start with [Parse]
// and [Format].
//
// It knows Gherkin and nothing else: neither which sentences or tags there are
// nor what a scenario is run for. It imports nothing of this module.
package featurefile
