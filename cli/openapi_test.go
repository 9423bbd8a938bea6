package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"assay/support/simulator"
)

// An operation is marked as simulated if the simulator answers it. Without a
// login a call is refused, one that does not exist is not found; only one that
// needs no login may be there and yet find nothing.
func TestTheDescriptionMarksWhatIsSimulated(t *testing.T) {
	t.Parallel()
	gateway := simulator.New(simulator.Config{}).API()
	simulated := 0
	for path, operations := range describedPaths(t) {
		for verb, operation := range operations {
			if len(operation.Security) == 0 {
				continue
			}
			request := httptest.NewRequest(strings.ToUpper(verb), strings.NewReplacer("{", "", "}", "").Replace(path), nil)
			answer := httptest.NewRecorder()
			gateway.ServeHTTP(answer, request)
			served := answer.Code != http.StatusNotFound && answer.Code != http.StatusMethodNotAllowed
			if operation.Simulated == nil || *operation.Simulated != served {
				t.Errorf("%s %s: answered with %d, but x-simulated is %v", verb, path, answer.Code, operation.Simulated)
			}
			if served {
				simulated++
			}
		}
	}
	if simulated == 0 {
		t.Error("no operation is simulated")
	}
}

type describedOperation struct {
	Security  []any `json:"security"`
	Simulated *bool `json:"x-simulated"`
}

func describedPaths(t *testing.T) map[string]map[string]describedOperation {
	t.Helper()
	text, err := describe("json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]describedOperation `json:"paths"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document.Paths
}
