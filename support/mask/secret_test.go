package mask

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestSecretPrintsNothing(t *testing.T) {
	t.Parallel()
	const value = "canary-7f3a"
	type login struct {
		User  string
		Token Secret
		More  []Secret
		By    map[string]Secret
	}
	type element struct{ Token Secret }
	l := login{User: "u", Token: value, More: []Secret{value}, By: map[string]Secret{"x": value}}

	var out []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%c", "%U", "%20s", "%T", "%!"} {
		out = append(out, fmt.Sprintf(verb, Secret(value)), fmt.Sprintf(verb, l), fmt.Sprintf(verb, &l))
	}
	out = append(out, fmt.Sprint(Secret(value)), fmt.Sprintln(l))
	out = append(out, fmt.Errorf("login as %s: %w", l.Token, errors.New("refused")).Error())
	for _, marshal := range []func(any) ([]byte, error){json.Marshal, yaml.Marshal} {
		b, err := marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	b, err := xml.Marshal(element{value})
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", l.Token, "login", l)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", l.Token, "login", l)
	out = append(out, string(b), log.String())

	for _, s := range out {
		for _, leak := range []string{value, fmt.Sprintf("%x", value), fmt.Sprintf("%X", value)} {
			if strings.Contains(s, leak) {
				t.Errorf("shows the secret: %s", s)
			}
		}
	}
}

func TestSecretIsReadAndRevealed(t *testing.T) {
	t.Parallel()
	var fromJSON, fromYAML struct{ Token Secret }
	if err := json.Unmarshal([]byte(`{"token":"abc"}`), &fromJSON); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte("token: abc"), &fromYAML); err != nil {
		t.Fatal(err)
	}
	if fromJSON.Token.Reveal() != "abc" || fromYAML.Token.Reveal() != "abc" {
		t.Errorf("read %q and %q, want abc", fromJSON.Token.Reveal(), fromYAML.Token.Reveal())
	}
}
