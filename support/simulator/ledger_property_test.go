package simulator

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"assay/support/spec"
)

// TestLedgerNeverHoldsAnIllegalBalance throws random steps at a ledger: what is
// let through keeps every sum legal, what is refused has a known code.
func TestLedgerNeverHoldsAnIllegalBalance(t *testing.T) {
	t.Parallel()
	kinds := []string{typeCP, typeRV, typeRF, typeRB, typeRC, typeCB, typeCR, "PA", "XX"}
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.SampledFrom([]string{"PA", "DB", "CD"}).Draw(t, "first")
		l := opened(first, minor(rapid.IntRange(0, 500).Draw(t, "amount")), state(rapid.IntRange(0, 2).Draw(t, "state")))
		r := rules{
			singleCapture: rapid.Bool().Draw(t, "single"), fullCapture: rapid.Bool().Draw(t, "full"),
			reversePAOnly: rapid.Bool().Draw(t, "paOnly"), fullRefund: rapid.Bool().Draw(t, "fullRefund"),
			olderCodes: rapid.Bool().Draw(t, "older"), receipts: rapid.Bool().Draw(t, "receipts"),
			cutOff:   hour(rapid.IntRange(0, 24).Draw(t, "cutOff")),
			validity: 36 * time.Hour, linked: rapid.IntRange(0, 20).Draw(t, "linked"),
		}
		at := noon
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(0, 120).Draw(t, "minutes")) * time.Minute)
			s := step{
				kind: rapid.SampledFrom(kinds).Draw(t, "kind"), on: rapid.IntRange(0, len(l)-1).Draw(t, "on"),
				amount: minor(rapid.IntRange(0, 600).Draw(t, "amount")), at: at, final: rapid.Bool().Draw(t, "final"),
			}
			if code := l.check(s, r); code != "" {
				if _, known := spec.LookupCode(code); !known {
					t.Fatalf("%s refused with %q, which no table has", s.kind, code)
				}
				continue
			}
			l = l.book(s)
			legal(t, l)
		}
	})
}

func legal(t *rapid.T, l ledger) {
	for i, m := range l {
		var captured, increments, refunded, chargedBack minor
		var refundsOfCaptures, captures minor
		for _, c := range l {
			switch {
			case c.on == i && c.collects():
				captured += c.amount
				captures += c.returned
			case c.on == i && c.kind == typePA:
				increments += c.amount
			case c.on == i && c.kind == typeRF:
				refunded += c.amount
			case c.on == i && c.kind == typeCB:
				chargedBack += c.amount
			case c.kind == typeRF && c.on > 0 && l[c.on].on == i:
				refundsOfCaptures += c.amount
			}
		}
		if m.kind == typePA {
			if captured > m.reserved() || captured != m.taken || increments != m.added {
				t.Fatalf("%s of %s and %s has captures of %s, booked %s", m.kind, m.amount, increments, captured, m.taken)
			}
			if refunded+refundsOfCaptures != captures || captures > captured {
				t.Fatalf("PA: refunds %s and %s of captures %s, booked %s", refunded, refundsOfCaptures, captured, captures)
			}
			continue
		}
		if m.returned > m.amount || chargedBack+m.returned > m.amount {
			t.Fatalf("%s of %s gave back %s and %s", m.kind, m.amount, m.returned, chargedBack)
		}
	}
}
