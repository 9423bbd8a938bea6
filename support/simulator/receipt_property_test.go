package simulator

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestReceiptsReconcile throws random steps at a preauthorization whose money
// has arrived: what came in is what was authorised, what went out is no more,
// and every sum is that of its movements.
func TestReceiptsReconcile(t *testing.T) {
	t.Parallel()
	kinds := []string{typeCP, typeRV, typeRF, typeRF, typeRF, typeRB, typeCB, typeCR, typeRC}
	rapid.Check(t, func(t *rapid.T) {
		amount := minor(rapid.IntRange(1, 500).Draw(t, "amount"))
		l := opened(typePA, amount, pending)
		if code := l.check(step{kind: typeRF, amount: 1, at: noon}, rules{validity: time.Hour}); code != codeReferencePending {
			t.Fatalf("a refund before the money's arrival = %q", code)
		}
		l[0].state = approved
		l = l.receive(0, noon)
		r := rules{validity: 36 * time.Hour, singleCapture: rapid.Bool().Draw(t, "single")}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			s := step{
				kind: rapid.SampledFrom(kinds).Draw(t, "kind"), on: rapid.IntRange(0, len(l)-1).Draw(t, "on"),
				amount: minor(rapid.IntRange(0, 300).Draw(t, "amount")), at: noon,
			}
			if l.check(s, r) != "" {
				continue
			}
			l = l.book(s)
			reconciled(t, l, amount)
		}
	})
}

// reconciled compares what the movements say one by one with what is booked.
func reconciled(t *rapid.T, l ledger, amount minor) {
	legal(t, l)
	var in, out minor
	for _, m := range l {
		switch m.kind {
		case typeRC:
			in += m.amount
		case typeRF:
			out += m.amount
		case typePA:
			if m.open() != 0 {
				t.Fatalf("%s of the PA are still open", m.open())
			}
		default:
			t.Fatalf("a %s was let through", m.kind)
		}
	}
	left, _ := l.refundable(0)
	if in != amount || out > in || left != in-out || l[1].returned != out {
		t.Fatalf("%s of %s came in, %s went out, %s may still, %s is booked", in, amount, out, left, l[1].returned)
	}
}
