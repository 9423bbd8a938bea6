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

// A kind that the brands have not got would name the method of nothing.
func TestPaymentMethodsAreThoseOfKindsOfBrands(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, b := range Brands() {
		seen[b.Kind] = true
	}
	for kind, method := range methods() {
		if !seen[kind] || len(method) != 2 {
			t.Errorf("kind %q has the method %q", kind, method)
		}
	}
	if b, _ := LookupBrand("VISA"); b.Method() != "CC" {
		t.Errorf("VISA is a %q", b.Method())
	}
	if b, _ := LookupBrand("KLARNA_INVOICE"); b.Method() != "" {
		t.Errorf("KLARNA_INVOICE is a %q, want what nobody knows", b.Method())
	}
}
