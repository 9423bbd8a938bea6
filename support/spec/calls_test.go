package spec

import (
	"slices"
	"testing"
)

func TestEveryEndpointBelongsToACall(t *testing.T) {
	t.Parallel()
	for _, e := range Endpoints() {
		if c, known := LookupCall(e.Verb, e.Path); !known || c.Area == "" || c.Answer == "" {
			t.Errorf("%s %s: calls.tsv says %+v, want an area and an answer", e.Verb, e.Path, c)
		}
	}
	for _, c := range Calls() {
		for _, group := range c.Groups {
			if !slices.ContainsFunc(Parameters(), func(p *Parameter) bool { return p.Group == group }) {
				t.Errorf("%s takes the group %q, which parameters.tsv lacks", c.Path, group)
			}
		}
	}
	if c, _ := LookupCall("GET", "/v1/checkouts/{checkoutId}/payment"); c.Answer != "Payment" {
		t.Errorf("the status of a checkout answers with %q, want Payment: the longest path counts", c.Answer)
	}
}
