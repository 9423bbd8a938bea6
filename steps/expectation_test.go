package steps

import (
	"testing"

	"github.com/tidwall/gjson"
)

func TestExpectation(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, cell, json string
		holds            bool
	}{
		{"a text is itself", `PA`, `"PA"`, true},
		{"a text is not another", `PA`, `"DB"`, false},
		{"a number is not the text of its digits", `92.00`, `92.00`, false},
		{"quotes make a rule a text", `"absent"`, `"absent"`, true},
		{"an empty text is not null", `""`, `null`, false},
		{"absent is not there", `absent`, ``, true},
		{"null is not absent", `absent`, `null`, false},
		{"null is null", `null`, `null`, true},
		{"nothing is not null", `null`, ``, false},
		{"a text is present", `present`, `"x"`, true},
		{"an empty text is not present", `present`, `""`, false},
		{"null is not present", `present`, `null`, false},
		{"a zero is present", `present`, `0`, true},
		{"an amount is a text with two decimals", `the amount 92.00`, `"92.00"`, true},
		{"an amount is not a number", `the amount 92.00`, `92.00`, false},
		{"an amount keeps its decimals", `the amount 92.00`, `"92"`, false},
		{"an amount is worth itself", `worth 12.30`, `"12.30"`, true},
		{"an amount is worth as much with fewer decimals", `worth 12.3`, `"12.30"`, true},
		{"a number is worth as much as its text", `worth 12.30`, `12.3`, true},
		{"a cent is a difference", `worth 12.30`, `"12.31"`, false},
		{"a large amount is not rounded", `worth 9007199254740993`, `"9007199254740992"`, false},
		{"a text is worth nothing", `worth 12.30`, `"a lot"`, false},
		{"a list is worth nothing", `worth 1`, `[1]`, false},
		{"less than nothing is not as much", `worth 12.30`, `"-12.30"`, false},
		{"nothing is worth nothing", `worth 0`, ``, false},
		{"a number is a number", `the number 3`, `3`, true},
		{"a text is not a number", `the number 3`, `"3"`, false},
		{"an expression matches", `matches ^8a[0-9a-f]+$`, `"8a01"`, true},
		{"an expression does not match", `matches ^8a[0-9a-f]+$`, `"9a01"`, false},
		{"an expression matches texts only", `matches \d`, `1`, false},
		{"one of several", `any of PA, DB`, `"DB"`, true},
		{"nothing will do", `absent or any of PA, DB`, ``, true},
		{"something has to be right", `absent or any of PA, DB`, `"CD"`, false},
		{"something that is right", `absent or matches ^P`, `"PA"`, true},
		{"null is something", `absent or present`, `null`, false},
		{"none of several", `any of PA, DB`, `"CD"`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, err := parseExpectation(tt.cell)
			if err != nil {
				t.Fatal(err)
			}
			body := `{}`
			if tt.json != "" {
				body = `{"v":` + tt.json + `}`
			}
			got := gjson.Get(body, "v")
			if e.holds(got) != tt.holds {
				t.Errorf("%s: %s holds = %t, want %t", describe(got), e, !tt.holds, tt.holds)
			}
		})
	}
}

func TestExpectationsThatCannotBeMeantAreRefused(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"the amount 92", "the amount 9,20", "worth a lot", "worth 12,30", "worth 1/2", "matches ("} {
		if _, err := parseExpectation(cell); err == nil {
			t.Errorf("%q is accepted", cell)
		}
	}
}
