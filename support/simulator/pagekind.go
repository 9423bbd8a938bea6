package simulator

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// pageKind describes a kind of page: what its shopper goes through. What all
// kinds have in common - the way in, cancelling, counting wrong entries, coming
// back - is in pages.go and shopper.go. A new kind is a file with its
// description, a template, and its line in pageKinds.
type pageKind struct {
	name     string // one of spec.PageKinds; the page's path has it
	screens  []screen
	device   *screen // another page, for the shopper's phone; nil = none
	framable bool    // a merchant may show it in a frame
	slip     bool    // what is shown is paid elsewhere: its approval is the money's arrival (D33)

	outer     string                          // path of the way in, when that is not among the pages
	connector string                          // what the way in calls itself
	entered   func(*Server, visit) string     // where the way in leads, with chain.mu held; nil = to the page
	doors     map[string]func(*Server, visit) // pages besides, by the end of their path
}

// pageKinds are the kinds by name.
func pageKinds() map[string]*pageKind {
	kinds := map[string]*pageKind{}
	for _, k := range []*pageKind{
		bankPage(), walletPage(), cardPage(), challengePage(), acsPage(), acsPhonePage(), acsFirstPage(), voucherPage(),
		transferPage(), bnplPage(), qrPage(),
	} {
		kinds[k.name] = k
	}
	return kinds
}

// screen is one step of a page: what it says and asks, and its buttons.
type screen struct {
	name    string // of its template: "bank-login"
	title   string
	hint    string                                      // what a tester may enter
	check   func(f url.Values, now time.Time) objection // of the buttons that say so; nil = nothing is asked
	show    func(p *payment) any                        // what the template needs beyond the payment; nil = nothing
	buttons []button                                    // the first is what the Enter key presses
}

// button is a way on from a screen. Its action is unlike those of the page's
// other screens, so that a form sent again from an earlier one does nothing.
type button struct {
	Action, Label string
	Style         string // class; "" = the main button
	Checked       bool   // what was entered has to be right first
	next          bool   // leads to the next screen
	code          string // ends the payment with this; "" = approves it
}

// objection is what is wrong with what was entered; the zero value is nothing.
type objection struct {
	says string
	free bool // something was left out, which is not held against the shopper
}

func proceed(action, label string) button {
	return button{Action: action, Label: label, Checked: true, next: true}
}

// decide are the buttons of a page's last screen.
func decide() []button {
	return []button{
		{Action: "approve", Label: "Approve payment", Checked: true},
		{Action: "decline", Label: "Decline payment", Style: "second", code: codeNotConfirmed},
	}
}

// cashier are the buttons of a slip: they play what happens elsewhere.
func cashier() []button {
	buttons := decide()
	buttons[0].Label = "Confirm payment"
	return buttons
}

// field is an entry with its only right value.
type field struct {
	name, want string
	tidy       func(string) string // nil = without the blanks around it
}

// entered checks fields together: who is wrong is not told in which.
func entered(says string, fields ...field) func(url.Values, time.Time) objection {
	return func(f url.Values, _ time.Time) objection {
		for _, want := range fields {
			if want.tidy == nil {
				want.tidy = strings.TrimSpace
			}
			if want.tidy(f.Get(want.name)) != want.want {
				return objection{says: says}
			}
		}
		return objection{}
	}
}

// chosen checks a choice, which the shopper may have forgotten.
func chosen(says, name string, options []string) func(url.Values, time.Time) objection {
	return func(f url.Values, _ time.Time) objection {
		if slices.Contains(options, f.Get(name)) {
			return objection{}
		}
		return objection{says: says, free: true}
	}
}

// with gives a template the same for every payment.
func with(fixed any) func(*payment) any { return func(*payment) any { return fixed } }

// maxTriesHint ends the hint of a screen that counts.
const maxTriesHint = " Three wrong entries reject the payment."
