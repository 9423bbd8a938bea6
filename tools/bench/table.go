package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// row is one figure, a value of each round.
type row struct {
	name      string
	unit      string // "/s": more is better; else less is better
	reference string // what it is compared with
	bound     float64
	aim       float64
	ours      []float64
	theirs    []float64
}

// table collects the figures in the order in which they are first met.
type table struct{ rows []*row }

// row returns the row of that name, made from r if it is new.
func (t *table) row(r row) *row {
	for _, known := range t.rows {
		if known.name == r.name {
			return known
		}
	}
	t.rows = append(t.rows, &r)
	return &r
}

// ratios returns ours to theirs, round by round: rounds are measured in turns,
// so what slows one slows the other.
func (r *row) ratios() []float64 {
	var list []float64
	for i := range min(len(r.ours), len(r.theirs)) {
		list = append(list, r.ours[i]/r.theirs[i])
	}
	return list
}

// judged returns the values that the bound is about.
func (r *row) judged() []float64 {
	if r.reference != "" {
		return r.ratios()
	}
	return r.ours
}

// atLeast reports whether the bound is the least that is wanted, not the most.
func (r *row) atLeast() bool { return r.unit == "/s" }

// verdict compares the median with the bound.
func (r *row) verdict() string {
	got := median(r.judged())
	switch {
	case r.bound == 0:
		return ""
	case r.atLeast() && got < r.bound, !r.atLeast() && got > r.bound:
		return "MISSED"
	}
	return "ok"
}

// limits shows the bound, and what is aimed at beyond it.
func (r *row) limits() string {
	if r.bound == 0 {
		return ""
	}
	bound, aim := show(r.bound, r.unit), show(r.aim, r.unit)
	if r.reference != "" {
		bound, aim = fmt.Sprintf("%.2f", r.bound), fmt.Sprintf("%.2f", r.aim)
	}
	text := "<= " + bound
	if r.atLeast() {
		text = ">= " + bound
	}
	if r.aim != 0 {
		text += ", aim " + aim
	}
	return text
}

// print writes the medians.
func (t *table) print(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "figure\tassay\treference\tratio\trounds\tbound\t")
	for _, r := range t.rows {
		theirs, ratio := "", ""
		if r.reference != "" {
			theirs = show(median(r.theirs), r.unit) + " " + r.reference
			ratio = fmt.Sprintf("%.2f", median(r.ratios()))
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			r.name, show(median(r.ours), r.unit), theirs, ratio, r.spread(), r.limits(), r.verdict())
	}
	return out.Flush()
}

// spread shows the lowest and the highest of what is judged.
func (r *row) spread() string {
	values := r.judged()
	if len(values) == 0 {
		return ""
	}
	if r.reference != "" {
		return fmt.Sprintf("%.2f-%.2f", slices.Min(values), slices.Max(values))
	}
	return show(slices.Min(values), "") + "-" + show(slices.Max(values), "")
}

// show writes a number with the digits worth reading.
func show(v float64, unit string) string {
	switch {
	case v >= 1000:
		s := fmt.Sprintf("%.0f", v)
		return s[:len(s)-3] + "," + s[len(s)-3:] + unit
	case v >= 20:
		return fmt.Sprintf("%.0f", v) + unit
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") + unit
}

// median returns the middle value, 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
