package target

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// mark is a pattern in a host name and what it says about the host.
type mark struct {
	pattern    *regexp.Regexp
	production bool
	reason     string
}

// word matches one of several words as a whole part of a host name, a number
// behind it included: "prod" and "prod2" in "eu-prod2.example.com", not the one
// in "products.example.com".
func word(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[.-])(?:` + words + `)\d*(?:[.-]|$)`)
}

// marks are tried from the top, the first that matches decides. Production
// goes before test, because a wrong "production" costs one line of
// configuration and a wrong "test" costs somebody money.
var marks = []mark{
	{word(`pre-?prod(?:uction)?|non-?prod(?:uction)?`), false, "a pre-production host"},
	{regexp.MustCompile(`^(?:eu-prod\.|www\.|)oppwa\.com$`), true, "a documented live host"},
	{regexp.MustCompile(`-prod\.oppwa\.com$`), true, "a live host of another region"},
	{word(`prod|production`), true, "a host whose name says production"},
	{word(`live`), true, "a host whose name says live"},
	{
		word(`test|testing|uat|sandbox|staging|stage|stg|qa|dev|int|sit|demo|mock|sim|simulator`), false,
		"a test host by its name",
	},
	{
		regexp.MustCompile(`\.(?:example|invalid|local|internal|localdomain|home\.arpa)$`), false,
		"a name that is never public",
	},
	{regexp.MustCompile(`^[^.:]+$`), false, "a name of the inner network"},
}

// unmarked is the reason against a public host that nothing speaks for. Live
// hosts of resellers often have nothing but a brand in their name.
const unmarked = "nothing in its name says that it is for tests"

// looksLikeProduction judges a host by its name. sure is false when it is
// only the lack of a mark that speaks against the host.
func looksLikeProduction(host string) (why string, production, sure bool) {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if isLoopback(host) {
		return "this machine", false, true
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Unmap().IsPrivate() || ip.IsLinkLocalUnicast() {
			return "an address of the inner network", false, true
		}
		return unmarked, true, false
	}
	for _, m := range marks {
		if m.pattern.MatchString(host) {
			return m.reason, m.production, true
		}
	}
	return unmarked, true, false
}

// GuardError is a refusal to touch what may be real money.
type GuardError struct {
	Problem string
	Remedy  string
}

// Error returns the refusal.
func (e *GuardError) Error() string { return e.Problem }

// Hint returns what to do about it.
func (e *GuardError) Hint() string { return e.Remedy }

// ExitCode returns the exit code for usage and configuration.
func (e *GuardError) ExitCode() int { return exitConfig }

// Guard refuses a host that may be production, unless the target says
// production: true and the command line says so as well.
func (t Target) Guard(meanProduction bool) error {
	if t.Simulator {
		return nil
	}
	if t.Production {
		if meanProduction {
			return nil
		}
		return &GuardError{
			Problem: fmt.Sprintf("target %s is marked production: true, and the command does not confirm it", t.Name),
			Remedy:  "choose a test target, or add --i-mean-production if real payments up to " + t.MaxAmount + " are meant",
		}
	}
	u, err := url.Parse(t.BaseURL)
	if err != nil {
		return &GuardError{
			Problem: "baseUrl is not a URL", Remedy: "write the whole address, such as https://eu-test.example.com/",
		}
	}
	why, production, sure := looksLikeProduction(u.Hostname())
	switch {
	case !production || !sure && t.notProduction:
		return nil
	case !sure:
		return &GuardError{
			Problem: fmt.Sprintf("target %s may be production: %s: %s", t.Name, u.Hostname(), why),
			Remedy:  "if it is a test host, write production: false under the target; if not, use the test host's address",
		}
	}
	return &GuardError{
		Problem: fmt.Sprintf("target %s looks like production: %s is %s", t.Name, u.Hostname(), why),
		Remedy: "use the test host's address; if real payments are meant, write production: true and maxAmount under the" +
			" target and add --i-mean-production",
	}
}

// GuardPAN refuses a card number that is not known test data, on any real
// host, unless production is meant. The error quotes the first six and the last
// four digits only.
func (t Target) GuardPAN(pan string, testPANs []string, meanProduction bool) error {
	pan = strings.NewReplacer(" ", "", "-", "").Replace(pan)
	if t.Simulator || slices.Contains(testPANs, pan) || t.Production && meanProduction {
		return nil
	}
	shown := "a card number"
	if len(pan) >= 13 {
		shown = "card number " + pan[:6] + strings.Repeat("*", len(pan)-10) + pan[len(pan)-4:]
	}
	return &GuardError{
		Problem: fmt.Sprintf("%s is not on the list of test cards and may belong to a person", shown),
		Remedy:  "use a card from the gateway's documentation of test data; real cards have no place on a test host",
	}
}

// GuardAmount refuses an amount above the cap of a production target.
func (t Target) GuardAmount(amount string) error {
	if !t.Production {
		return nil
	}
	most, ok := amountOf(t.MaxAmount)
	sent, readable := amountOf(amount)
	if ok && readable && sent.Cmp(most) <= 0 {
		return nil
	}
	return &GuardError{
		Problem: fmt.Sprintf("an amount of %s is above the cap of target %s, which is %s", amount, t.Name, t.MaxAmount),
		Remedy:  "select scenarios with small amounts, or raise maxAmount under the target",
	}
}
