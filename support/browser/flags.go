package browser

import "strings"

type flag struct {
	name  string
	value any // true or a string
}

// flags returns the command line of the browser: nothing of its own on the
// network, no questions, no throttling of what is not in front, and no host but
// the allowed ones.
func flags(o Options) []flag {
	list := []flag{
		{"headless", true},
		{"hide-scrollbars", true},
		{"mute-audio", true},
		{"no-first-run", true},
		{"no-default-browser-check", true},
		{"window-size", "1280,800"},
		{"lang", "en-US"},
		{"force-color-profile", "srgb"},
		{"enable-automation", true},
		{"password-store", "basic"},
		{"use-mock-keychain", true},

		// Quiet on the network and on the disk.
		{"disable-background-networking", true},
		{"disable-breakpad", true},
		{"disable-client-side-phishing-detection", true},
		{"disable-component-update", true},
		{"disable-default-apps", true},
		{"disable-domain-reliability", true},
		{"disable-extensions", true},
		{"disable-sync", true},
		{"metrics-recording-only", true},
		{"no-pings", true},
		{"safebrowsing-disable-auto-update", true},

		// Several tabs at once, none of them in front.
		{"disable-background-timer-throttling", true},
		{"disable-backgrounding-occluded-windows", true},
		{"disable-hang-monitor", true},
		{"disable-ipc-flooding-protection", true},
		{"disable-popup-blocking", true},
		{"disable-prompt-on-repost", true},
		{"disable-renderer-backgrounding", true},
		// /dev/shm of a container is too small for a browser.
		{"disable-dev-shm-usage", true},

		// Fewer processes, less memory: what draws and what fetches are threads
		// of the browser. Should one of them fail, the browser does, which is
		// replaced; a page still has a process of its own. Then nothing is
		// left to start that has no sandbox, nor a copy to start it from.
		{"in-process-gpu", true},
		{"enable-features", "NetworkServiceInProcess2"},
		{"no-unsandboxed-zygote", true},
		// Pages are drawn without a graphics card, and without a program that
		// plays one: it takes some 20 MB and serves WebGL alone.
		{"disable-gpu", true},
		{"disable-software-rasterizer", true},

		// Back asks the server again, as it does for most shoppers: a page
		// kept in memory would hide what a second visit makes of a payment.
		{"disable-back-forward-cache", true},

		// Frames of other sites stay in the process of their page. A challenge
		// in a frame is then within reach of the same tab, and a context is
		// one process instead of several. Tabs keep processes of their own.
		{"disable-site-isolation-trials", true},
		{"disable-features", "IsolateOrigins,site-per-process,Translate,OptimizationHints,MediaRouter," +
			"DialMediaRouteProvider,SpareRendererForSitePerProcess,PaintHolding,HttpsUpgrades"},
	}
	if o.Proxy == nil {
		list = append(list, flag{"no-proxy-server", true})
	} else {
		list = append(list, flag{"proxy-server", o.Proxy.Scheme + "://" + o.Proxy.Host})
	}
	if rules := hostRules(o.AllowHosts); rules != "" {
		list = append(list, flag{"host-resolver-rules", rules})
	}
	if len(o.TrustedKeys) > 0 {
		list = append(list, flag{"ignore-certificate-errors-spki-list", strings.Join(o.TrustedKeys, ",")})
	}
	return list
}

// ownHosts are the names of this machine.
func ownHosts() []string { return []string{"localhost", "*.localhost", "127.0.0.1", "[::1]"} }

// hostRules lets the browser resolve this machine and the given hosts only, so
// that no page, image or font of a foreign host is ever asked for. It is empty
// when every host is allowed.
func hostRules(allow []string) string {
	rules := []string{"MAP * ~NOTFOUND"}
	for _, host := range append(ownHosts(), allow...) {
		if host == "*" {
			return ""
		}
		rules = append(rules, "EXCLUDE "+host)
	}
	return strings.Join(rules, ", ")
}

// allowed says whether hostRules lets the browser go to host.
func allowed(host string, allow []string) bool {
	host = strings.ToLower(strings.Trim(host, "[]"))
	switch host {
	case "localhost", "127.0.0.1", "::1", "":
		return true
	}
	for _, pattern := range append([]string{"*.localhost"}, allow...) {
		pattern = strings.ToLower(pattern)
		if pattern == "*" || pattern == host {
			return true
		}
		if suffix, ok := strings.CutPrefix(pattern, "*"); ok && strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}
