package simulator

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// TestTheJournalIsAListByTime lets payments come and go and compares every range
// with what a plain list says.
func TestTheJournalIsAListByTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var j journal
		var model []*payment
		now := int64(0)
		for range rapid.IntRange(1, 400).Draw(t, "steps") {
			if len(model) > 0 && rapid.IntRange(0, 9).Draw(t, "goes") < 4 {
				i := rapid.IntRange(0, len(model)-1).Draw(t, "which")
				model[i].gone.Store(true)
				j.remove(model[i])
				model = slices.Delete(model, i, i+1)
				continue
			}
			now += int64(rapid.IntRange(0, 3).Draw(t, "later"))
			p := &payment{made: now, chain: &chain{}}
			p.chain.first = p
			if len(model) > 0 && rapid.Bool().Draw(t, "refers") {
				p.chain = model[rapid.IntRange(0, len(model)-1).Draw(t, "to")].chain
			}
			j.enter(p)
			model = append(model, p)
		}
		from := int64(rapid.IntRange(0, int(now)+1).Draw(t, "from"))
		until := from + int64(rapid.IntRange(0, int(now)+1).Draw(t, "length"))
		var want []*payment
		for _, p := range model {
			if p.made >= from && p.made < until {
				want = append(want, p)
			}
		}
		if got := slices.Collect(j.between(from, until)); !slices.Equal(got, want) {
			t.Fatalf("from %d until %d: %d payments, want %d", from, until, len(got), len(want))
		}
		for _, p := range model {
			of := func(other *payment) bool { return other.chain != p.chain }
			if got, want := j.linked(p.chain), slices.DeleteFunc(slices.Clone(model), of); !slices.Equal(got, want) {
				t.Fatalf("%d are linked, want %d", len(got), len(want))
			}
		}
		if len(j.rows) > 2*len(model)+128 {
			t.Fatalf("%d rows for %d payments", len(j.rows), len(model))
		}
	})
}

// A clock that is set back does not hide what is made then.
func TestTheJournalKeepsWhatIsMadeEarlierInItsPlace(t *testing.T) {
	t.Parallel()
	var j journal
	for _, made := range []int64{10, 5, 11} {
		p := &payment{made: made, chain: &chain{}}
		p.chain.first = p
		j.enter(p)
	}
	if got := len(slices.Collect(j.between(10, 11))); got != 2 {
		t.Errorf("%d payments between 10 and 11, want the late one too", got)
	}
}

// Reports read while payments come and go: no more than the race detector's
// work, and nothing that has left twice.
func TestTheJournalIsReadWhileItIsWritten(t *testing.T) {
	t.Parallel()
	var j journal
	var writers, readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				seen := map[*payment]bool{}
				for p := range j.between(everBefore, everAfter) {
					if seen[p] {
						t.Error("a payment is there twice")
					}
					seen[p] = true
				}
			}
		})
	}
	for range 2 {
		writers.Go(func() {
			var held []*payment
			for i := range int64(2000) {
				p := &payment{made: i, chain: &chain{}}
				p.chain.first = p
				j.enter(p)
				if held = append(held, p); len(held) > 100 {
					k := int(i) % len(held)
					j.remove(held[k])
					held = slices.Delete(held, k, k+1)
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	if got := len(slices.Collect(j.between(everBefore, everAfter))); got != 200 {
		t.Errorf("%d are left, want 200", got)
	}
}
