package target

import (
	"math"
	"math/big"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// abilities are the words that assay.yaml may use. The clock is missing on
// purpose: only the built-in simulator can be told the time.
var abilities = []string{"browser", "webhooks"}

// mostLimit is far beyond any limit that is meant, and still a duration in seconds.
const mostLimit = 1e9

// checkTarget checks all of a target that needs no variable and no file.
func checkTarget(p place, name string, t fileTarget) error {
	if name == SimulatorName {
		return p.errorf("call it something else, such as local", "the name simulator belongs to the built-in target")
	}
	if err := checkBaseURL(p, t.BaseURL); err != nil {
		return err
	}
	if err := checkAddresses(p, t); err != nil {
		return err
	}
	for i, a := range t.Abilities {
		if slices.Contains(abilities, a) {
			continue
		}
		if a == "clock" {
			return p.key("abilities").item(i).errorf("take clock out: its scenarios are then skipped with the reason",
				"only the built-in simulator has a clock that can be moved")
		}
		return p.key("abilities").item(i).errorf(didYouMean(a, abilities, "the abilities are"), "unknown ability %q", a)
	}
	if s, o := t.Limits.RequestsPerSecond, t.Limits.OutageSeconds; math.IsNaN(s+o) || max(s, o) > mostLimit {
		return p.key("limits").errorf("leave a limit away to have none", "a limit must be a number up to %d", int(mostLimit))
	}
	if t.Limits.StatusPerMinute < 0 || t.Limits.RequestsPerSecond < 0 || t.Limits.OutageSeconds < 0 {
		return p.key("limits").errorf("leave a limit away to have none", "a limit cannot be negative")
	}
	if err := checkProduction(p, t); err != nil {
		return err
	}
	if len(t.Channels) == 0 {
		return p.key("channels").errorf("add channels: with at least one entityId and accessTokenEnv",
			"target %s has no channel", name)
	}
	base, _ := url.Parse(t.BaseURL)
	if err := checkHeaders(p, t, isLoopback(base.Hostname())); err != nil {
		return err
	}
	for i, c := range t.Channels {
		if err := checkChannel(p.key("channels").item(i), c, isLoopback(base.Hostname())); err != nil {
			return err
		}
	}
	return nil
}

// checkBaseURL checks the one address everything is built from.
func checkBaseURL(p place, raw string) error {
	p = p.key("baseUrl")
	if raw == "" {
		return p.errorf("add baseUrl, such as https://eu-test.example.com/", "the target has no baseUrl")
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return p.errorf("write the whole address, such as https://eu-test.example.com/", "baseUrl is not an absolute URL")
	case u.User != nil:
		return p.errorf("take them out and give the channel accessTokenEnv", "baseUrl carries a user or a password")
	case u.RawQuery != "" || u.Fragment != "":
		return p.errorf("take out all from the ? or # on", "baseUrl carries a query or a fragment")
	case !strings.HasSuffix(raw, "/"):
		return p.errorf("write "+raw+"/", "baseUrl must end in \"/\"")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return p.errorf("write https://, since over plain http everybody on the way could read the tokens",
			"baseUrl is plain http and its host %s is not loopback", u.Hostname())
	}
	return nil
}

// checkAddresses checks what else says how to reach the host.
func checkAddresses(p place, t fileTarget) error {
	if t.Shop != "" {
		if u, err := url.Parse(t.Shop); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return p.key("shop").errorf("write the whole address, such as http://127.0.0.1:0/", "shop is not an absolute URL")
		}
	}
	if t.Proxy != "" && t.ProxyEnv != "" {
		return p.key("proxyEnv").errorf("keep one of them", "both proxy and proxyEnv are given")
	}
	if t.Proxy != "" {
		if err := checkProxy(p.key("proxy"), "proxy", t.Proxy); err != nil {
			return err
		}
	}
	if (t.ClientCert == "") != (t.ClientKey == "") {
		return p.key("clientCert").key("clientKey").errorf("give both clientCert and clientKey",
			"a client certificate needs its key")
	}
	return nil
}

// checkHeaders keeps the simulator's fault header from real hosts.
func checkHeaders(p place, t fileTarget, local bool) error {
	for key, headers := range map[string]map[string]string{"headers": t.Headers, "headersEnv": t.HeadersEnv} {
		for name := range headers {
			if strings.EqualFold(name, "Assay-Fault") && !local {
				return p.key(key).key(name).errorf("take it out: faults are for assay serve on this machine",
					"the header %s is for the simulator and never sent to a real host", name)
			}
		}
	}
	return nil
}

// checkProxy never quotes the address: it may carry a password.
func checkProxy(p place, name, raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5"}, u.Scheme) {
		return p.errorf("write it as http://host:port, https://host:port or socks5://host:port",
			"%s is not the URL of a proxy", name)
	}
	return nil
}

var amountPattern = regexp.MustCompile(`^\d{1,10}(\.\d{1,2})?$`)

// checkProduction checks the keys about real money.
func checkProduction(p place, t fileTarget) error {
	production := t.Production != nil && *t.Production
	switch {
	case t.MaxAmount != "" && !amountPattern.MatchString(t.MaxAmount):
		return p.key("maxAmount").errorf("write it like 5.00", "maxAmount is not an amount")
	case production && t.MaxAmount == "":
		return p.key("production").errorf("add maxAmount, such as 1.00", "a production target needs maxAmount")
	}
	return nil
}

// amountOf reads an amount exactly.
func amountOf(s string) (*big.Rat, bool) {
	if !amountPattern.MatchString(s) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// isLoopback says whether a host name never leaves this machine.
func isLoopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
