//go:build race

package simulator_test

// batch is smaller under the race detector, which makes an operation cost many
// times as much: clients meet each other in the first few hundred already.
const batch = 5_000
