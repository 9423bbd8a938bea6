package simulator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"assay/support/spec"
)

// TestEveryCodeIsInTheTables reads the constants from their source file, so
// that a new one cannot be forgotten here.
func TestEveryCodeIsInTheTables(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		if code, _ := strconv.Unquote(literal.Value); looksLikeCode(code) {
			checked++
			if c, known := spec.LookupCode(code); !known || c.Description == "" {
				t.Errorf("code %s has no description in the tables", code)
			}
		}
		return true
	})
	if checked < 40 {
		t.Errorf("checked %d codes, want all of them", checked)
	}
}

func TestVerdictsFollowTheGroups(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, code string
		status     int
		state      state
	}{
		{"approved", "000.100.110", 200, approved},
		{"under review", "000.400.000", 200, approved},
		{"pending", "000.200.000", 200, pending},
		{"pending for days", "800.400.500", 200, pending},
		{"D03: a decline", "800.100.151", 400, rejected},
		{"D15: throttled", "800.120.100", 429, rejected},
		{"a chargeback", "000.100.220", 200, approved},
		{"a soft decline", "300.100.100", 400, rejected},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := verdicts()[tt.code]; got.status != tt.status || got.state != tt.state {
				t.Errorf("verdict of %s = %v %v, want %d %v", tt.code, got, got.state, tt.status, tt.state)
			}
		})
	}
}
