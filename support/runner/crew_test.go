package runner

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSharesGetSmallerTowardsTheEnd: nobody may still have a long part to do when
// there is nothing left for the others.
func TestSharesGetSmallerTowardsTheEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		left := rapid.IntRange(0, 2000).Draw(t, "scenarios")
		concurrency := rapid.IntRange(1, 128).Draw(t, "concurrency")
		for before := chunkSize; left > 0; {
			n := share(left, concurrency)
			if n < 1 || n > before || n > 1 && n > left/concurrency {
				t.Fatalf("a share of %d, %d left, after a share of %d", n, left, before)
			}
			left -= n
			before = n
		}
		if n := share(0, concurrency); n != 0 {
			t.Fatalf("a share of %d of nothing", n)
		}
	})
}
