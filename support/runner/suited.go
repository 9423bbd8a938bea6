package runner

import (
	"fmt"
	"slices"
	"strings"

	"assay/support/spec"
	"assay/support/target"
)

// needs are the tags that say what a scenario asks of its target, each with the
// reason given when the target lacks it.
var needs = []struct{ tag, lacks string }{
	{"@simulator-only", "it needs the simulator itself; target %s is a real host"},
	{"@clock", "target %s has no clock that can be advanced"},
	{"@live-only", "target %s is the simulator; this is for real hosts"},
	{"@browser", "target %s does not list the ability \"browser\""},
	{"@webhooks", "target %s does not list the ability \"webhooks\""},
}

// suited decides whether the target can run a scenario: it returns the channel
// to use, or why the scenario is skipped.
func suited(s *scenario, t target.Target, brands *spec.Catalogue) (channel int, reason string) {
	for _, n := range needs {
		if s.has(n.tag) && !t.Has(strings.TrimPrefix(n.tag, "@")) {
			return 0, fmt.Sprintf(n.lacks, t.Name)
		}
	}
	if t.Simulator {
		return 0, ""
	}
	want := demandOf(s, brands)
	alone := false
	var lacks [][]string // of each channel
	for i, c := range t.Channels {
		lack := want.lackedBy(c)
		switch {
		case lack != nil:
			lacks = append(lacks, lack)
		case s.has("@two-entities") && second(t, c.EntityID, want) == "":
			alone = true
		default:
			return i, ""
		}
	}
	if alone {
		return 0, fmt.Sprintf("no channel of target %s has a second one like it with the same login", t.Name)
	}
	return 0, fmt.Sprintf("no channel of target %s has %s", t.Name, missing(lacks))
}

// missing names the first thing that all channels lack, or, where each lacks
// something else, all that no channel has together.
func missing(lacks [][]string) string {
	var together []string
	for _, lack := range lacks {
		for _, thing := range lack {
			if !slices.ContainsFunc(lacks, func(other []string) bool { return !slices.Contains(other, thing) }) {
				return thing
			}
			if !slices.Contains(together, thing) {
				together = append(together, thing)
			}
		}
	}
	return "all of " + strings.Join(together, ", ")
}

// second returns the entityId of another channel of a target that has what is
// wanted and is opened by the same login as the first; "" if there is none.
func second(t target.Target, first string, want demand) string {
	i := slices.IndexFunc(t.Channels, func(c target.Channel) bool { return c.EntityID == first })
	for _, c := range t.Channels {
		if c.EntityID != first && c.SharesLogin(t.Channels[i]) && want.lackedBy(c) == nil {
			return c.EntityID
		}
	}
	return ""
}
