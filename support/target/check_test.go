package target

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// withTarget makes a configuration of one target; the lines given are its
// keys. The first of them is line 3.
func withTarget(lines ...string) string {
	return "targets:\n  qa:\n    " + strings.Join(lines, "\n    ") + "\n"
}

const (
	base     = "baseUrl: https://eu-test.example.com/"
	channels = "channels: [{entityId: a, accessTokenEnv: TOKEN}]"
)

func TestMistakesAreRefusedWithPlaceAndHint(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, yaml, want, hint string }{
		{"a misspelt key of the file", "targts: {}", `c.yaml:1: unknown key "targts"`, "did you mean targets?"},
		{
			"a key in the wrong case", withTarget(base, "baseURL: x"), `c.yaml:4: unknown key "baseURL"`,
			"did you mean baseUrl?",
		},
		{
			"a key that resembles none", withTarget(base, channels, "colour: x"), `c.yaml:5: unknown key "colour"`,
			"the keys of qa are: baseUrl,",
		},
		{
			"a misspelt key of a channel", withTarget(base, "channels:", "- entityID: a"),
			`c.yaml:5: unknown key "entityID"`, "did you mean entityId?",
		},
		{
			"a misspelt limit", withTarget(base, "limits: {statusPerMin: 1}"),
			`c.yaml:4: unknown key "statusPerMin"`, "did you mean statusPerMinute?",
		},
		{"a key twice", "tags: [a]\ntags: [b]", `c.yaml:2: key "tags" was already given in line 1`, "keep one"},
		{"a tab", "targets:\n\tqa: {}", "c.yaml:2: not valid YAML", "tab"},
		{"a letter of Latin-1", "tags: [caf\xe9]", "c.yaml: not valid YAML", "save the file as UTF-8"},
		{"targets in the singular", "target:\n  uat: {}", "c.yaml:1: target must be text", "did you mean targets?"},
		{"a text where keys belong", "targets: qa", "c.yaml:1: targets must have keys", "indented"},
		{"a text where a list belongs", "tags: mine", "c.yaml:1: tags must be a list", "[a, b]"},
		{
			"a word where a number belongs", "concurrency: many", "c.yaml:1: concurrency must be a whole number",
			"whole number",
		},
		{"concurrency below one", "concurrency: -1", "c.yaml:1: concurrency must be at least 1", "1 or more"},
		{"a second document", "tags: [a]\n---\ntags: [b]", "a second YAML document", "one YAML document"},
		{
			"an unknown default target", "target: uta\ntargets: {uat: {" + base + ", " + channels + "}}",
			`c.yaml:1: unknown target "uta"`, "did you mean uat?",
		},
		{
			"the built-in's name", "targets:\n  simulator:\n    " + base, "c.yaml:3: the name simulator belongs",
			"something else",
		},

		{"no baseUrl", withTarget(channels), "c.yaml:3: the target has no baseUrl", "add baseUrl"},
		{
			"baseUrl without the slash", withTarget("baseUrl: https://eu-test.example.com", channels),
			`c.yaml:3: baseUrl must end in "/"`, "write https://eu-test.example.com/",
		},
		{
			"baseUrl with a path without the slash", withTarget("baseUrl: https://h.test/opp", channels),
			`c.yaml:3: baseUrl must end in "/"`, "write https://h.test/opp/",
		},
		{
			"baseUrl without scheme", withTarget("baseUrl: eu-test.example.com/", channels),
			"c.yaml:3: baseUrl is not an absolute URL", "whole address",
		},
		{
			"baseUrl with a password", withTarget("baseUrl: https://me:hunter2@h.test/", channels),
			"c.yaml:3: baseUrl carries a user", "accessTokenEnv",
		},
		{
			"baseUrl with a query", withTarget("baseUrl: https://h.test/?a=/", channels),
			"c.yaml:3: baseUrl carries a query", "take out",
		},
		{
			"plain http to another machine", withTarget("baseUrl: http://eu-test.example.com/", channels),
			"c.yaml:3: baseUrl is plain http", "write https://",
		},
		{
			"a shop without scheme", withTarget(base, "shop: 127.0.0.1", channels),
			"c.yaml:4: shop is not an absolute URL", "http://127.0.0.1:0/",
		},
		{
			"a proxy that is none", withTarget(base, "proxy: me:hunter2@proxy", channels),
			"c.yaml:4: proxy is not the URL of a proxy", "socks5://",
		},
		{
			"a proxy twice", withTarget(base, "proxy: http://p:1", "proxyEnv: P", channels),
			"c.yaml:5: both proxy and proxyEnv", "keep one",
		},
		{
			"the simulator's faults for a real host", withTarget(base, "headers: {assay-fault: reset-before}", channels),
			"c.yaml:4: the header assay-fault is for the simulator", "take it out",
		},
		{
			"a certificate without key", withTarget(base, "clientCert: a.pem", channels),
			"c.yaml:4: a client certificate needs its key", "both",
		},

		{
			"a misspelt ability", withTarget(base, "abilities: [browsr]", channels),
			`c.yaml:4: unknown ability "browsr"`, "did you mean browser?",
		},
		{
			"an ability out of nowhere", withTarget(base, "abilities:", "- browser", "- telepathy", channels),
			`c.yaml:6: unknown ability "telepathy"`, "the abilities are: browser, webhooks",
		},
		{
			"a clock on a real host", withTarget(base, "abilities: [clock]", channels),
			"c.yaml:4: only the built-in simulator has a clock", "skipped",
		},
		{
			"a negative limit", withTarget(base, "limits: {requestsPerSecond: -1}", channels),
			"c.yaml:4: a limit cannot be negative", "leave",
		},
		{
			"a limit that is no number", withTarget(base, "limits: {requestsPerSecond: .nan}", channels),
			"c.yaml:4: a limit must be a number up to 1000000000", "leave",
		},
		{
			"an outage that never ends", withTarget(base, "limits: {outageSeconds: .inf}", channels),
			"c.yaml:4: a limit must be a number up to 1000000000", "leave",
		},
		{
			"production without a cap", withTarget(base, "production: true", channels),
			"c.yaml:4: a production target needs maxAmount", "1.00",
		},
		{
			"a cap that is no amount", withTarget(base, "maxAmount: much", channels),
			"c.yaml:4: maxAmount is not an amount", "5.00",
		},

		{"no channel", withTarget(base), "c.yaml:3: target qa has no channel", "add channels"},
		{
			"a channel without entityId", withTarget(base, "channels:", "- accessTokenEnv: T"),
			"c.yaml:5: the channel has no entityId", "entityIdEnv",
		},
		{
			"a channel without credentials", withTarget(base, "channels:", "- entityId: a"),
			"c.yaml:5: the channel has no credentials", "accessTokenEnv",
		},
		{
			"half a login", withTarget(base, "channels:", "- entityId: a", "  userId: b"),
			"c.yaml:5: the legacy login needs", "both",
		},
		{
			"legacy without login",
			withTarget(base, "channels:", "- {entityId: a, accessTokenEnv: T, legacy: true}"),
			"c.yaml:5: legacy: true needs", "userId",
		},
		{
			"a token twice",
			withTarget(base, "channels:", "- {entityId: a, accessTokenEnv: T, accessTokenFile: t}"),
			"c.yaml:5: accessToken is given more than once", "keep one",
		},
		{
			"a token in the file", withTarget(base, "channels:", "- entityId: a", "  accessToken: hunter2"),
			"c.yaml:6: accessToken is written into the configuration", "accessTokenEnv: NAME",
		},
		{
			"a password in the file",
			withTarget(base, "channels:", "- {entityId: a, userId: b, password: hunter2}"),
			"c.yaml:5: password is written into", "passwordEnv: NAME",
		},
		{
			"a token that is a list", withTarget(base, "channels:", "- {entityId: a, accessToken: [hunter2]}"),
			"c.yaml:5: accessToken must be text", "text",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse("c.yaml", []byte(tt.yaml), vars())
			wantError(t, err, tt.want, tt.hint)
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the error gives a secret away: %v", err)
			}
		})
	}
}

func TestMistakesThatShowWhenTheTargetIsUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "empty", "\n")
	write(t, dir, "two", "hunter2\nof the host\n")
	tests := []struct{ name, yaml, want, hint string }{
		{"an unknown target", "", `unknown target "qa"`, "has no targets"},
		{
			"a misspelt target", strings.Replace(withTarget(base, channels), "qa:", "qaa:", 1),
			`unknown target "qa"`, "did you mean qaa?",
		},
		{
			"a missing variable", withTarget(base, channels),
			"c.yaml:4: variable TOKEN is not set; it holds the accessToken", "export TOKEN=...",
		},
		{
			"a missing file", withTarget(base, "channels: [{entityId: a, accessTokenFile: gone}]"),
			"c.yaml:4: the file of accessTokenFile: no such file", "relative to the directory of",
		},
		{
			"a token instead of its file", withTarget(base, "channels: [{entityId: a, accessTokenFile: hunter2}]"),
			"c.yaml:4: the file of accessTokenFile: no such file", "relative to the directory of",
		},
		{
			"a token instead of its variable", withTarget(base, "channels: [{entityId: a, accessTokenEnv: hunter2}]"),
			"c.yaml:4: the variable that is named here is not set; it holds the accessToken", "never write the value itself",
		},
		{
			"a header instead of its variable", withTarget(base, "headersEnv: {Authorization: Bearer hunter2}", channels),
			"c.yaml:4: the variable that is named here is not set; it holds the header Authorization", "such as UAT_TOKEN",
		},
		{
			"an empty file", withTarget(base, "channels: [{entityId: a, accessTokenFile: empty}]"),
			"c.yaml:4: accessTokenFile empty is empty", "write the value into it",
		},
		{
			"a file with more than the token", withTarget(base, "channels: [{entityId: a, accessTokenFile: two}]"),
			"c.yaml:4: the accessToken has a space or a line break in it", "alone, in one line",
		},
		{
			"a variable with more than the token", withTarget(base, "channels: [{entityId: a, accessTokenEnv: SPACED}]"),
			"c.yaml:4: the accessToken has a space or a line break in it", "alone, in one line",
		},
		{"a directory", withTarget(base, "ca: .", channels), "c.yaml:4: ca . is a directory", "file in it"},
		{
			"test data that is not there", withTarget(base, "testData: gone.tsv", channels),
			"c.yaml:4: testData gone.tsv: no such file", "relative",
		},
		{
			"a missing header", withTarget(base, "headersEnv: {X-Key: KEY}", channels),
			"c.yaml:4: variable KEY is not set; it holds the header X-Key", "export KEY",
		},
		{
			"a proxy variable without proxy", withTarget(base, "proxyEnv: BAD", channels),
			"c.yaml:4: variable BAD is not the URL of a proxy", "host:port",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := parse(filepath.Join(dir, "c.yaml"), []byte(tt.yaml), vars("BAD", "hunter2", "SPACED", "Bearer hunter2"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = c.Target("qa")
			wantError(t, err, tt.want, tt.hint)
			var hinted *Error
			if errors.As(err, &hinted) && strings.Contains(hinted.Problem+hinted.Remedy, "hunter2") {
				t.Errorf("the error gives a secret away: %v (%s)", err, hinted.Remedy)
			}
		})
	}
}

// A secret whose quotes or whose space before it was forgotten is no part of what
// is said about it.
func TestMalformedSecretsAreNotQuoted(t *testing.T) {
	t.Parallel()
	for _, channel := range []string{
		"{entityId: a, accessToken:S3cret-4711}", "{entityId: a, accessToken=S3cret-4711}", "{entityId: a, password: *S3cret-4711}",
		"{entityId: a, password: &S3cret-4711 [*S3cret-4711]}",
	} {
		_, err := parse("c.yaml", []byte(withTarget(base, "channels: ["+channel+"]")), vars())
		if err == nil || strings.Contains(err.Error(), "cret-4711") {
			t.Errorf("%s: %v", channel, err)
		}
	}
}

func TestPlainHTTPIsForLoopback(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"localhost:1", "gate.localhost", "127.0.0.1", "127.3.2.1:80", "[::1]:8080"} {
		if _, err := parse("c.yaml", []byte(withTarget("baseUrl: http://"+host+"/", channels)), vars()); err != nil {
			t.Errorf("http://%s/: %v", host, err)
		}
	}
	for _, host := range []string{"10.0.0.1", "localhost.example.com", "127.0.0.1.example.com", "0.0.0.0"} {
		if _, err := parse("c.yaml", []byte(withTarget("baseUrl: http://"+host+"/", channels)), vars()); err == nil {
			t.Errorf("http://%s/ is accepted", host)
		}
	}
}

func TestHeadersAndProxyFromVariables(t *testing.T) {
	t.Parallel()
	yaml := withTarget(base, "headers: {A: one, C: Bearer four}", "headersEnv: {B: KEY}", "proxyEnv: PROXY",
		"shop: http://you:three@shop.example.com/", channels)
	c, err := parse("c.yaml", []byte(yaml), vars("KEY", "two", "PROXY", "http://me:pw-pw@proxy:3128", "TOKEN", "tok"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Target("qa")
	if err != nil {
		t.Fatal(err)
	}
	if got.Headers["A"] != "one" || got.Headers["B"] != "two" || got.Proxy != "http://me:pw-pw@proxy:3128" {
		t.Errorf("headers %v, proxy %q", got.Headers, got.Proxy)
	}
	if len(c.Targets["qa"].Headers) != 2 {
		t.Error("looking a target up has changed the configuration")
	}
	secrets := got.Secrets()
	for _, s := range []string{"tok", "two", "pw-pw", "three", "Bearer four", "four"} {
		if !slices.Contains(secrets, s) {
			t.Errorf("Secrets() = %q lacks %q", secrets, s)
		}
	}
	shown, err := got.YAML()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"tok\n", "two", "pw-pw", "one", "three", "four"} {
		if strings.Contains(string(shown), s) {
			t.Errorf("YAML() gives %q away:\n%s", s, shown)
		}
	}
	if !strings.Contains(string(shown), "accessToken: '[secret]'") {
		t.Errorf("YAML() does not show that there is a token:\n%s", shown)
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
