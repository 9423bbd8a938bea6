package simulator

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"assay/support/spec"
)

// house are the rules of a channel beyond those of a payment: whether it is in
// use, whom it does business with, and for how much. By default it has none.
//
// Source: the texts of the result codes, which say what a platform can be set to
// refuse; nobody has published how, so that all of it is unverified.
type house struct {
	any bool // some rule is set; plain payments look no further

	state, connector string // result code while it is not in use; "" = it is
	blocked          string // country, e-mail, IP address or BIN that is turned away
	most             minor  // highest amount; 0 = any
	host             string // that shoppers and notifications may be sent to; "" = any
	noTestCards      bool   // in live mode
	noTestMode       bool   // in live mode

	sources []netip.Prefix // where merchants' requests come from; empty = anywhere
}

// states are the codes of a channel and of its connector that are not in use.
var (
	channelStates   = map[string]string{"disabled": codeChannelDisabled, "new": codeChannelNew, "closed": codeChannelClosed}
	connectorStates = map[string]string{
		"disabled": codeConnectorDisabled, "new": codeConnectorNew, "closed": codeConnectorClosed,
		"unavailable": codeConnectorUnavailable,
	}
)

// houseSettings are the settings that make the rules.
var houseSettings = []Setting{
	choice("state", []string{"disabled", "new", "closed"}, "in use", "state of the channel, in which it pays nothing",
		ruled(func(h *house, value string) { h.state = channelStates[value] })),
	choice("connector", []string{"disabled", "new", "closed", "unavailable"}, "in use",
		"state of the connector, in which the channel pays nothing",
		ruled(func(h *house, value string) { h.connector = connectorStates[value] })),
	rule("blacklist", "<country, e-mail, IP address or BIN>", "nobody", "whom the channel does no business with",
		func(h *house, value string) bool { h.blocked = value; return listable(value) }),
	number("most", "no limit", "highest amount of a payment, in whole units; 0 = no limit", func(s *settings, n int) {
		s.house.any, s.house.most = true, minor(n)*100
	}),
	rule("return-host", "<host>", "any", "the one host that shoppers and notifications may be sent to",
		func(h *house, value string) bool { h.host = value; return isHost(value) }),
	rule("addresses", "<IP addresses and networks, with commas>", "any", "where the merchant's requests may come from",
		func(h *house, value string) (ok bool) { h.sources, ok = networks(value); return ok }),
	choice("test-cards", []string{"refused"}, "taken", "published test cards in live mode",
		ruled(func(h *house, _ string) { h.noTestCards = true })),
	choice("test-mode", []string{"refused"}, "not looked at", "testMode=EXTERNAL in live mode",
		ruled(func(h *house, _ string) { h.noTestMode = true })),
	word("rights", "read", "all", "what the login may do", func(s *settings) { s.readOnly = true }),
	word("D29", "exact", "600.200.500", "codes of a brand and a payment type that the channel lacks: 600.200.201, .202",
		func(s *settings) { s.exactLack = true }),
	word("D19-END", "uncertain", "timed out", "code of a shopper who never comes: 100.396.104",
		func(s *settings) { s.uncertainEnd = true }),
}

// ruled notes that there is a rule.
func ruled(apply func(*house, string)) func(*settings, string) {
	return func(s *settings, value string) {
		s.house.any = true
		apply(&s.house, value)
	}
}

// rule is a setting whose value has a form of its own.
func rule(name, form, otherwise, meaning string, apply func(*house, string) bool) Setting {
	return Setting{name, []string{form}, otherwise, meaning, func(s *settings, value string) bool {
		s.house.any = true
		return apply(&s.house, value)
	}}
}

var (
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
	binForm     = regexp.MustCompile(`^\d{6}$`)
	hostForm    = regexp.MustCompile(`^([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$`)
)

func listable(value string) bool {
	return countryForm.MatchString(value) || binForm.MatchString(value) || net.ParseIP(value) != nil ||
		strings.Contains(value, "@")
}

func isHost(value string) bool { return hostForm.MatchString(value) || net.ParseIP(value) != nil }

var (
	closedChannelPays = wrongly("errors", "closed-channel-pays", "a channel that is closed takes payments all the same")
	blacklistIgnored  = wrongly("errors", "blacklist-ignored", "a payment from a blacklisted country is taken")
	readerPays        = wrongly("errors", "reader-pays", "a login that may only read makes payments")
	liveTakesTests    = wrongly("errors", "live-takes-tests", "a channel in live mode that takes no test mode pays in one")
	addressesIgnored  = wrongly("errors", "addresses-ignored", "a request from an address that is not listed is taken")
)

// testCards are the published test cards, by their numbers.
var testCards = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, number := range spec.TestPANs() {
		all[number] = true
	}
	return all
})

// checkHouse holds a new payment against the rules of its channel.
func (s *Server) checkHouse(e *exchange, p *payment) string {
	h := &e.profile.settings.house
	if !h.any {
		return ""
	}
	switch {
	case h.state != "" && !e.profile.faulty(closedChannelPays):
		return h.state
	case h.connector != "":
		return h.connector
	case h.most > 0 && p.chain.ledger[0].amount > h.most:
		return codeAmountTooLarge
	case h.noTestCards && e.profile.Mode == modeLive && testCards()[e.form.get("card.number")]:
		return codeTestCardLive
	case h.noTestMode && e.profile.Mode == modeLive && e.form.get("testMode") == modeExternal &&
		!e.profile.faulty(liveTakesTests):
		return codeNoTestMode
	case !h.welcomes(e.form.get("notificationUrl")):
		return codeNotificationNotListed
	case !h.welcomes(e.form.get("shopperResultUrl")):
		return codeReturnNotListed
	case h.blocked != "" && !e.profile.faulty(blacklistIgnored):
		return h.turnsAway(&e.form)
	}
	return ""
}

// welcomes says whether somebody may be sent to an address.
func (h *house) welcomes(address string) bool {
	if h.host == "" || address == "" {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(u.Hostname(), h.host)
}

// turnsAway is the code for what of a request is on the blacklist, "" if nothing
// is.
func (h *house) turnsAway(f *form) string {
	switch {
	case binForm.MatchString(h.blocked) && strings.HasPrefix(f.get("card.number"), h.blocked):
		return codeBINListed
	case strings.EqualFold(f.get("billing.country"), h.blocked):
		return codeCountryListed
	case strings.EqualFold(f.get("customer.email"), h.blocked):
		return codeEmailListed
	case f.get("customer.ip") == h.blocked:
		return codeIPListed
	}
	return ""
}

// mayNot says whether a request does what its login has no right to.
func (e *exchange) mayNot() bool {
	return e.profile.settings.readOnly && e.r.Method != http.MethodGet && !e.profile.faulty(readerPays)
}

// networks reads a list of addresses and networks in CIDR notation.
func networks(value string) (all []netip.Prefix, ok bool) {
	for one := range strings.SplitSeq(value, ",") {
		one = strings.TrimSpace(one)
		network, err := netip.ParsePrefix(one)
		if address, wrong := netip.ParseAddr(one); wrong == nil {
			network, err = address.Prefix(address.BitLen())
		}
		if err != nil {
			return nil, false
		}
		all = append(all, network)
	}
	return all, true
}

// fromElsewhere says whether a merchant's request comes from an address that the
// channel does not list. A shopper's may come from anywhere.
func (e *exchange) fromElsewhere() bool {
	listed := e.profile.settings.house.sources
	if len(listed) == 0 || e.checkout != nil || e.profile.faulty(addressesIgnored) {
		return false
	}
	from, _ := netip.ParseAddrPort(e.r.RemoteAddr) // what is none is in no network
	address := from.Addr().Unmap().WithZone("")
	return !slices.ContainsFunc(listed, func(n netip.Prefix) bool { return n.Contains(address) })
}
