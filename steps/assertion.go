package steps

import (
	"fmt"
	"strings"

	"assay/support/opp"
)

// AssertionError says that what the gateway promised did not hold: the
// scenario failed. Any other error of a step means that the scenario could not
// be carried out.
type AssertionError struct {
	Subject    string // "payment 8ac7...", or what else was looked at
	Path       string // where in the answer
	Got, Want  string
	HTTPStatus int    // 0 when the subject is not an answer
	Reason     string // the gateway's own words, when the verdict surprises
	NDC        string // what the gateway's support asks for
	Timestamp  string // the gateway's clock
}

// Error reads "payment <id>: <path> = <got>, want <want> (HTTP <status>)", then
// what the gateway's support desk asks for.
func (e *AssertionError) Error() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s: %s = %s, want %s", e.Subject, e.Path, e.Got, e.Want)
	if e.HTTPStatus != 0 {
		fmt.Fprintf(&s, " (HTTP %d)", e.HTTPStatus)
	}
	for _, part := range []struct{ label, value string }{
		{"the gateway says: ", e.Reason}, {"ndc ", e.NDC}, {"at ", e.Timestamp},
	} {
		if part.value != "" {
			s.WriteString("; " + part.label + part.value)
		}
	}
	return s.String()
}

// wrong makes the error of an answer that is not as promised.
func wrong(p *opp.Payment, path, got, want string) error {
	return &AssertionError{
		Subject: "payment " + nameOf(p), Path: path, Got: got, Want: want, HTTPStatus: p.HTTPStatus(),
		Reason: reasonOf(p), NDC: p.NDC(), Timestamp: p.Timestamp(),
	}
}

// expectVerdict compares the verdict of p, by the group of its result code.
func expectVerdict(p *opp.Payment, want string) error {
	if got := p.Verdict(); got != want {
		return wrong(p, "verdict", fmt.Sprintf("%s (%s)", orElse(got, "none"), p.Code()), want)
	}
	return nil
}

// expectCode compares the result code of p.
func expectCode(p *opp.Payment, want string) error {
	if got := p.Code(); got != want {
		return wrong(p, "result.code", fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
	}
	return nil
}

// nameOf gives the payment's id, or says that the answer has none.
func nameOf(p *opp.Payment) string { return orElse(p.ID(), "(without id)") }

// reasonOf repeats the gateway's description and the parameters it refused,
// by name only: a refused value may be a card number.
func reasonOf(p *opp.Payment) string {
	reason := p.Description()
	for _, e := range p.Get("result.parameterErrors").Array() {
		reason += ", " + e.Get("name").String() + " " + e.Get("message").String()
	}
	return reason
}
