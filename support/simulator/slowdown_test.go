//go:build !race

package simulator_test

// slowdown is how much less the property tests do; nothing slows them down.
const slowdown = 1
