package simulator

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Setting describes one thing that a channel may do differently. Its name is
// the D-id of the decision, or a word where the decision needs a number.
type Setting struct {
	Name    string   // "D07"
	Values  []string // what it may be set to; a form in angle brackets is a number
	Default string   // what holds when it is not set
	Meaning string   // one line
}

// Settings lists the settings of a channel.
func Settings() []Setting {
	return []Setting{
		{"D02", []string{"auth-401"}, "403", "HTTP status of a wrong token, password or entityId"},
		{"D07", []string{"lenient", "strict"}, "in groups", "where unknown names are tolerated: everywhere, nowhere"},
		{"D10", []string{"single-capture"}, "several", "captures of one PA"},
		{"D11", []string{"rv-pa-only"}, "until the end of the day", "reversal of a DB or CP"},
		{"D15", []string{"<number>"}, "2", "status calls a minute for each payment; 0 = no limit"},
		{"D15-POST", []string{"<number>"}, "200", "back-office calls a minute for each payment; 0 = no limit"},
		{"D16", []string{"strict"}, "no limit", "queries: two a minute for each id"},
		{"D19", []string{"<duration>"}, "30m", "how long a pending payment waits for its shopper"},
		{"D23", []string{"duplicates"}, "allowed", "a merchantTransactionId sent twice: refused"},
		{"D26", []string{"absent", "GET", "POST"}, "as the brand's page says", "redirect.method"},
		{"D33", []string{"<duration>"}, "168h", "how long a payment waits for its money to arrive"},
		{"D31", []string{"strict"}, "the last value wins", "a name repeated in one body: refused"},
		{"D35", []string{"strict"}, "accepted", "a merchantTransactionId of less than 8 characters: refused"},
		{"validity", []string{"<duration>"}, "168h", "how long a PA may be captured or reversed"},
	}
}

// settings are a channel's settings, read.
type settings struct {
	unauthorised    int  // HTTP status
	lenient         bool // D07
	strictNames     bool // D07
	rules           rules
	statusPerMinute int
	postsPerMinute  int
	queryPerMinute  int
	patience        time.Duration
	moneyPatience   time.Duration
	refuseDuplicate bool
	redirectMethod  string // "" = the page's
	refuseRepeated  bool
	refuseShortID   bool
}

func defaultSettings() settings {
	return settings{
		unauthorised: 403, statusPerMinute: 2, postsPerMinute: 200, patience: 30 * time.Minute,
		moneyPatience: 7 * 24 * time.Hour,
		rules:         rules{validity: 7 * 24 * time.Hour},
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
		known := slices.IndexFunc(Settings(), func(k Setting) bool { return k.Name == name })
		if known < 0 {
			return s, &Error{
				Message: fmt.Sprintf("no setting is called %q", name),
				Remedy:  "the settings are " + settingNames(),
			}
		}
		if !s.set(Settings()[known], value) {
			return s, &Error{
				Message: fmt.Sprintf("setting %s cannot be %q", name, value),
				Remedy:  "it may be " + strings.Join(Settings()[known].Values, " or "),
			}
		}
	}
	return s, nil
}

func settingNames() string {
	var names []string
	for _, k := range Settings() {
		names = append(names, k.Name)
	}
	return strings.Join(names, ", ")
}

// set changes one setting and says whether the value was understood.
func (s *settings) set(k Setting, value string) bool {
	switch k.Values[0] {
	case "<number>":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 10_000 {
			return false
		}
		if k.Name == "D15" {
			s.statusPerMinute = n
		} else {
			s.postsPerMinute = n
		}
		return true
	case "<duration>":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return false
		}
		switch k.Name {
		case "D19":
			s.patience = d
		case "D33":
			s.moneyPatience = d
		default:
			s.rules.validity = d
		}
		return true
	}
	if !slices.Contains(k.Values, value) {
		return false
	}
	switch k.Name {
	case "D02":
		s.unauthorised = 401
	case "D07":
		s.lenient, s.strictNames = value == "lenient", value == "strict"
	case "D10":
		s.rules.singleCapture = true
	case "D11":
		s.rules.reversePAOnly = true
	case "D16":
		s.queryPerMinute = 2
	case "D23":
		s.refuseDuplicate = true
	case "D26":
		s.redirectMethod = value
	case "D31":
		s.refuseRepeated = true
	case "D35":
		s.refuseShortID = true
	}
	return true
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
