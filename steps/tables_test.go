package steps_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/steps"
	"assay/support/spec"
)

// TestEverySampleHasItsScenarios walks the vendor's samples: those that pay, prepare
// a checkout, store an account or use a stored one have a scenario for each type they may be sent
// as, and every asynchronous one is followed to its end at least once.
func TestEverySampleHasItsScenarios(t *testing.T) {
	t.Parallel()
	all := specification(t)
	for _, s := range spec.Samples() {
		switch s.Verb + " " + s.Path {
		case "POST /v1/registrations":
			if words := "the merchant registers the account of sample " + s.Name; len(saying(all, words)) == 0 {
				t.Errorf("no scenario for %q", words)
			}
		case "POST /v1/registrations/{id}/payments":
			if words := "the merchant sends sample " + s.Name + " with the registration"; len(saying(all, words)) == 0 {
				t.Errorf("no scenario for %q", words)
			}
		case "POST /v1/checkouts":
			if words := "the merchant prepares the checkout of sample " + s.Name; len(saying(all, words)) == 0 {
				t.Errorf("no scenario for %q", words)
			}
		case "POST /v1/threeDSecure":
			if words := "a pending authentication from sample " + s.Name; len(saying(all, words)) == 0 {
				t.Errorf("no scenario for %q", words)
			}
		case "POST /v1/payments":
			for _, complaint := range samplePayments(all, s) {
				t.Error(complaint)
			}
		}
		for _, p := range s.Params {
			if words := p.Name + ` is refused: "is not an allowed parameter"`; slip(p.Name) && len(saying(all, words)) == 0 {
				t.Errorf("sample %s has the slip %s, and no scenario shows that it is refused", s.Name, p.Name)
			}
		}
	}
}

// samplePayments says what is missing for a sample of a payment.
func samplePayments(all []scenario, s spec.Sample) []string {
	var missing []string
	brand, _ := spec.LookupBrand(s.Value("paymentBrand"))
	for _, paymentType := range typesOf(s, brand) {
		followed := brand.Workflow == spec.Sync
		pending := saying(all, fmt.Sprintf("a pending %s from sample %s", paymentType, s.Name))
		for _, scenario := range pending {
			followed = followed || scenario.says("the shopper approves it on the brand's page") ||
				scenario.says("the shopper's money arrives")
		}
		if !followed {
			missing = append(missing, fmt.Sprintf("sample %s as a %s is never followed until it is approved", s.Name, paymentType))
		}
		sent := fmt.Sprintf("the merchant sends sample %s as a %s", s.Name, paymentType)
		if len(pending)+len(saying(all, sent)) == 0 {
			missing = append(missing, fmt.Sprintf("no scenario for %q", sent))
		}
	}
	return missing
}

// typesOf returns the types that a sample is sent as: its own, or those of its
// brand. A test that knows no type at all would find nothing missing.
func typesOf(s spec.Sample, brand spec.Brand) []string {
	if own := s.Value("paymentType"); own != "" {
		return []string{own}
	}
	var types []string
	for _, paymentType := range []string{"PA", "DB"} {
		if slices.Contains(brand.PaymentTypes, paymentType) {
			types = append(types, paymentType)
		}
	}
	if len(types) == 0 {
		panic("sample " + s.Name + ": its brand has neither PA nor DB")
	}
	return types
}

// slip says whether no parameter has this name. Source: decision D07.
func slip(name string) bool {
	_, known := spec.LookupParameter(name)
	return name != "" && !known && !spec.InDocumentedGroup(name)
}

// TestEveryBrandHasItsScenario walks the brands: each is sent once at least, and
// marked as verified only where its workflow has a source.
func TestEveryBrandHasItsScenario(t *testing.T) {
	t.Parallel()
	all := specification(t)
	for _, b := range spec.Brands() {
		var found []scenario
		for _, paymentType := range []string{"PA", "DB"} {
			for _, s := range saying(all, fmt.Sprintf("the merchant sends a %s with %s", paymentType, b.Name)) {
				if s.has("@brands") && !slices.ContainsFunc(s.steps, func(step text) bool { return step.keyword == "Given" }) {
					found = append(found, s)
				}
			}
		}
		if len(found) == 0 {
			t.Errorf("no scenario of @brands sends a payment with %s", b.Name)
		}
		for _, s := range found {
			if b.Assumed != s.has("@unverified") {
				t.Errorf("%s: its workflow is assumed: %v, its scenario is tagged %v", b.Name, b.Assumed, s.tags)
			}
		}
	}
}

// TestEveryGroupOfResultCodesIsReached walks the groups: each rejection by its
// own words, the others by a code of the group.
func TestEveryGroupOfResultCodesIsReached(t *testing.T) {
	t.Parallel()
	reached := map[string]bool{}
	for _, step := range corpus(t) {
		if code, found := strings.CutPrefix(step.words, "the result code is "); found {
			if g, known := spec.GroupOf(code); known && g.State != "rejected" {
				reached[g.Name] = true
			}
		}
		if _, words, found := strings.Cut(step.words, " is rejected "); found {
			reached[steps.GroupInWords(words)] = true
		}
	}
	for _, g := range spec.Groups() {
		if g.Regexp != nil && !reached[g.Name] {
			t.Errorf("no scenario reaches the group %s (%s)", g.Name, g.Meaning)
		}
	}
}
