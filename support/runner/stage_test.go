package runner

import (
	"slices"
	"testing"

	"assay/support/target"
)

func TestPagesOfARealHostMayBeAnywhere(t *testing.T) {
	t.Parallel()
	if got := pageHosts(target.Target{BaseURL: "https://gateway.example.com/"}); !slices.Equal(got, []string{"*"}) {
		t.Errorf("pages of a real host may come from %q, want all hosts", got)
	}
	if got := pageHosts(target.Target{Simulator: true}); got != nil {
		t.Errorf("pages of the simulator may come from %q, want this machine only", got)
	}
}
