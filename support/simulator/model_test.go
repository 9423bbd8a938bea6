package simulator_test

import (
	"slices"
	"time"

	"assay/support/spec"
)

// This file is what the documents say about money, written down a second time
// and as simply as possible, to hold the gateway against. It knows nothing of
// the gateway's own ledger. Source: Back-office operations; D09 to D14, D32.

// entry is one transaction of the model.
type entry struct {
	id, reference, kind string
	channel             int
	on                  *entry
	followers           []*entry // the approved steps on it, oldest first
	cents               int64
	currency, mode      string
	code                string
	at                  time.Time
	ends                time.Time // of a pending payment: when the gateway gives it up
	maxCaptures         int       // numberOfCaptures; 0 = any number
	returned            int64     // refunded so far
	statusCalls         []time.Time
}

// wish is a step that somebody wants to take.
type wish struct {
	kind           string
	channel        int
	cents          int64 // 0 when no amount is sent
	currency, mode string
	at             time.Time
}

const (
	validity = 7 * 24 * time.Hour // of a preauthorization
	patience = 30 * time.Minute   // D19
	slipTime = 7 * 24 * time.Hour // D33
)

func (e *entry) is(verdict string) bool { return spec.VerdictOf(e.code) == verdict }

// stands says whether an entry moved money: approved, or a chargeback, whose
// code says why it came.
func (e *entry) stands() bool { return e.is(spec.Approved) || e.is(spec.ChargedBack) }

// stepsOn lists the kinds that may be referred to by a step (D32), and
// unfit the codes that refuse all other references.
var (
	stepsOn = map[string][]string{
		"CP": {"PA"}, "RV": {"PA", "DB", "CP", "RB"}, "RF": {"PA", "DB", "CD", "CP", "RB", "RC"},
		"RB": {"DB", "CP"}, "CB": {"DB", "CP", "RB"}, "CR": {"CB", "CR"}, "RC": {},
	}
	unfit = map[string][]string{
		"CP": {"700.400.510"}, "RV": {"700.400.530"}, "RF": {"700.400.520"}, "RB": {"700.100.700"},
		"CB": {"700.400.550"}, "CR": {"700.400.420"}, "RC": {"700.400.562"},
	}
	unknownCode = map[string]string{
		"CP": "700.400.510", "RV": "700.400.530", "RF": "600.200.500", "RB": "700.100.100",
		"CB": "700.400.550", "CR": "700.400.420", "RC": "700.400.562",
	}
)

// succeeds returns the codes that a step may be approved with.
func (e *entry) succeeds(kind string) []string {
	codes := []string{successIn(e.mode)}
	if kind == "CB" {
		codes = append(codes, chargebackCodes...)
	}
	return codes
}

var chargebackCodes = func() []string {
	var codes []string
	for _, c := range spec.Codes() {
		if spec.VerdictOf(c.Code) == spec.ChargedBack {
			codes = append(codes, c.Code)
		}
	}
	return codes
}()

// refusals returns the codes of all rules that a step breaks: the gateway may
// answer any of them, since no document says in which order it looks. A step
// that breaks none has to succeed.
func (e *entry) refusals(w wish) []string {
	switch {
	case w.channel != e.channel:
		return []string{"700.400.700"}
	case e.is(spec.Pending):
		return []string{"700.400.570"}
	}
	var codes []string
	if !slices.Contains(stepsOn[w.kind], e.kind) || w.kind == "RF" && e.kind == "PA" && e.collected() == 0 {
		codes = append(codes, unfit[w.kind]...)
	}
	if e.is(spec.Rejected) {
		return append(codes, append(unfit[w.kind], "700.300.200")...)
	}
	if w.currency != "" && w.currency != e.currency {
		codes = append(codes, "700.100.500")
	}
	if w.mode != "" && w.mode != e.mode {
		codes = append(codes, "700.100.600")
	}
	if w.cents == 0 && w.kind != "RV" && w.kind != "CR" {
		codes = append(codes, "100.550.300")
	}
	return append(codes, e.exceeded(w)...)
}

// exceeded returns the codes of the rules about sums and times that a step
// breaks.
func (e *entry) exceeded(w wish) []string {
	var codes []string
	breaks := func(is bool, code ...string) {
		if is {
			codes = append(codes, code...)
		}
	}
	late := e.kind == "PA" && w.at.Sub(e.at) > validity
	switch w.kind {
	case "CP":
		breaks(late || e.has("RV") || w.cents > e.cents-e.collected(), "700.400.100")
		breaks(e.maxCaptures > 0 && e.captures() >= e.maxCaptures, "700.400.100")
	case "RF":
		left, disputed := e.refundable()
		breaks(w.cents > left, "700.400.200")
		breaks(disputed && w.cents > left, "700.300.600")
	case "RV":
		breaks(e.has("RV") || e.returned > 0 || w.cents > e.cents, "700.400.300")
		breaks(e.kind == "PA" && e.cents > 0 && e.collected() >= e.cents, "700.400.300")
		breaks(late || e.kind != "PA" && w.at.YearDay() != e.at.YearDay(), "700.300.700")
		breaks(e.has("CB"), "700.300.600")
	case "CB":
		breaks(e.has("CB") || e.has("RV") || w.cents > e.cents-e.returned, "700.400.400")
	case "CR":
		breaks(e.kind == "CB" && e.has("CR"), "700.400.410")
		breaks(e.kind == "CR" && e.has("CR") || w.cents > e.cents, "700.400.411")
	}
	return codes
}

// undecided says whether the documents leave open if a step may be taken that
// breaks no rule: a dispute may turn twice (D32), its third turn has a name only.
func (e *entry) undecided(w wish) bool { return w.kind == "CR" && e.kind == "CR" && e.on.kind == "CR" }

func (e *entry) has(kind string) bool {
	return slices.ContainsFunc(e.followers, func(f *entry) bool { return f.kind == kind })
}

// collections are the captures and receipts of a preauthorization.
func (e *entry) collections() []*entry {
	var list []*entry
	for _, f := range e.followers {
		if f.kind == "CP" || f.kind == "RC" {
			list = append(list, f)
		}
	}
	return list
}

func (e *entry) captures() int { return len(e.collections()) }

func (e *entry) collected() int64 {
	var sum int64
	for _, c := range e.collections() {
		sum += c.cents
	}
	return sum
}

// refundable is what a refund may return: of the transaction itself or, of a
// preauthorization, of what was collected on it (D13).
func (e *entry) refundable() (left int64, disputed bool) {
	if e.kind == "PA" {
		for _, c := range e.collections() {
			part, no := c.refundable()
			left, disputed = left+part, disputed || no
		}
		return left, disputed
	}
	if e.has("RV") || e.has("CB") {
		return 0, e.has("CB")
	}
	return e.cents - e.returned, false
}

// take books a step that breaks no rule.
func (e *entry) take(w wish) *entry {
	f := &entry{
		kind: w.kind, channel: e.channel, on: e, cents: w.cents, currency: e.currency, mode: e.mode, at: w.at,
	}
	if w.kind == "RV" || w.cents == 0 {
		f.cents = e.cents
	}
	if w.kind == "RF" {
		e.giveBack(f.cents)
	}
	e.followers = append(e.followers, f)
	return f
}

func (e *entry) giveBack(cents int64) {
	if e.kind != "PA" {
		e.returned += cents
		return
	}
	for _, c := range e.collections() {
		left, _ := c.refundable()
		part := min(left, cents)
		c.returned += part
		cents -= part
	}
}

// unlawful says what is wrong with the sums of an entry, "" if nothing is.
func (e *entry) unlawful() string {
	left, _ := e.refundable()
	times := map[string]int{}
	for _, f := range e.followers {
		times[f.kind]++
	}
	switch {
	case e.kind == "PA" && e.collected() > e.cents:
		return "more is captured than was authorised"
	case e.returned > e.cents:
		return "more is refunded than was taken"
	case left < 0:
		return "less than nothing may be refunded"
	case times["RV"] > 1 || times["CB"] > 1 || times["CR"] > 1:
		return "it is reversed or charged back twice"
	case !e.stands() && len(e.followers) > 0:
		return "steps were taken on what is not approved"
	}
	return ""
}
