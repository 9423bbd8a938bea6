package target

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The defaults of a real host.
const (
	defaultShop = "http://127.0.0.1:0/"
	// defaultStatusPerMinute is the documented throttle of status requests.
	// Source: Server-to-Server, "Get the payment status".
	defaultStatusPerMinute = 2
)

// plain is the target as far as it is known without variables and files.
func (t fileTarget) plain(name string) Target {
	out := Target{
		Name: name, BaseURL: t.BaseURL, CA: t.CA, Proxy: t.Proxy, ClientCert: t.ClientCert, ClientKey: t.ClientKey,
		Headers: maps.Clone(t.Headers), Shop: cmp.Or(t.Shop, defaultShop), Limits: t.Limits,
		Abilities: slices.Clone(t.Abilities), TestData: t.TestData, Journeys: t.Journeys, MaxAmount: t.MaxAmount,
	}
	out.Limits.StatusPerMinute = cmp.Or(t.Limits.StatusPerMinute, defaultStatusPerMinute)
	if t.Production != nil {
		out.Production, out.notProduction = *t.Production, !*t.Production
	}
	for _, c := range t.Channels {
		out.Channels = append(out.Channels, c.plain())
	}
	return out
}

// plain is the channel as far as it is known without variables and files.
func (c fileChannel) plain() Channel {
	return Channel{
		Name: c.Name, EntityID: c.EntityID, AccessToken: c.AccessToken, UserID: c.UserID, Password: c.Password,
		Legacy: c.Legacy || c.hasNoToken(), WebhookSecret: c.WebhookSecret, Brands: c.Brands, Currencies: c.Currencies,
		PaymentTypes: c.PaymentTypes, ThreeDSecure: c.ThreeDSecure,
	}
}

// resolver looks up what one target refers to.
type resolver struct {
	config *Config
	place  place
}

// target completes a target that has been checked.
func (r resolver) target(name string, raw fileTarget) (Target, error) {
	t := raw.plain(name)
	var err error
	for key, path := range map[string]*string{
		"ca": &t.CA, "clientCert": &t.ClientCert, "clientKey": &t.ClientKey, "testData": &t.TestData,
		"journeys": &t.Journeys,
	} {
		if *path, err = r.existing(r.place.key(key), key+" "+*path, *path); err != nil {
			return Target{}, err
		}
	}
	if raw.ProxyEnv != "" {
		p := r.place.key("proxyEnv")
		if t.Proxy, err = r.variable(p, "proxy", raw.ProxyEnv); err != nil {
			return Target{}, err
		}
		if err := checkProxy(p, "variable "+raw.ProxyEnv, t.Proxy); err != nil {
			return Target{}, err
		}
	}
	for _, header := range slices.Sorted(maps.Keys(raw.HeadersEnv)) {
		value, err := r.variable(r.place.key("headersEnv").key(header), "header "+header, raw.HeadersEnv[header])
		if err != nil {
			return Target{}, err
		}
		if t.Headers == nil {
			t.Headers = map[string]string{}
		}
		t.Headers[header] = value
	}
	for i, c := range raw.Channels {
		at := r
		at.place = r.place.key("channels").item(i)
		if t.Channels[i], err = at.channel(c); err != nil {
			return Target{}, err
		}
	}
	return t, nil
}

// channel completes a channel.
func (r resolver) channel(raw fileChannel) (Channel, error) {
	values := map[string]string{}
	for _, f := range raw.forms() {
		value, err := r.form(f)
		if err != nil {
			return Channel{}, err
		}
		if f.key == "accessToken" && strings.ContainsFunc(value, notInToken) {
			return Channel{}, r.place.key(f.written()).errorf("give the token alone, in one line",
				"the accessToken has a space or a line break in it")
		}
		values[f.key] = value
	}
	c := raw.plain()
	c.place = r.place
	c.EntityID, c.UserID = values["entityId"], values["userId"]
	c.AccessToken, c.Password = Secret(values["accessToken"]), Secret(values["password"])
	c.WebhookSecret = Secret(values["webhookSecret"])
	return c, nil
}

// notInToken says whether a letter cannot be in an access token, which is sent in a
// line with others.
func notInToken(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// form looks up one value.
func (r resolver) form(f form) (string, error) {
	switch {
	case f.env != "":
		return r.variable(r.place.key(f.key+"Env"), f.key, f.env)
	case f.file != "":
		p := r.place.key(f.key + "File")
		shown := f.key + "File " + f.file
		if f.secret { // it may stand itself where its file was to be named
			shown = "the file of " + f.key + "File"
		}
		path, err := r.existing(p, shown, f.file)
		if err != nil {
			return "", err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return "", p.errorf("make the file readable for this user", "cannot read %sFile %s: %s", f.key, f.file, reason(err))
		}
		if value := strings.TrimSpace(string(data)); value != "" {
			return value, nil
		}
		return "", p.errorf("write the value into it, alone on its line", "%sFile %s is empty", f.key, f.file)
	}
	return f.value, nil
}

// variableName is what variables are called. Anything else may be the value itself,
// written where its variable was to be named.
var variableName = regexp.MustCompile(`^[A-Z_][A-Z0-9_]{0,39}$`)

// variable looks up an environment variable.
func (r resolver) variable(p place, key, name string) (string, error) {
	if value := strings.TrimSpace(r.config.env(name)); value != "" {
		return value, nil
	}
	if !variableName.MatchString(name) {
		return "", p.errorf("name a variable here, such as UAT_TOKEN, and never write the value itself",
			"the variable that is named here is not set; it holds the %s", key)
	}
	return "", p.errorf(fmt.Sprintf("type export %s=... in this shell, or set it in the secrets of your CI", name),
		"variable %s is not set; it holds the %s", name, key)
}

// existing makes a path relative to the configuration file absolute enough to
// open, and insists that something is there. shown is what an error calls it.
func (r resolver) existing(p place, shown, path string) (string, error) {
	if path == "" {
		return "", nil
	}
	full := beside(r.config.Path, path)
	if info, err := os.Stat(full); err != nil {
		return "", p.errorf("paths are relative to the directory of "+r.config.Path, "%s: %s", shown, reason(err))
	} else if info.IsDir() {
		return "", p.errorf("name the file in it", "%s is a directory", shown)
	}
	return full, nil
}

// beside resolves a path against the directory of a file. No path stays none.
func beside(file, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// passwordOf returns the password in an address; a user alone is a token.
func passwordOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return ""
	}
	if password, ok := u.User.Password(); ok {
		return password
	}
	return u.User.Username()
}
