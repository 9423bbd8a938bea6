package door

import (
	"fmt"
	"testing"
)

// However much is made, the newest are remembered.
func TestWhatIsKeptIsBounded(t *testing.T) {
	t.Parallel()
	var k kept
	for i := range 3 * maxKept {
		k.add(transaction{ID: fmt.Sprint(i)})
	}
	list := k.list()
	if len(list) != maxKept || list[0].ID != fmt.Sprint(2*maxKept) {
		t.Errorf("%d are kept from %s on, want the newest %d", len(list), list[0].ID, maxKept)
	}
	k.drop(list[0].ID)
	if rest := k.list(); len(rest) != maxKept-1 || rest[0].ID != list[1].ID {
		t.Errorf("%d are kept from %s on after the oldest was dropped", len(rest), rest[0].ID)
	}
}
