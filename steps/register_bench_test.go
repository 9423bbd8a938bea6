package steps

import "testing"

// What a scenario pays for the sentences that it does not need.
func BenchmarkRegisterNothing(b *testing.B) {
	for b.Loop() {
		Register(selective{}, NewWorld())
	}
}
