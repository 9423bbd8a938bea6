package simulator

import (
	"net/url"
	"strings"
	"time"
)

// bnplPage is an application to pay later, which the lender may refuse, and whose
// terms the shopper may.
func bnplPage() *pageKind {
	buttons := append(
		decide(),
		button{Action: "disagree", Label: "Refuse the terms", Style: "second", code: codeTermsRefused},
		button{Action: "refuse", Label: "Play a refusal", Style: "second", code: codeNoCredit},
	)
	return &pageKind{name: "bnpl", screens: []screen{{
		name: "bnpl-form", title: "Pay in 14 days", buttons: buttons, check: applies,
		hint: "Any birth date of an adult, such as 1980-05-17, and any phone number of 7 digits or more." + maxTriesHint +
			" Play a refusal makes the lender say no.",
	}}}
}

// adult is the age from which one may pay later.
const adult = 18

func applies(f url.Values, now time.Time) objection {
	if f.Get("terms") == "" {
		return objection{says: "Please accept the terms.", free: true}
	}
	born, err := time.Parse(time.DateOnly, strings.TrimSpace(f.Get("birthDate")))
	if err != nil || born.Year() < 1900 || born.AddDate(adult, 0, 0).After(now) {
		return objection{says: "The birth date is wrong."}
	}
	digits := 0
	for _, c := range f.Get("phone") {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune("+-/() .", c):
			return objection{says: "The phone number is wrong."}
		}
	}
	if digits < 7 || digits > 15 {
		return objection{says: "The phone number is wrong."}
	}
	return objection{}
}
