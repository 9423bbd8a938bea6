package browser

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Kind says in one word why the browser could not go on.
type Kind string

// The kinds of an Error.
const (
	Crashed    Kind = "crashed"    // the process behind the page died
	Frozen     Kind = "frozen"     // the page is there but lets nobody at it: its scripts or dialogs have no end
	TimedOut   Kind = "timeout"    // the deadline passed and nothing more is known
	NotFound   Kind = "not-found"  // the page does not offer what was looked for
	Navigation Kind = "navigation" // an address could not be opened
	Withheld   Kind = "withheld"   // a page came and forbids that it is shown in that place
	Closed     Kind = "closed"     // the browser or the tab is gone
	Cancelled  Kind = "cancelled"  // the caller gave up first
	Refused    Kind = "refused"    // the page offers it, but does not take it
	Unusable   Kind = "unusable"   // the browser could not be started or gave no sense
	Misused    Kind = "misused"    // the action itself says nothing that can be done
)

// Error is every failure of this package. Its text is masked.
type Error struct {
	Kind   Kind
	Action string // what was being done: press "Pay now"
	URL    string // where, masked; empty when no page was open
	Err    error  // why; errors.Is finds context errors and the errors below

	// Silent is the host, with its port if that is its own, that a page was asked
	// of and gave none; empty when all hosts answered, or the trouble is nearer.
	Silent string

	hint    string
	host    string // that could not be opened
	harness bool
}

// Errors that a caller may ask for with errors.Is.
var (
	errCrashed = errors.New("the page crashed: the process that showed it died")
	errGone    = errors.New("the browser is gone: its process ended or was killed")
	errClosed  = errors.New("the tab is closed")
	errShut    = errors.New("the browser is closed")
	errStuck   = errors.New("the tab is given up: the driver did not answer after its deadline")
	errDeaf    = errors.New("the browser does not answer any more")
	errOffline = errors.New("this machine has lost its network")
	errBusy    = errors.New("the page is frozen: a script of its own never comes to an end")
	errNagging = errors.New("the page is frozen: it asks one question after the other without end")
)

// Error says what was being done, where, and why it failed.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("browser: ")
	if e.Action != "" {
		b.WriteString(e.Action)
	}
	if e.URL != "" {
		fmt.Fprintf(&b, " (on %s)", e.URL)
	}
	fmt.Fprintf(&b, ": %v", e.Err)
	return b.String()
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Harness says that the browser or this machine is at fault, and neither the
// page nor the gateway behind it: the browser died, hung or could not be
// reached, or the network of this machine is gone. The same journey may well
// succeed in a fresh browser, so such a failure, and no other, is worth a clean
// repeat. A page that needs more memory than it may have is taken for a crash
// as well, because the browser does not tell the two apart.
func (e *Error) Harness() bool {
	if e.harness || e.Kind == Crashed || e.Kind == Unusable {
		return true
	}
	for _, cause := range []error{errGone, errStuck, errDeaf, errOffline} {
		if errors.Is(e.Err, cause) {
			return true
		}
	}
	return false
}

// Hint returns the likely remedy in one sentence.
func (e *Error) Hint() string {
	if e.hint != "" {
		return e.hint
	}
	return hints[e.Kind]
}

var hints = map[Kind]string{
	Crashed:    "the next scenario gets a fresh page; should it happen again, give the machine more memory",
	Frozen:     "open the address by hand: a browser with a window shows the same and names the script",
	TimedOut:   "look at the screenshot of the page; a slow host needs a longer timeout",
	NotFound:   "compare the journey with the names that the page offers, letter by letter",
	Navigation: "check that the address is right and that its host answers",
	Withheld:   "compare what the page's headers X-Frame-Options and Content-Security-Policy allow with where it was to be shown",
	Closed:     "the next scenario starts a fresh browser; should it happen again, look for what ends it",
	Cancelled:  "the run was stopped",
	Refused:    "correct the value in the journey",
	Unusable:   "run the browser once by hand to see what it says",
	Misused:    "give the action exactly one of fill, press, choose, see, gone or back",
}

// reason is masked text that still answers errors.Is for what it was made of.
type reason struct {
	text string
	of   error
}

func (r *reason) Error() string        { return r.text }
func (r *reason) Is(target error) bool { return r.of != nil && errors.Is(r.of, target) }

// kindOf sorts an error that ended a call. The fate of the tab comes first: it
// explains the error, whatever words the driver found for it.
func kindOf(err error) Kind {
	switch {
	case errors.Is(err, errCrashed):
		return Crashed
	case errors.Is(err, errGone), errors.Is(err, errClosed), errors.Is(err, errShut):
		return Closed
	case errors.Is(err, errBusy), errors.Is(err, errNagging):
		return Frozen
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errStuck), errors.Is(err, errDeaf):
		return TimedOut
	case errors.Is(err, context.Canceled):
		return Cancelled
	}
	return Unusable
}
