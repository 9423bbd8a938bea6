// Package spec is what is known of the gateway's API: tables of brands,
// parameters, result codes, test data and samples, each row with its source,
// and look-ups over them. LookupBrand, LookupParameter and GroupOf are where
// to start.
//
// It is not behaviour: what a gateway does with a fact is the simulator's, what
// a merchant makes of it is the client's. Facts that nobody could verify keep
// that mark (Brand.Assumed, Parameter.Note) on their way to every reader.
//
// It imports nothing of this module.
package spec
