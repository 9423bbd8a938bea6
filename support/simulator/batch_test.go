//go:build !race

package simulator_test

// batch is how many operations a test does that is about what they come to.
const batch = 20_000
