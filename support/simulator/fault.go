package simulator

import (
	"fmt"
	"slices"
	"strings"
)

// Fault describes a named wrong behaviour: something that the simulator can be
// told to do against the specification, so that a suite proves that it notices.
type Fault struct {
	Name    string // "refund-ignores-amount"
	Area    string // directory of the features that should notice
	Meaning string // what is wrong then, in one line
}

// fault is a Fault as the code asks for it: its place in the list.
type fault int

// maxFaults bounds the list, so that a set of them is a few words.
const maxFaults = 192

// faultList is filled while the package is initialised and only read after.
var faultList []Fault

// wrongly declares a fault, beside the code that it spoils.
func wrongly(area, name, meaning string) fault {
	if len(faultList) == maxFaults || slices.ContainsFunc(faultList, func(f Fault) bool { return f.Name == name }) {
		panic("simulator: fault " + name + " is one too many")
	}
	faultList = append(faultList, Fault{Name: name, Area: area, Meaning: meaning})
	return fault(len(faultList) - 1)
}

// Faults lists the named wrong behaviours by area and name.
func Faults() []Fault {
	all := slices.Clone(faultList)
	slices.SortFunc(all, func(a, b Fault) int {
		return strings.Compare(a.Area+" "+a.Name, b.Area+" "+b.Name)
	})
	return all
}

// faults is a set of them. The zero value is a gateway that behaves.
type faults [maxFaults / 64]uint64

func (s *faults) add(f fault) { s[f/64] |= 1 << (f % 64) }

// has says whether a fault is in the set.
func (s *faults) has(f fault) bool { return s[f/64]&(1<<(f%64)) != 0 }

// faulty says whether a channel is to behave wrongly in this way.
func (p *profile) faulty(f fault) bool { return p.settings.rules.faults.has(f) }

// readFaults finds faults by their names.
func readFaults(names []string) (faults, error) {
	var set faults
	for _, name := range names {
		i := slices.IndexFunc(faultList, func(f Fault) bool { return f.Name == name })
		if i < 0 {
			return set, &Error{
				Message: fmt.Sprintf("no fault is called %q", name),
				Remedy:  "the faults are " + strings.Join(faultNames(), ", "),
			}
		}
		set.add(fault(i))
	}
	return set, nil
}

func faultNames() []string {
	var names []string
	for _, f := range Faults() {
		names = append(names, f.Name)
	}
	return names
}
