package target

import (
	"maps"
	"net/url"

	"go.yaml.in/yaml/v3"
)

// YAML prints the target as it is used, for people. Secrets are hidden, and
// so are the values of headers, any of which may be one.
func (t Target) YAML() ([]byte, error) {
	t.Headers = maps.Clone(t.Headers)
	for name := range t.Headers {
		t.Headers[name] = hidden
	}
	t.Proxy, t.Shop = withoutUser(t.Proxy), withoutUser(t.Shop)
	return yaml.Marshal(t)
}

// withoutUser hides who logs in at an address, and with what.
func withoutUser(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	u.User = url.User("hidden")
	return u.String()
}
