package spec

import (
	"slices"
	"testing"
)

func TestLimitsAreInWordsOfTheTableAndOfKnownBrands(t *testing.T) {
	t.Parallel()
	for name, l := range limits() {
		if _, known := LookupBrand(name); !known {
			t.Errorf("limits.tsv has a brand %s, which brands.tsv lacks", name)
		}
		if !slices.Contains([]string{"", "multiple", "single", "full", "none"}, l.Captures) {
			t.Errorf("%s: captures are %q", name, l.Captures)
		}
		if !slices.Contains([]string{"", "partial", "full"}, l.Refunds) {
			t.Errorf("%s: refunds are %q", name, l.Refunds)
		}
	}
	if got := LimitsOf("MASTERDEBIT").Refunds; got != "full" {
		t.Errorf("refunds of MASTERDEBIT are %q, want full", got)
	}
	if got := LimitsOf("NOSUCH"); got != (Limits{}) {
		t.Errorf("limits of an unknown brand = %+v, want none", got)
	}
}
