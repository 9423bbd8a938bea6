//go:build race

package simulator_test

// slowdown is how much less the property tests do: the race detector makes each
// operation many times slower.
const slowdown = 5
