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
	if u, err := url.Parse(t.Proxy); err == nil && u.User != nil {
		u.User = url.User("hidden")
		t.Proxy = u.String()
	}
	return yaml.Marshal(t)
}
