// Package lint says where feature files break the house rules: start with
// [Check]. [Rules] lists them, each with its reason.
//
// It judges what is written, not what happens when it runs: it sends nothing and
// knows neither target nor gateway. What there is to be used, tags and
// sentences, it is told by its caller. Of this module it imports
// support/featurefile.
package lint
