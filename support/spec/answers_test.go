package spec

import (
	"cmp"
	"regexp"
	"slices"
	"testing"
)

// memberName is a path into an answer; names that come with the shopper's
// return say so.
var memberName = regexp.MustCompile(`^[A-Za-z0-9_]+(\[n\])?(\.[A-Za-z0-9_]+(\[n\])?)*(\.\*)?( \(query parameter\))?$`)

func TestResponseParametersAreWholeAndTellWhenTheyArePresent(t *testing.T) {
	t.Parallel()
	if len(ResponseParameters()) != 144 {
		t.Errorf("%d response parameters, want 144", len(ResponseParameters()))
	}
	for _, p := range ResponseParameters() {
		if !memberName.MatchString(p.Name) {
			t.Errorf("%q is no path into an answer", p.Name)
		}
		if p.WhenPresent == "" || p.Description == "" {
			t.Errorf("%s: present %q, described %q", p.Name, p.WhenPresent, p.Description)
		}
	}
}

func TestHTTPStatusesAscendAndHaveAMeaning(t *testing.T) {
	t.Parallel()
	if len(HTTPStatuses()) != 10 {
		t.Errorf("%d statuses, want 10", len(HTTPStatuses()))
	}
	if !slices.IsSortedFunc(HTTPStatuses(), func(a, b HTTPStatus) int { return cmp.Compare(a.Status, b.Status) }) {
		t.Error("the statuses do not ascend")
	}
	for _, s := range HTTPStatuses() {
		if s.Status < 200 || s.Status > 599 || s.Meaning == "" {
			t.Errorf("status %d means %q", s.Status, s.Meaning)
		}
	}
}

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
