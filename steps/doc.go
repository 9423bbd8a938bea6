// Package steps holds the sentences that features are written in. A feature
// step is matched by exactly one sentence, and a sentence is glue: it reads its
// words, makes one call on a support package and remembers what came back.
// Start with [Register] and [World]; an author adds to them by a [Library].
//
// It is not the place for logic that deserves a test of its own, for HTTP, for
// selectors, or for anything that two scenarios share: a [World] belongs to one
// scenario, and the package keeps no state.
//
// It may import support/{opp,browser,shop,spec} and support/simulator/control,
// and is with the runner the only user of godog.
package steps
