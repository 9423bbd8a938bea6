package steps

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
)

const (
	declined = `{"id":"8a01","paymentType":"PA","result":{"code":"800.100.153","description":"transaction declined"},
		"timestamp":"2026-11-22 12:00:01+0000","ndc":"the-ndc"}`
	invalid = `{"result":{"code":"200.300.404","description":"invalid or missing parameter","parameterErrors":[
		{"name":"currency","value":null,"message":"may not be empty"},
		{"name":"card.number","value":"4200000000000001","message":"must match"}]},"ndc":"the-ndc"}`
	throttledAnswer = `{"id":"8a01","result":{"code":"800.120.100","description":"Too many requests."},"ndc":"n"}`
	oneFound        = `{"result":{"code":"000.000.100","description":"successful request"},"payments":[
		{"id":"8a01","result":{"code":"000.100.110"}}],"ndc":"n"}`
)

// Every Then must hold for the right answer and fail for a wrong one.
func TestAssertions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		status int
		body   string
		then   func(*World) error
		want   string // part of the failure; "" = holds
	}{
		{
			"an approved payment is approved", 200,
			approvedPA,
			func(w *World) error { return w.transactionIs("payment", "approved") },
			"",
		},
		{
			"a declined payment is not approved", 400,
			declined,
			func(w *World) error { return w.transactionIs("preauthorization", "approved") },
			"verdict = rejected (800.100.153), want approved",
		},
		{
			"a declined request is not pending", 400,
			declined,
			func(w *World) error { return w.requestIs("pending") },
			"want pending",
		},
		{
			"the code is the code", 400,
			declined,
			func(w *World) error { return w.resultCodeIs("800.100.153") },
			"",
		},
		{
			"the code is not another", 400,
			declined,
			func(w *World) error { return w.resultCodeIs("800.100.151") },
			`result.code = "800.100.153", want "800.100.151"`,
		},
		{
			"the HTTP status is the status", 400,
			declined,
			func(w *World) error { return w.httpStatusIs("400") },
			"",
		},
		{
			"the HTTP status is not another", 400,
			declined,
			func(w *World) error { return w.httpStatusIs("200") },
			"HTTP status = 400, want 200",
		},
		{
			"an amount is shown", 200,
			approvedPA,
			func(w *World) error { return w.answerHasAmount("92.00", "EUR") },
			"",
		},
		{
			"another amount is noticed", 200,
			approvedPA,
			func(w *World) error { return w.answerHasAmount("92.01", "EUR") },
			"amount",
		},
		{
			"another currency is noticed", 200,
			approvedPA,
			func(w *World) error { return w.answerHasAmount("92.00", "USD") },
			"currency",
		},
		{
			"a bare number is no amount", 200,
			strings.Replace(approvedPA, `"92.00"`, `92.00`, 1),
			func(w *World) error { return w.answerHasAmount("92.00", "EUR") },
			"the number 92.00",
		},
		{
			"a value is compared", 200,
			approvedPA,
			func(w *World) error { return w.answersValueIs("paymentType", "DB") },
			`paymentType = "PA", want "DB"`,
		},
		{"an id is noticed", 200, approvedPA, func(w *World) error { return w.hasNoID() }, "want nothing"},
		{"no id is fine", 400, invalid, func(w *World) error { return w.hasNoID() }, ""},
		{
			"a lost reference is noticed", 200,
			approvedPA,
			func(w *World) error { return w.namesReference() },
			"merchantTransactionId = nothing",
		},
		{"a card in part is fine", 200, approvedPA, func(w *World) error { return w.answerHidesCard() }, ""},
		{
			"a whole card number is noticed", 200,
			strings.Replace(approvedPA, `"the-ndc"`, `"4200000000000000"`, 1),
			func(w *World) error { return w.answerHidesCard() },
			"the full card.number",
		},
		{
			"a security code is noticed", 200,
			strings.Replace(approvedPA, `"bin"`, `"cvv":"123","bin"`, 1),
			func(w *World) error { return w.answerHidesCard() },
			"card.cvv",
		},
		{"a refusal is a refusal", 400, invalid, func(w *World) error { return w.refusedAsInvalid() }, ""},
		{
			"a refusal with an id is noticed", 400,
			strings.Replace(invalid, `{"result"`, `{"id":"8a01","result"`, 1),
			func(w *World) error { return w.refusedAsInvalid() },
			"id =",
		},
		{
			"a refusal with HTTP 200 is noticed", 200,
			invalid,
			func(w *World) error { return w.refusedAsInvalid() },
			"HTTP status",
		},
		{
			"the refused parameter is named", 400,
			invalid,
			func(w *World) error { return w.parameterRefused("currency", "may not be empty") },
			"",
		},
		{
			"another message is noticed", 400,
			invalid,
			func(w *World) error { return w.parameterRefused("currency", "must match") },
			"currency may not be empty, want currency must match",
		},
		{
			"a parameter that is not refused is noticed", 400,
			invalid,
			func(w *World) error { return w.parameterRefused("amount", "may not be empty") },
			"nothing, want amount",
		},
		{"all refusals in any order", 400, invalid, func(w *World) error {
			return w.theseRefused(table("card.number", "must match", "currency", "may not be empty"))
		}, ""},
		{
			"a refusal too many is noticed", 400,
			invalid,
			func(w *World) error { return w.theseRefused(table("currency", "may not be empty")) },
			"card.number",
		},
		{"no redirect", 200, approvedPA, func(w *World) error { return w.noRedirect() }, ""},
		{
			"a missing redirect is noticed", 200,
			approvedPA,
			func(w *World) error { return w.redirectIsOffered() },
			"redirect.url = nothing",
		},
		{
			"a method that is named is noticed", 200,
			redirecting(`"method":"GET",`),
			func(w *World) error { return w.redirectNoMethod() },
			`redirect.method = "GET", want nothing`,
		},
		{
			"no method where none is expected", 200,
			redirecting(``),
			func(w *World) error { return w.redirectNoMethod() },
			"",
		},
		{
			"another method is noticed", 200,
			redirecting(`"method":"GET",`),
			func(w *World) error { return w.redirectWith("POST") },
			`want "POST"`,
		},
		{
			"a reference to another payment is noticed", 200,
			strings.Replace(approvedPA, `"currency"`, `"referencedId":"8a02","currency"`, 1),
			func(w *World) error { return w.transactionRefs("payment", "preauthorization") },
			`referencedId = "8a02"`,
		},
		{
			"a list that is too long is noticed", 200,
			oneFound,
			func(w *World) error { return w.reportLists("2 payments") },
			"a list of 1, want a list of 2",
		},
		{
			"a table of expectations stops at the first that fails", 200,
			approvedPA,
			func(w *World) error { return w.answerHas(table("amount", "the amount 92.00", "currency", "absent")) },
			"currency",
		},
		{
			"a text that the list of codes lacks is noticed", 200,
			oneFound,
			func(w *World) error { return w.codeListed("000.200.000", "transaction pending") },
			"= nothing",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := paid(t, tt.status, tt.body)
			err := tt.then(w)
			var failed *AssertionError
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("error = %v, want none", err)
			case tt.want != "" && !errors.As(err, &failed):
				t.Errorf("error = %v, want an assertion that fails", err)
			case tt.want != "" && !strings.Contains(err.Error(), tt.want):
				t.Errorf("error = %q, want %q in it", err, tt.want)
			}
			if err := w.End(context.Background()); err != nil {
				t.Errorf("the answer counts as not judged: %v", err)
			}
		})
	}
}

func TestAFailureSaysWhatTheGatewaysSupportAsksFor(t *testing.T) {
	t.Parallel()
	err := paid(t, 400, declined).transactionIs("payment", "approved")
	want := "payment 8a01: verdict = rejected (800.100.153), want approved (HTTP 400); " +
		"the gateway says: transaction declined; ndc the-ndc; at 2026-11-22 12:00:01+0000"
	if err == nil || err.Error() != want {
		t.Errorf("error = %q, want %q", err, want)
	}
}

func TestAFailureKeepsRefusedValuesToItself(t *testing.T) {
	t.Parallel()
	err := paid(t, 400, invalid).transactionIs("payment", "approved")
	if err == nil || strings.Contains(err.Error(), "4200000000000001") {
		t.Errorf("error = %v, want one without the card number", err)
	}
	if !strings.Contains(err.Error(), "payment (without id)") || !strings.Contains(err.Error(), "card.number must match") {
		t.Errorf("error = %v, want the refused parameters by name", err)
	}
}

// redirecting is a pending answer whose redirect begins with the given members.
func redirecting(members string) string {
	return `{"id":"8a01","result":{"code":"000.200.000","description":"transaction pending"},
		"redirect":{` + members + `"url":"https://bank.example/","parameters":[]},"ndc":"n"}`
}

// table makes a step's table of two columns.
func table(cells ...string) *godog.Table {
	var rows []*messages.PickleTableRow
	for i := 0; i+1 < len(cells); i += 2 {
		rows = append(rows, &messages.PickleTableRow{
			Cells: []*messages.PickleTableCell{{Value: cells[i]}, {Value: cells[i+1]}},
		})
	}
	return &godog.Table{Rows: rows}
}
