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
	Browser bool   // only a scenario with a browser can notice
}

// fault is a Fault as the code asks for it: its place in the list.
type fault int

// maxFaults bounds the list, so that a set of them is a few words.
const maxFaults = 512

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

// wronglyShown declares a fault that only a shopper at a browser can notice.
func wronglyShown(area, name, meaning string) fault {
	f := wrongly(area, name, meaning)
	faultList[f].Browser = true
	return f
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

// when returns the wrong number if a channel is to behave wrongly in this way, and
// the right one otherwise.
func (p *profile) when(f fault, wrong, right int) int {
	if p.faulty(f) {
		return wrong
	}
	return right
}

// altered returns a text as it is, or changed if a channel is to behave wrongly in
// this way.
func (p *profile) altered(f fault, how func(string) string, right string) string {
	if p.faulty(f) {
		return how(right)
	}
	return right
}

// forgotten is an alteration: nothing is left.
func forgotten(string) string { return "" }

// faulty says whether the payment's channel is to behave wrongly in this way.
func (p *payment) faulty(f fault) bool { return p.channel.profile.Load().faulty(f) }

// misbehaviour is all that a gateway, a channel or a request is to do wrong. The
// zero value is nothing.
type misbehaviour struct {
	faults       faults
	disturbances []*disturbance
}

// and returns both together.
func (m misbehaviour) and(more misbehaviour) misbehaviour {
	for i := range more.faults {
		m.faults[i] |= more.faults[i]
	}
	m.disturbances = append(slices.Clip(m.disturbances), more.disturbances...)
	return m
}

// readFaults reads faults: names of wrong behaviours, and disturbances.
func readFaults(texts []string) (misbehaviour, error) {
	var m misbehaviour
	for _, text := range texts {
		if i := slices.IndexFunc(faultList, func(f Fault) bool { return f.Name == text }); i >= 0 {
			m.faults.add(fault(i))
			continue
		}
		d, err := readDisturbance(text)
		if err != nil {
			return m, err
		}
		if d == nil {
			return m, unknownFault(text)
		}
		m.disturbances = append(m.disturbances, d)
	}
	return m, nil
}

// unknownFault is the error for what is no fault, or is one with more behind it.
func unknownFault(text string) error {
	name := text
	if i := strings.IndexAny(text, "=;"); i >= 0 {
		name = text[:i]
	}
	for _, f := range faultList {
		if f.Name == name {
			return &Error{Message: "fault " + name + " takes neither value nor limits", Remedy: "write " + name}
		}
	}
	return &UnknownFaultError{Name: shown("", name)}
}

// UnknownFaultError says that no fault has a name.
type UnknownFaultError struct{ Name string }

func (e *UnknownFaultError) Error() string { return fmt.Sprintf("no fault is called %q", e.Name) }

// Hint says where the names are.
func (e *UnknownFaultError) Hint() string { return "assay help faults lists them" }

// CheckFaults says what is wrong with a list of faults, as Config has them. The
// error has a hint; it is an [*UnknownFaultError] when a name is.
func CheckFaults(texts []string) error {
	_, err := readFaults(texts)
	return err
}
