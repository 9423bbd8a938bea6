package door

import (
	"net/http"
	"slices"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// curl is the command that sends the same request. Whatever must not be seen
// is a variable in it.
func (d *Door) curl(r opp.Request) string {
	lines := []string{"curl --silent --show-error " + quoted(d.o.BaseURL+r.Path)}
	if d.o.CAFile != "" {
		lines = append(lines, "--cacert "+quoted(d.o.CAFile))
	}
	lines = append(lines, `--header "Authorization: Bearer $ACCESS_TOKEN"`)
	switch r.Method {
	case http.MethodPost:
	case http.MethodGet:
		lines = append(lines, "--get")
	default:
		lines = append(lines, "--get --request "+r.Method)
	}
	params := append(opp.Params{{Name: "entityId", Value: d.o.EntityID}}, r.Form...)
	for _, p := range params {
		argument := quoted(p.Name + "=" + p.Value)
		if d.hidden(p, params) {
			argument = quoted(p.Name+"=") + `"$` + variable(p.Name) + `"`
		}
		lines = append(lines, "--data-urlencode "+argument)
	}
	return strings.Join(lines, " \\\n  ")
}

// hidden says whether a parameter's value must not be written down. Of an
// account that is published, all but the security code may be.
func (d *Door) hidden(p opp.Param, all opp.Params) bool {
	switch p.Name {
	case "card.number", "card.expiryMonth", "card.expiryYear":
		return !published(all.Get("card.number"))
	case "bankAccount.iban", "bankAccount.number":
		return !published(p.Value)
	}
	return d.mask.Field(p.Name, p.Value) != p.Value
}

// published says whether an account number is test data that anybody may know.
func published(number string) bool {
	return slices.Contains(spec.TestPANs(), number) ||
		slices.ContainsFunc(spec.TestData(), func(datum spec.TestDatum) bool { return strings.Contains(datum.Value, number) })
}

// variable is the name of a shell variable for a parameter: "card.cvv" is
// CARD_CVV.
func variable(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, name), "_")
}

// quoted is a word for the shell, whatever is in it.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
