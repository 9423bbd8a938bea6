package spec

import "sync"

// Demand is a row of demands.tsv: what the vendor's Server-to-Server page
// demands, in our words.
type Demand struct {
	ID     string // "S01"
	Demand string
	Source string
}

// Decision is a row of decisions.tsv: a point on which the sources are silent or
// disagree, and what the simulator does.
type Decision struct {
	ID        string // "D01"; also the name of the channel setting, where there is one
	Point     string
	Simulator string
	Source    string
}

// Fidelity is a row of fidelity.tsv: how certain something is that the simulator
// does.
type Fidelity struct {
	Area   string // directory of the features
	Status string // verified, decided or unverified
	What   string
	Source string // or the ids of decisions
}

var demands = sync.OnceValue(func() []Demand {
	return embedded("demands.tsv", func(r row) Demand {
		return Demand{r.get("id"), r.get("demand"), r.get("source")}
	})
})

var decisions = sync.OnceValue(func() []Decision {
	return embedded("decisions.tsv", func(r row) Decision {
		return Decision{r.get("id"), r.get("point"), r.get("simulator"), r.get("source")}
	})
})

var fidelities = sync.OnceValue(func() []Fidelity {
	return embedded("fidelity.tsv", func(r row) Fidelity {
		return Fidelity{r.get("area"), r.get("status"), r.get("what"), r.get("source")}
	})
})

// Demands returns the vendor's demands, in their order.
func Demands() []Demand { return demands() }

// Decisions returns what was decided, in the order of the ids.
func Decisions() []Decision { return decisions() }

// Fidelities returns what is known of each area, and what is not.
func Fidelities() []Fidelity { return fidelities() }
