package reports

import (
	"slices"
	"strconv"
	"strings"
)

// Again is the command line that runs some scenarios of the run once more, as
// they ran: places are what names them, "debit.feature:12". A log that does not
// say how it was made is one of assay itself.
func (r *Run) Again(places ...string) string {
	words := slices.Clone(r.Command)
	if len(words) == 0 {
		words = []string{"assay", "run"}
		if r.Target != "simulator" && r.Target != "" {
			words = append(words, "--target", r.Target)
		}
		for _, fault := range r.Faults {
			words = append(words, "--fault", fault)
		}
	}
	if r.Seed != 0 {
		words = append(words, "--seed", strconv.FormatInt(r.Seed, 10))
	}
	words = append(words, places...)
	for i, word := range words {
		words[i] = ShellWord(word)
	}
	return strings.Join(words, " ")
}

// again is the command line that runs a scenario once more, and no other.
func (r *Run) again(s *Scenario) string {
	switch {
	case s.File == "":
		return r.Again(s.ID)
	case s.Line == 0:
		return r.Again(s.File)
	}
	return r.Again(s.File + ":" + strconv.Itoa(s.Line))
}

// ShellWord quotes a word when a shell would take it apart.
func ShellWord(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@=+", r)
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
