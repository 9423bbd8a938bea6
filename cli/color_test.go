package cli

import (
	"bytes"
	"testing"
)

func TestColour(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, flag string
		env        map[string]string
		want       bool
	}{
		{"not to a file", "auto", nil, false},
		{"on demand", "always", nil, true},
		{"the flag goes before NO_COLOR", "always", map[string]string{"NO_COLOR": "1"}, true},
		{"never", "never", nil, false},
	}
	for _, tt := range tests {
		a := &app{color: tt.flag, env: func(name string) string { return tt.env[name] }}
		if got := a.colored(&bytes.Buffer{}); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
