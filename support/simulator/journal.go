package simulator

import (
	"iter"
	"math"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
)

// journal lists a channel's payments in the order in which they were kept, each
// with the time of its making, so that a report of some days touches no others.
// Writing is an append; whoever reads holds no lock meanwhile.
type journal struct {
	mu   sync.Mutex
	rows []journalRow // by time; only ever appended to, and emptied row by row
	cut  int          // how many rows were cut off at the front
	left int          // how many rows are empty
}

// journalRow is read without the lock.
type journalRow struct {
	made    int64                   // Unix nanoseconds; never less than the row's before
	payment atomic.Pointer[payment] // nil once the payment has left
}

// Ends of time, for a report that names none.
const (
	everBefore = math.MinInt64
	everAfter  = math.MaxInt64
)

// enter adds a payment, and links it to the one that its chain began with.
func (j *journal) enter(p *payment) {
	j.mu.Lock()
	defer j.mu.Unlock()
	n, made := len(j.rows), p.made
	if n > 0 {
		made = max(made, j.rows[n-1].made)
	}
	p.row = j.cut + n
	j.rows = append(j.rows, journalRow{made: made})
	j.rows[n].payment.Store(p)
	if c := p.chain; c.first != p {
		c.linked = append(c.linked, p)
	}
}

// remove empties a payment's row. Rows at the front go at once, others when
// they outnumber those in use: the journal grows with what is kept, not with
// what was.
func (j *journal) remove(p *payment) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.rows[p.row-j.cut].payment.Store(nil)
	j.left++
	for len(j.rows) > 0 && j.rows[0].payment.Load() == nil {
		j.rows = j.rows[1:]
		j.cut++
		j.left--
	}
	if j.left > 64 && j.left > len(j.rows)/2 {
		j.tighten()
	}
	if c := p.chain; c.first != p {
		c.linked = without(c.linked, p)
	}
}

// tighten moves what is in use to rows of its own, since others may be reading
// the old ones; with mu held.
func (j *journal) tighten() {
	rows := make([]journalRow, len(j.rows)-j.left)
	n := 0
	for i := range j.rows {
		if p := j.rows[i].payment.Load(); p != nil {
			rows[n].made = j.rows[i].made
			rows[n].payment.Store(p)
			p.row = j.cut + n
			n++
		}
	}
	j.rows, j.left = rows, 0
}

// between yields what was made from one time until just before another, oldest
// first.
func (j *journal) between(from, until int64) iter.Seq[*payment] {
	j.mu.Lock()
	rows := j.rows
	j.mu.Unlock()
	begin := sort.Search(len(rows), func(i int) bool { return rows[i].made >= from })
	rows = rows[begin:]
	end := sort.Search(len(rows), func(i int) bool { return rows[i].made >= until })
	return func(yield func(*payment) bool) {
		for i := range rows[:end] {
			if p := rows[i].payment.Load(); p != nil && !yield(p) {
				return
			}
		}
	}
}

// linked returns all that is held of a chain.
func (j *journal) linked(c *chain) []*payment {
	j.mu.Lock()
	defer j.mu.Unlock()
	if c.first.gone.Load() {
		return slices.Clone(c.linked)
	}
	return append([]*payment{c.first}, c.linked...)
}
