package simulator

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/support/spec"
)

// Setting describes one thing that a channel may do differently. Its name is
// the D-id of the decision, or a word where the decision needs a number.
type Setting struct {
	Name    string   // "D07"
	Values  []string // what it may be set to; a form in angle brackets is a number
	Default string   // what holds when it is not set
	Meaning string   // one line

	// apply changes the settings and says whether the value was understood. A
	// value that is not in angle brackets is one of Values.
	apply func(s *settings, value string) bool
}

// word is a setting that is switched on by a word.
func word(name, value, otherwise, meaning string, apply func(*settings)) Setting {
	return choice(name, []string{value}, otherwise, meaning, func(s *settings, _ string) { apply(s) })
}

// choice is a setting that is one of several words.
func choice(name string, values []string, otherwise, meaning string, apply func(*settings, string)) Setting {
	return Setting{name, values, otherwise, meaning, func(s *settings, value string) bool {
		if !slices.Contains(values, value) {
			return false
		}
		apply(s, value)
		return true
	}}
}

// maxNumber bounds a setting that is a number.
const maxNumber = 10_000

// number is a setting that is a whole number from 0.
func number(name, otherwise, meaning string, apply func(*settings, int)) Setting {
	return Setting{name, []string{"<number>"}, otherwise, meaning, func(s *settings, value string) bool {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > maxNumber {
			return false
		}
		apply(s, n)
		return true
	}}
}

// span is a setting that is a duration above 0.
func span(name, otherwise, meaning string, apply func(*settings, time.Duration)) Setting {
	return Setting{name, []string{"<duration>"}, otherwise, meaning, func(s *settings, value string) bool {
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return false
		}
		apply(s, d)
		return true
	}}
}

// strike is a setting that is an hour of the day, 24 being its end.
func strike(name, otherwise, meaning string, apply func(*settings, hour)) Setting {
	return Setting{name, []string{"<hour>"}, otherwise, meaning, func(s *settings, value string) bool {
		h, err := strconv.Atoi(value)
		if err != nil || h < 1 || h > 24 {
			return false
		}
		apply(s, hour(h))
		return true
	}}
}

// reason is a setting that is a result code of a chargeback.
func reason(name, otherwise, meaning string, apply func(*settings, string)) Setting {
	return Setting{name, []string{"<000.100.2nn>"}, otherwise, meaning, func(s *settings, value string) bool {
		if spec.VerdictOf(value) != spec.ChargedBack {
			return false
		}
		apply(s, value)
		return true
	}}
}

// settingList is read only.
var settingList = slices.Concat([]Setting{
	word("D02", "auth-401", "403", "HTTP status of a wrong token, password or entityId",
		func(s *settings) { s.unauthorised = 401 }),
	choice("D07", []string{"lenient", "strict"}, "in groups", "where unknown names are tolerated: everywhere, nowhere",
		func(s *settings, value string) { s.lenient, s.strictNames = value == "lenient", value == "strict" }),
	word("D09", "generic", "by the type", "code of a step on an unknown id: 700.100.100 whatever the type",
		func(s *settings) { s.genericReference = true }),
	choice("D10", []string{"single-capture", "full-capture", "no-capture"}, "several",
		"captures of one PA: one, one of the whole, none", func(s *settings, value string) {
			s.rules.singleCapture = value == "single-capture"
			s.rules.fullCapture, s.rules.noCapture = value == "full-capture", value == "no-capture"
		}),
	word("D11", "rv-pa-only", "until the cut-off", "reversal of a DB or CP",
		func(s *settings) { s.rules.reversePAOnly = true }),
	word("D14", "in-flight", "700.400.570", "code of a step on a pending payment: 800.700.100",
		func(s *settings) { s.rules.inFlight = true }),
	number("D15", "2", "status calls a minute for each payment; 0 = no limit",
		func(s *settings, n int) { s.statusPerMinute = n }),
	number("D15-POST", "200", "back-office calls a minute for each payment; 0 = no limit",
		func(s *settings, n int) { s.postsPerMinute = n }),
	number("D15-TOKEN", "no limit", "readings of a stored account an hour for each; 0 = no limit",
		func(s *settings, n int) { s.readsPerHour = n }),
	word("D16", "strict", "no limit", "queries: two a minute for each id",
		func(s *settings) { s.queryPerMinute = 2 }),
	word("D17", "strict", "pending, 000.200.000", "a checkout that nobody has paid: unknown, as D18",
		func(s *settings) { s.unpaidUnknown = true }),
	span("D19", "30m", "how long a pending payment waits for its shopper",
		func(s *settings, d time.Duration) { s.patience = d }),
	choice("D23", []string{"duplicates", "uuid"}, "allowed",
		"a merchantTransactionId sent twice: refused, with 800.110.100 or 200.200.106", func(s *settings, value string) {
			s.refuseDuplicate = true
			if value == "uuid" {
				s.duplicateCode = codeUUIDUsed
			}
		}),
	span("D23-WINDOW", "as long as it is kept", "how long a merchantTransactionId may not be sent again",
		func(s *settings, d time.Duration) { s.duplicateWindow = d }),
	word("D25", "authorise-anyway", "rejected", "card payments whose issuer 3-D Secure cannot ask: authorised",
		func(s *settings) { s.authoriseAnyway = true }),
	word("first-version", "asked", "a challenge of the second", "what cards of the first version of 3-D Secure lead to: PaReq and PaRes",
		func(s *settings) { s.firstVersion = true }),
	choice("D26", []string{"absent", "GET", "POST"}, "as the brand's page says", "redirect.method",
		func(s *settings, value string) { s.redirectMethod = value }),
	span("D33", "168h", "how long a payment waits for its money to arrive",
		func(s *settings, d time.Duration) { s.moneyPatience = d }),
	word("D31", "strict", "the last value wins", "a name repeated in one body: refused",
		func(s *settings) { s.refuseRepeated = true }),
	word("D32", "older-codes", "700.400", "codes of refused steps: the more general ones of the family 700.300",
		func(s *settings) { s.rules.olderCodes = true }),
	word("D35", "strict", "accepted", "a merchantTransactionId of less than 8 characters: refused",
		func(s *settings) { s.refuseShortID = true }),
	span("validity", "168h", "how long a PA may be captured or reversed",
		func(s *settings, d time.Duration) { s.rules.validity = d }),
	span("refund-window", "no end", "how long money may be refunded",
		func(s *settings, d time.Duration) { s.rules.refundWindow = d }),
	strike("cut-off", "24", "hour of the day, in UTC, that ends the time for the reversal of a DB or CP",
		func(s *settings, h hour) { s.rules.cutOff = h }),
	strike("capture-until", "none", "hour of the day, in UTC, that ends the time for the capture of a PA",
		func(s *settings, h hour) { s.rules.captureUntil = h }),
	word("week-days", "0-6", "1-7", "numbers of job.dayOfWeek, Sunday first",
		func(s *settings) { s.sunday = 0 }),
	choice("refunds", []string{"full", "above"}, "up to what is left", "what refunds give back: all that is left or nothing, more as well",
		func(s *settings, value string) {
			s.rules.fullRefund, s.rules.refundAbove = value == "full", value == "above"
		}),
	word("receipts", "merchant", "by the platform", "who sends RC",
		func(s *settings) { s.rules.receipts = true }),
	word("chargebacks", "internal", "by the merchant, too", "who sends CB: the platform only",
		func(s *settings) { s.rules.noChargebacks = true }),
	reason("chargeback-reason", codeChargeback, "result code of a chargeback, which says why",
		func(s *settings, code string) { s.chargebackCode = code }),
	choice("risk", []string{"accept", "review", "reject", "reject-after"}, "no check, unless risk.* is sent",
		"risk check of every payment, and what it finds", func(s *settings, value string) { s.risk = value }),
	number("fee", "0", "what the acquirer charges for each transaction that is settled, in hundredths",
		func(s *settings, n int) { s.rules.fee = minor(n) }),
	number("linked", "1000", "transactions that may hang together; 0 = as many as by default",
		func(s *settings, n int) { s.rules.linked = n }),
}, houseSettings, mannerSettings, callbackSettings, issuerSettings, outcomeSettings)

// Settings lists the settings of a channel.
func Settings() []Setting { return slices.Clone(settingList) }

// settings are a channel's settings, read.
type settings struct {
	unauthorised    int  // HTTP status
	lenient         bool // D07
	strictNames     bool // D07
	rules           rules
	statusPerMinute int
	postsPerMinute  int
	queryPerMinute  int
	readsPerHour    int // of a stored account; 0 = no limit
	patience        time.Duration
	moneyPatience   time.Duration
	refuseDuplicate bool
	duplicateCode   string
	duplicateWindow time.Duration // 0 = as long as it is kept
	chargebackCode  string
	risk            string // what a risk check finds; "" = none is asked for
	authoriseAnyway bool   // D25
	firstVersion    bool   // of 3-D Secure, for the cards that know no other
	redirectMethod  string // "" = the page's
	refuseRepeated  bool
	refuseShortID   bool

	house        house
	manner       manner // of its notifications
	callsBack    bool   // the older notificationUrl is called
	readOnly     bool   // the login has no right to change anything
	exactLack    bool   // D29
	uncertainEnd bool   // D19
	issuer       issuer
	outcomes     []outcome

	genericReference bool // D09
	sunday           int  // its number among the days of the week
	unpaidUnknown    bool // D17
}

func defaultSettings() settings {
	return settings{
		unauthorised: 403, statusPerMinute: 2, postsPerMinute: 200, patience: 30 * time.Minute,
		moneyPatience: 7 * 24 * time.Hour, duplicateCode: codeDuplicate, chargebackCode: codeChargeback,
		sunday: 1,
		rules:  rules{validity: 7 * 24 * time.Hour},
	}
}

// readSettings checks every name and value. An empty value means the default.
func readSettings(given map[string]string) (settings, error) {
	s := defaultSettings()
	for _, name := range slices.Sorted(maps.Keys(given)) {
		value := given[name]
		if value == "" {
			continue
		}
		known := slices.IndexFunc(settingList, func(k Setting) bool { return k.Name == name })
		if known < 0 {
			return s, wrongAt(&Error{
				Message: fmt.Sprintf("no setting is called %q", name),
				Remedy:  "the settings are " + settingNames(),
			}, "settings", name)
		}
		if k := settingList[known]; !k.apply(&s, value) {
			return s, wrongAt(&Error{
				Message: fmt.Sprintf("setting %s cannot be %q", name, value),
				Remedy:  "it may be " + strings.Join(k.Values, " or "),
			}, "settings", name)
		}
	}
	return s, nil
}

func settingNames() string {
	var names []string
	for _, k := range settingList {
		names = append(names, k.Name)
	}
	return strings.Join(names, ", ")
}

// Error is a mistake of whoever configures the simulator, with its remedy.
type Error struct {
	Message string
	Remedy  string
	Err     error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Hint says what most likely helps.
func (e *Error) Hint() string { return e.Remedy }

// Unwrap returns the cause, if there is one.
func (e *Error) Unwrap() error { return e.Err }
