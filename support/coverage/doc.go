// Package coverage tells how much of the gateway's API a specification speaks
// of and a run has shown: calls, parameters, payment types, brands, result
// codes, demands, decisions, rules and settings, each against its table. Start with
// [Of].
//
// It is no verdict on the gateway and no certificate: it counts what happened
// in scenarios that passed, and says how certain their promises are.
//
// It may import reports, features, support/spec and support/mask.
package coverage
