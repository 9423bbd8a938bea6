package main

// story is one thing that merchants do, from its first request to its last.
type story struct {
	name  string
	steps []step
}

// step is one request of a story. Path and form may have {names}: what an earlier
// step kept, or what the client itself knows (see soakClient.facts).
type step struct {
	verb, path string
	with       string   // "card" or "browser card": what the form begins with
	form       []string // name=value; an empty value takes a parameter out
	keep       string   // name=member of the answer, or of the query of the address a page leads on to; by spaces
	status     int      // the HTTP status that has to come; 0 = 200, and 303 is a page's
}

const (
	cardForm    = "card"
	browserForm = "browser card"
	returnURL   = "shopperResultUrl=http://127.0.0.1:9/back"
	schedulesAt = "scheduling/v1/schedules"
	settledAt   = "reports/v1/reconciliations/aggregations"
)

// stories are told in turn.
var stories = []story{
	{"a stored card", []step{
		{verb: "POST", path: "v1/registrations", with: cardForm, form: []string{"paymentType="}, keep: "token=id"},
		{verb: "GET", path: "v1/registrations/{token}"},
		{verb: "POST", path: "v1/registrations/{token}/payments", form: []string{
			"paymentType=DB", "amount=7.00", "currency=EUR", "standingInstruction.mode=REPEATED",
			"standingInstruction.source=MIT",
		}, keep: "payment=id"},
		{verb: "GET", path: "v1/payments/{payment}"},
		{verb: "POST", path: "v1/registrations/{token}/extendlife"},
		{verb: "DELETE", path: "v1/registrations/{token}"},
		{verb: "GET", path: "v1/registrations/{token}", status: 400},
	}},
	{"a card stored with a payment", []step{
		{
			verb: "POST", path: "v1/payments", with: cardForm,
			form: []string{"createRegistration=true", "paymentType=DB"}, keep: "token=registrationId",
		},
		{verb: "GET", path: "v1/registrations/{token}"},
		{verb: "DELETE", path: "v1/registrations/{token}"},
	}},
	{"3-D Secure", []step{
		{verb: "POST", path: "v1/payments", with: browserForm, form: []string{
			"card.number=4200000000000026", "threeDSecure.challengeIndicator=02", returnURL,
		}, keep: "payment=id"},
		{verb: "GET", path: "v1/payments/{payment}"},
		{verb: "POST", path: "v1/threeDSecure", with: browserForm, form: []string{
			"card.number=4200000000000026", "paymentType=", returnURL,
		}, keep: "authentication=id"},
		{verb: "GET", path: "v1/threeDSecure/{authentication}"},
		{verb: "POST", path: "v1/exemption", with: cardForm, form: []string{"paymentType="}},
	}},
	{"a challenge", []step{
		{
			verb: "POST", path: "v1/payments", with: browserForm,
			form: []string{"card.number=4200000000000018", "customer.browser.challengeWindow=5", returnURL},
			keep: "payment=id page=redirect.url connector=redirect.parameters.0.value token=redirect.parameters.1.value",
		},
		{
			verb: "POST", path: "{page}", form: []string{"connector={connector}", "token={token}"},
			status: 303, keep: "page=Location",
		},
		{verb: "POST", path: "{page}", form: []string{"action=approve", "code=123456"}, status: 303},
		{verb: "GET", path: "v1/payments/{payment}"},
	}},
	{"an automatic capture", []step{
		{
			verb: "POST", path: "v1/payments", with: cardForm,
			form: []string{"paymentType=PA.CP", "merchantTransactionId={reference}"},
		},
		{verb: "GET", path: "v1/query", form: []string{"merchantTransactionId={reference}"}},
	}},
	{"a reservation raised and captured", []step{
		{verb: "POST", path: "v1/payments", with: cardForm, keep: "payment=id"},
		{verb: "POST", path: "v1/payments/{payment}", form: []string{"paymentType=PA", "amount=8.00", "currency=EUR"}},
		{verb: "POST", path: "v1/payments/{payment}", form: []string{"paymentType=CP", "amount=100.00", "currency=EUR"}},
		{verb: "GET", path: "v1/query/{payment}"},
	}},
	{"a debit and what follows", []step{
		{verb: "POST", path: "v1/payments", with: cardForm, form: []string{"paymentType=DB"}, keep: "payment=id"},
		{verb: "POST", path: "v1/payments/{payment}", form: []string{"paymentType=RB", "amount=7.00", "currency=EUR"}},
		{
			verb: "POST", path: "v1/payments/{payment}",
			form: []string{"paymentType=CB", "amount=5.00", "currency=EUR"}, keep: "chargeback=id",
		},
		{verb: "POST", path: "v1/payments/{chargeback}", form: []string{"paymentType=CR"}},
		{verb: "GET", path: "v3/query/{payment}", form: []string{"includeLinkedTransactions=true"}},
	}},
	{"a payment in the reports", []step{
		{
			verb: "POST", path: "v1/payments", with: cardForm,
			form: []string{"merchantTransactionId={reference}"}, keep: "payment=id",
		},
		{verb: "GET", path: "v3/query", form: []string{"merchantTransactionId={reference}"}},
		{verb: "GET", path: "v3/query/{payment}", keep: "shortId=records.0.shortId"},
		{verb: "GET", path: "v1/query/{payment}"},
		{verb: "GET", path: "v1/query", form: []string{"merchantTransactionId={reference}"}},
		{verb: "GET", path: "v1/resultcodes"},
	}},
	{"a checkout", []step{
		{
			verb: "POST", path: "v1/checkouts",
			form: []string{"paymentType=DB", "amount=92.00", "currency=EUR"}, keep: "checkout=id",
		},
		{verb: "GET", path: "v1/paymentWidgets.js", form: []string{"checkoutId={checkout}"}},
		{verb: "POST", path: "v1/checkouts/{checkout}", form: []string{"merchantTransactionId={reference}"}},
		{verb: "GET", path: "v1/checkouts/{checkout}/payment"},
		{verb: "DELETE", path: "v1/checkouts/{checkout}"},
		{verb: "POST", path: "v1/checkouts", form: []string{"createRegistration=true"}, keep: "checkout=id"},
		{verb: "GET", path: "v1/checkouts/{checkout}/registration"},
	}},
	{"a schedule", []step{
		{verb: "POST", path: "v1/registrations", with: cardForm, form: []string{"paymentType="}, keep: "token=id"},
		{verb: "POST", path: schedulesAt, form: []string{
			"registrationId={token}", "paymentType=DB", "amount=10.00", "currency=EUR", "job.hour=6",
			"standingInstruction.mode=REPEATED", "standingInstruction.source=MIT",
		}, keep: "schedule=id"},
		{verb: "GET", path: schedulesAt + "/{schedule}"},
		{verb: "GET", path: schedulesAt + "/{token}"},
		{verb: "POST", path: schedulesAt + "/{schedule}/reschedule", form: []string{
			"paymentType=DB", "amount=12.00", "currency=EUR", "job.hour=7", "standingInstruction.mode=REPEATED",
			"standingInstruction.source=MIT",
		}},
		{verb: "POST", path: schedulesAt + "/{schedule}/deschedule"},
	}},
	{"a payment link", []step{
		{verb: "POST", path: "paybylink/v1", form: []string{
			"paymentType=DB", "amount=92.00", "currency=EUR", "createQRCode=true", returnURL,
		}, keep: "link=id"},
		{verb: "GET", path: "paymentlink/{link}", status: 303, keep: "page=Location"},
		{verb: "POST", path: "{page}", form: []string{
			"action=card", "number=4200000000000000", "holder=Jane Jones", "expiry=05/49", "cvv=123", "cardBrand=VISA",
		}, status: 303, keep: "checkout=checkoutId"},
		{verb: "GET", path: "paybylink/v1/{link}/checkouts/{checkout}/payment"},
		{verb: "GET", path: "paybylink/v1/{link}"},
		{verb: "POST", path: "paybylink/v1/{link}/sms", form: []string{"smsTo=+431234567"}, status: 400}, // live only
		{verb: "DELETE", path: "paybylink/v1/{link}"},
	}},
	{"a risk check", []step{
		{
			verb: "POST", path: "v2/redShield", with: cardForm,
			form: []string{"paymentType=", "merchantTransactionId={reference}"},
		},
	}},
}

// longStories read so much that they are told seldom.
var longStories = []story{
	{"a payment found by its short id", []step{
		{verb: "POST", path: "v1/payments", with: cardForm, keep: "payment=id"},
		{verb: "GET", path: "v3/query/{payment}", keep: "shortId=records.0.shortId"},
		{verb: "GET", path: "v3/query", form: []string{"shortId={shortId}", "date.from={from}", "date.to={to}"}},
	}},
	{"a report of the last minute", []step{
		{verb: "POST", path: "v1/payments", with: cardForm},
		{verb: "GET", path: "v3/query", form: []string{"date.from={from}", "date.to={to}", "limit=500", "pageNo=1"}},
	}},
	{"a settlement", []step{
		{verb: "GET", path: settledAt, form: []string{"date.from={yesterday}", "date.to={today}"}},
		{verb: "GET", path: settledAt + "/{nobody}", status: 400}, // a day is settled once it has ended
		{verb: "GET", path: "reports/v2/reconciliations/aggregations/{nobody}", form: []string{"pageNo=1"}, status: 400},
	}},
}
