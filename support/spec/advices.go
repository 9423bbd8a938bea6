package spec

import (
	"strconv"
	"sync"
	"time"
)

// Advice is a row of advices.tsv: what an issuer tells a merchant with a
// decline, and how the platform turns away whoever does not listen.
type Advice struct {
	Name     string        // the issuer's code: "02"
	Code     string        // result code of a retry that is blocked
	Time     time.Duration // how long retries are blocked; 0 = for good
	Liftable bool          // new card data or 3-D Secure lift the block
	Source   string
}

var advices = sync.OnceValue(func() []Advice {
	return embedded("advices.tsv", func(r row) Advice {
		hours, _ := strconv.Atoi(r.get("hours"))
		return Advice{
			Name: r.get("advice"), Code: r.get("blocked_code"), Time: time.Duration(hours) * time.Hour,
			Liftable: r.get("lifted_by") != "", Source: r.get("source"),
		}
	})
})

// Advices returns the merchant advice codes that block retries.
func Advices() []Advice { return advices() }

// LookupAdvice returns a merchant advice by the issuer's code.
func LookupAdvice(name string) (Advice, bool) {
	for _, a := range advices() {
		if a.Name == name {
			return a, true
		}
	}
	return Advice{}, false
}
