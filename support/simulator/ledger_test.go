package simulator

import (
	"testing"
	"time"

	"assay/support/spec"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func opened(kind string, amount minor, s state) ledger {
	return ledger{{kind: kind, on: -1, amount: amount, currency: "EUR", mode: "INTERNAL", state: s, at: noon}}
}

func TestLedger(t *testing.T) {
	t.Parallel()
	week := rules{validity: 7 * 24 * time.Hour}
	single := rules{validity: week.validity, singleCapture: true}
	full := rules{validity: week.validity, fullCapture: true}
	evening := rules{validity: week.validity, cutOff: 18, captureUntil: 18}
	short := rules{validity: week.validity, refundWindow: 24 * time.Hour}
	merchants := rules{validity: week.validity, receipts: true}
	paOnly := rules{validity: week.validity, reversePAOnly: true}
	tests := []struct {
		name  string
		start ledger
		rules rules
		steps []step // booked in order, each must pass
		last  step   // then this one
		want  string // its code; "" = allowed
	}{
		{"a capture of the whole", opened("PA", 9200, approved), week, nil, step{kind: "CP", amount: 9200}, ""},
		{
			"D10: a second capture within the PA", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 4000}},
			step{kind: "CP", amount: 5200},
			"",
		},
		{
			"D10: a capture beyond the rest", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 4000}},
			step{kind: "CP", amount: 5201},
			"700.400.100",
		},
		{
			"D10 single-capture: a second capture", opened("PA", 9200, approved), single,
			[]step{{kind: "CP", amount: 4000}},
			step{kind: "CP", amount: 1},
			"700.400.100",
		},
		{"a capture of a debit", opened("DB", 9200, approved), week, nil, step{kind: "CP", amount: 1}, "700.400.510"},
		{"a capture of a rejected PA", opened("PA", 9200, rejected), week, nil, step{kind: "CP", amount: 1}, "700.400.510"},
		{
			"a capture after a reversal", opened("PA", 9200, approved), week,
			[]step{{kind: "RV"}},
			step{kind: "CP", amount: 1},
			"700.400.100",
		},
		{"a capture of nothing", opened("PA", 9200, approved), week, nil, step{kind: "CP"}, "100.550.300"},
		{
			"a capture in the last moment of the validity", opened("PA", 9200, approved), week, nil,
			step{kind: "CP", amount: 1, at: noon.Add(7 * 24 * time.Hour)},
			"",
		},
		{
			"a capture after the validity", opened("PA", 9200, approved), week, nil,
			step{kind: "CP", amount: 1, at: noon.Add(7*24*time.Hour + 1)},
			"700.400.100",
		},
		{
			"D14: any step on a pending payment", opened("DB", 9200, pending), week, nil,
			step{kind: "RF", amount: 1},
			"700.400.570",
		},
		{"a refund of a rejected debit", opened("DB", 9200, rejected), week, nil, step{kind: "RF", amount: 1}, "700.300.200"},
		{
			"a refund in another currency", opened("DB", 9200, approved), week, nil,
			step{kind: "RF", amount: 1, currency: "USD"},
			"700.100.500",
		},
		{
			"a refund in another mode", opened("DB", 9200, approved), week, nil,
			step{kind: "RF", amount: 1, mode: "EXTERNAL"},
			"700.100.600",
		},
		{
			"a second refund within the volume", opened("DB", 9200, approved), week,
			[]step{{kind: "RF", amount: 5200}},
			step{kind: "RF", amount: 4000},
			"",
		},
		{
			"a refund beyond the volume", opened("DB", 9200, approved), week,
			[]step{{kind: "RF", amount: 5200}},
			step{kind: "RF", amount: 4001},
			"700.400.200",
		},
		{"D32: a refund of a credit", opened("CD", 9200, approved), week, nil, step{kind: "RF", amount: 9200}, ""},
		{"a refund of an uncaptured PA", opened("PA", 9200, approved), week, nil, step{kind: "RF", amount: 1}, "700.400.520"},
		{
			"D13: a refund of a PA up to its captures", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 3000}, {kind: "CP", amount: 2000}},
			step{kind: "RF", amount: 5000},
			"",
		},
		{
			"D13: a refund of a PA beyond its captures", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 3000}, {kind: "CP", amount: 2000}},
			step{kind: "RF", amount: 5001},
			"700.400.200",
		},
		{
			"D13: the captures remember a refund of the PA", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 3000}, {kind: "RF", amount: 2000}},
			step{kind: "RF", on: 1, amount: 1001},
			"700.400.200",
		},
		{
			"a refund of a reversed debit", opened("DB", 9200, approved), week,
			[]step{{kind: "RV"}},
			step{kind: "RF", amount: 1},
			"700.400.200",
		},
		{
			"a refund of a refund", opened("DB", 9200, approved), week,
			[]step{{kind: "RF", amount: 100}},
			step{kind: "RF", on: 1, amount: 1},
			"700.400.520",
		},
		{
			"a refund after a chargeback", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}},
			step{kind: "RF", amount: 1},
			"700.300.600",
		},
		{
			"D12: a reversal of a partly captured PA", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 3000}},
			step{kind: "RV"},
			"",
		},
		{
			"D12: nothing is left to capture after it", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 3000}, {kind: "RV"}},
			step{kind: "CP", amount: 1},
			"700.400.100",
		},
		{
			"a reversal of a PA captured in full", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 9200}},
			step{kind: "RV"},
			"700.400.300",
		},
		{"a second reversal", opened("PA", 9200, approved), week, []step{{kind: "RV"}}, step{kind: "RV"}, "700.400.300"},
		{
			"a reversal after a refund", opened("DB", 9200, approved), week,
			[]step{{kind: "RF", amount: 1}},
			step{kind: "RV"},
			"700.400.300",
		},
		{
			"a reversal of more than there is", opened("PA", 9200, approved), week, nil,
			step{kind: "RV", amount: 9201},
			"700.400.300",
		},
		{
			"D11: a reversal of a debit on the same day", opened("DB", 9200, approved), week, nil,
			step{kind: "RV", at: noon.Add(12*time.Hour - 1)},
			"",
		},
		{
			"D11: a reversal of a debit after the cut-off", opened("DB", 9200, approved), week, nil,
			step{kind: "RV", at: noon.Add(12 * time.Hour)},
			"700.300.700",
		},
		{"D11 rv-pa-only: a reversal of a debit", opened("DB", 9200, approved), paOnly, nil, step{kind: "RV"}, "700.400.300"},
		{"D11 rv-pa-only: a reversal of a PA", opened("PA", 9200, approved), paOnly, nil, step{kind: "RV"}, ""},
		{
			"a reversal of an expired PA", opened("PA", 9200, approved), week, nil,
			step{kind: "RV", at: noon.Add(8 * 24 * time.Hour)},
			"700.300.700",
		},
		{"a reversal of a credit", opened("CD", 9200, approved), week, nil, step{kind: "RV"}, "700.400.530"},
		{
			"D32: a chargeback of a capture", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 9200}},
			step{kind: "CB", on: 1, amount: 9200},
			"",
		},
		{
			"D32: a second chargeback", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}},
			step{kind: "CB", amount: 100},
			"700.400.400",
		},
		{
			"a chargeback of what was refunded", opened("DB", 9200, approved), week,
			[]step{{kind: "RF", amount: 9000}},
			step{kind: "CB", amount: 201},
			"700.400.400",
		},
		{"a chargeback of a PA", opened("PA", 9200, approved), week, nil, step{kind: "CB", amount: 1}, "700.400.550"},
		{
			"D32: a reversal of a chargeback", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}},
			step{kind: "CR", on: 1},
			"",
		},
		{
			"D32: a second reversal of a chargeback", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}, {kind: "CR", on: 1}},
			step{kind: "CR", on: 1},
			"700.400.410",
		},
		{
			"D32: a representment", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}, {kind: "CR", on: 1}},
			step{kind: "CR", on: 2},
			"",
		},
		{
			"D32: a reversal of a representment", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}, {kind: "CR", on: 1}, {kind: "CR", on: 2}},
			step{kind: "CR", on: 3},
			"",
		},
		{
			"D32: a fourth turn of a dispute", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}, {kind: "CR", on: 1}, {kind: "CR", on: 2}, {kind: "CR", on: 3}},
			step{kind: "CR", on: 4},
			"700.400.411",
		},
		{
			"D32: a second representment", opened("DB", 9200, approved), week,
			[]step{{kind: "CB", amount: 100}, {kind: "CR", on: 1}, {kind: "CR", on: 2}},
			step{kind: "CR", on: 2},
			"700.400.411",
		},
		{"a chargeback reversal of a debit", opened("DB", 9200, approved), week, nil, step{kind: "CR"}, "700.400.420"},
		{"a rebill of a debit", opened("DB", 9200, approved), week, nil, step{kind: "RB", amount: 100}, ""},
		{"a rebill of a PA", opened("PA", 9200, approved), week, nil, step{kind: "RB", amount: 100}, "700.100.700"},
		{"a receipt by a merchant", opened("PA", 9200, approved), week, nil, step{kind: "RC", amount: 1}, "700.400.562"},
		{
			"receipts by merchants: one", opened("PA", 9200, approved), merchants, nil,
			step{kind: "RC", amount: 9200},
			"",
		},
		{
			"receipts by merchants: a capture of what was received", opened("PA", 9200, approved), merchants,
			[]step{{kind: "RC", amount: 9200}},
			step{kind: "CP", amount: 1},
			"700.400.100",
		},
		{
			"D10 full-capture: a part", opened("PA", 9200, approved), full, nil,
			step{kind: "CP", amount: 9199},
			"700.400.101",
		},
		{"D10 full-capture: the whole", opened("PA", 9200, approved), full, nil, step{kind: "CP", amount: 9200}, ""},
		{
			"an increment raises what may be captured", opened("PA", 9200, approved), week,
			[]step{{kind: "PA", amount: 800}},
			step{kind: "CP", amount: 10000},
			"",
		},
		{
			"a capture beyond the PA and its increment", opened("PA", 9200, approved), week,
			[]step{{kind: "PA", amount: 800}},
			step{kind: "CP", amount: 10001},
			"700.400.100",
		},
		{
			"a capture may refer to the increment", opened("PA", 9200, approved), week,
			[]step{{kind: "PA", amount: 800}, {kind: "CP", on: 1, amount: 9000}},
			step{kind: "CP", amount: 1001},
			"700.400.100",
		},
		{
			"an increment of what is reversed", opened("PA", 9200, approved), week,
			[]step{{kind: "RV"}},
			step{kind: "PA", amount: 800},
			"700.300.300",
		},
		{"an increment of a debit", opened("DB", 9200, approved), week, nil, step{kind: "PA", amount: 1}, "700.100.700"},
		{
			"a final capture releases the rest", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 4000, final: true}},
			step{kind: "CP", amount: 1},
			"700.400.100",
		},
		{
			"a final capture can be refunded", opened("PA", 9200, approved), week,
			[]step{{kind: "CP", amount: 4000, final: true}},
			step{kind: "RF", amount: 4000},
			"",
		},
		{
			"a capture in the last moment before its hour", opened("PA", 9200, approved), evening, nil,
			step{kind: "CP", amount: 1, at: noon.Add(6*time.Hour - 1)},
			"",
		},
		{
			"a capture when the hour has struck", opened("PA", 9200, approved), evening, nil,
			step{kind: "CP", amount: 1, at: noon.Add(6 * time.Hour)},
			"700.300.400",
		},
		{
			"a reversal of a debit when the hour has struck", opened("DB", 9200, approved), evening, nil,
			step{kind: "RV", at: noon.Add(6 * time.Hour)},
			"700.300.700",
		},
		{
			"a refund in the last moment of its window", opened("DB", 9200, approved), short, nil,
			step{kind: "RF", amount: 1, at: noon.Add(24 * time.Hour)},
			"",
		},
		{
			"a refund after its window", opened("DB", 9200, approved), short, nil,
			step{kind: "RF", amount: 1, at: noon.Add(24*time.Hour + 1)},
			"700.400.200",
		},
		{
			"D13: the window of a PA begins with its last capture", opened("PA", 9200, approved), short,
			[]step{{kind: "CP", amount: 4000, at: noon.Add(20 * time.Hour)}},
			step{kind: "RF", amount: 1, at: noon.Add(44 * time.Hour)},
			"",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := append(ledger(nil), tt.start...)
			for i, s := range append(tt.steps, tt.last) {
				if s.at.IsZero() {
					s.at = noon
				}
				want := ""
				if i == len(tt.steps) {
					want = tt.want
				}
				got := l.check(s, tt.rules)
				if got != want {
					t.Fatalf("step %d (%s) = %q, want %q", i, s.kind, got, want)
				}
				if got == "" {
					l = l.book(s)
				}
			}
		})
	}
}

func TestABrandMayAllowLessThanItsChannel(t *testing.T) {
	t.Parallel()
	pa, db := opened("PA", 9200, approved), opened("DB", 9200, approved)
	once := opened("PA", 9200, approved).book(step{kind: "CP", amount: 4000, at: noon})
	tests := []struct {
		name   string
		limits spec.Limits
		ledger ledger
		step   step
		want   string
	}{
		{"a part, of a brand that says nothing", spec.Limits{}, pa, step{kind: "CP", amount: 4000}, ""},
		{"a second capture of several", spec.Limits{Captures: "multiple"}, once, step{kind: "CP", amount: 4000}, ""},
		{"a second capture of one", spec.Limits{Captures: "single"}, once, step{kind: "CP", amount: 4000}, "700.400.100"},
		{"a part of all or nothing", spec.Limits{Captures: "full"}, pa, step{kind: "CP", amount: 4000}, "700.400.101"},
		{"a capture where there is none", spec.Limits{Captures: "none"}, pa, step{kind: "CP", amount: 9200}, "700.400.101"},
		{"a partial refund", spec.Limits{Refunds: "partial"}, db, step{kind: "RF", amount: 4000}, ""},
		{"a partial refund of all or nothing", spec.Limits{Refunds: "full"}, db, step{kind: "RF", amount: 4000}, "700.100.200"},
	}
	for _, tt := range tests {
		tt.step.at = noon
		if got := tt.ledger.check(tt.step, rules{validity: time.Hour}.within(tt.limits)); got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestNumberOfCapturesLimitsThem(t *testing.T) {
	t.Parallel()
	l := opened("PA", 9200, approved)
	l[0].maxCaptures = 1
	r := rules{validity: time.Hour}
	s := step{kind: "CP", amount: 100, at: noon}
	if got := l.check(s, r); got != "" {
		t.Fatalf("first capture = %q", got)
	}
	if got := l.book(s).check(s, r); got != codeCannotCapture {
		t.Errorf("second capture = %q, want %q", got, codeCannotCapture)
	}
}
