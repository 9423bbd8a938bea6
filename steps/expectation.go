package steps

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/godog"
	"github.com/tidwall/gjson"
)

// expectation is what a cell of an answer table demands of a value:
//
//	92.00                 exactly this text
//	"absent"              exactly this text, though it looks like a rule
//	absent                the answer does not have it
//	null                  it is there and null
//	present               it is there and not empty
//	the amount 92.00      a text with two decimals, as amounts are sent
//	worth 92.5            a decimal of that worth: "92.50" and 92.5, too
//	the number 3          a JSON number
//	matches ^8a           a text that the expression matches
//	any of PA, DB         one of these texts
//	absent or any of A    nothing, or else what the rest demands
type expectation struct {
	rule  string // absent, null, present, amount, worth, number, matches, any of, or "" for exactly
	maybe bool   // nothing will do as well
	text  string
	texts []string
	expr  *regexp.Regexp
}

var (
	amountText = regexp.MustCompile(`^\d+\.\d{2}$`)
	decimal    = regexp.MustCompile(`^-?\d+(?:\.\d+)?$`)
)

// parseExpectation reads a cell.
func parseExpectation(cell string) (expectation, error) {
	switch cell {
	case "absent", "null", "present":
		return expectation{rule: cell}, nil
	}
	if rest, ok := strings.CutPrefix(cell, "absent or "); ok {
		e, err := parseExpectation(rest)
		e.maybe = true
		return e, err
	}
	if text, ok := strings.CutPrefix(cell, "the amount "); ok {
		if !amountText.MatchString(text) {
			return expectation{}, fmt.Errorf("%q is not an amount with two decimals", text)
		}
		return expectation{rule: "amount", text: text}, nil
	}
	if text, ok := strings.CutPrefix(cell, "worth "); ok {
		if !decimal.MatchString(text) {
			return expectation{}, fmt.Errorf("%q is not a decimal such as 12.30", text)
		}
		return expectation{rule: "worth", text: text}, nil
	}
	if text, ok := strings.CutPrefix(cell, "the number "); ok {
		return expectation{rule: "number", text: text}, nil
	}
	if text, ok := strings.CutPrefix(cell, "matches "); ok {
		expr, err := regexp.Compile(text)
		if err != nil {
			return expectation{}, fmt.Errorf("cell %q: %w", cell, err)
		}
		return expectation{rule: "matches", text: text, expr: expr}, nil
	}
	if text, ok := strings.CutPrefix(cell, "any of "); ok {
		return expectation{rule: "any of", texts: strings.Split(text, ", ")}, nil
	}
	if len(cell) > 1 && strings.HasPrefix(cell, `"`) && strings.HasSuffix(cell, `"`) {
		cell = cell[1 : len(cell)-1]
	}
	return expectation{text: cell}, nil
}

// holds says whether a value of the answer is as demanded. gjson calls a null
// existing and reads it as "", so each rule looks at the type first.
func (e expectation) holds(got gjson.Result) bool {
	if e.maybe && !got.Exists() {
		return true
	}
	isText := got.Type == gjson.String
	switch e.rule {
	case "absent":
		return !got.Exists()
	case "null":
		return got.Exists() && got.Type == gjson.Null
	case "present":
		return got.Exists() && got.Type != gjson.Null && got.String() != ""
	case "worth":
		return sameWorth(got.String(), e.text)
	case "number":
		return got.Type == gjson.Number && got.Raw == e.text
	case "matches":
		return isText && e.expr.MatchString(got.Str)
	case "any of":
		return isText && slices.Contains(e.texts, got.Str)
	}
	return isText && got.Str == e.text
}

// sameWorth compares decimals as numbers, without rounding: 12.3 is 12.30.
func sameWorth(got, want string) bool {
	if !decimal.MatchString(got) {
		return false
	}
	g, _ := new(big.Rat).SetString(got)
	w, _ := new(big.Rat).SetString(want)
	return g.Cmp(w) == 0
}

// String says in words what is demanded.
func (e expectation) String() string {
	if e.maybe {
		e.maybe = false
		return "nothing or " + e.String()
	}
	switch e.rule {
	case "absent":
		return "nothing"
	case "null", "present":
		return e.rule
	case "amount", "number":
		return "the " + e.rule + " " + e.text
	case "worth":
		return "a decimal worth " + e.text
	case "matches":
		return "a text that matches " + e.text
	case "any of":
		return "any of " + strings.Join(e.texts, ", ")
	}
	return fmt.Sprintf("%q", e.text)
}

// describe says in words what the answer holds.
func describe(got gjson.Result) string {
	switch {
	case !got.Exists():
		return "nothing"
	case got.Type == gjson.Null:
		return "null"
	case got.Type == gjson.String:
		return fmt.Sprintf("%q", got.Str)
	case got.Type == gjson.Number:
		return "the number " + got.Raw
	case got.IsArray():
		return fmt.Sprintf("a list of %d", len(got.Array()))
	case got.IsObject():
		return "an object"
	}
	return got.Raw
}

// pairs reads a table of two columns without a heading.
func pairs(table *godog.Table) ([][2]string, error) {
	rows := make([][2]string, 0, len(table.Rows))
	for _, row := range table.Rows {
		if len(row.Cells) != 2 {
			return nil, fmt.Errorf("the table has %d columns, want a name and a value", len(row.Cells))
		}
		rows = append(rows, [2]string{row.Cells[0].Value, row.Cells[1].Value})
	}
	return rows, nil
}
