package target

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestChannelsFile(t *testing.T) {
	t.Parallel()
	path := write(t, t.TempDir(), "channels.yaml", `
channels:
  - name: cards
    entityId: e1
    accessToken: made-up
    userId: u
    password: p
    brands: [VISA]
    mode: live
    settings: {rv-pa-only: true, partial: "2"}
    webhooks: [{url: "http://127.0.0.1:7000/hook", secret: "00ff", types: [PAYMENTS], wrapper: JSON, active: true}]
  - {entityIdEnv: E2, accessTokenEnv: T2, parent: e1}
`)
	got, err := LoadChannels(path, vars("E2", "e2", "T2", "made-up-too"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Channel{
		{
			Name: "cards", EntityID: "e1", AccessToken: "made-up", UserID: "u", Password: "p", Brands: []string{"VISA"},
			Mode: "live", Settings: map[string]string{"rv-pa-only": "true", "partial": "2"},
			Webhooks: []Webhook{{
				URL: "http://127.0.0.1:7000/hook", Secret: "00ff", Types: []string{"PAYMENTS"}, Wrapper: "JSON", Active: true,
			}},
		},
		{EntityID: "e2", Parent: "e1", AccessToken: "made-up-too"},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Channel{})); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
}

func TestMistakesInTheChannelsFile(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, yaml, want, hint string }{
		{"empty", "", "the file has no channel", "add channels:"},
		{"a bare list", "- entityId: a", "c.yaml:1: the file must have keys", "begin its lines with keys"},
		{
			"a misspelt key", "channels:\n- entityId: a\n  setings: {}", `c.yaml:3: unknown key "setings"`,
			"did you mean settings?",
		},
		{"no entityId", "channels:\n- accessToken: a", "c.yaml:2: the channel has no entityId", "entityId"},
		{
			"one entityId twice", "channels:\n- {entityId: a, accessToken: t}\n- {entityId: a, accessToken: t}",
			"c.yaml:3: entityId a is used twice", "of its own",
		},
		{
			"a missing variable", "channels:\n- {entityId: a, accessTokenEnv: NOPE}",
			"c.yaml:2: variable NOPE is not set", "export NOPE",
		},
		{
			"a token in two lines", "channels:\n- entityId: a\n  accessToken: \"a\\nb\"",
			"c.yaml:3: the accessToken has a space or a line break in it", "alone, in one line",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := LoadChannels(write(t, t.TempDir(), "c.yaml", tt.yaml), vars())
			wantError(t, err, tt.want, tt.hint)
		})
	}
	_, err := LoadChannels("nowhere.yaml", vars())
	wantError(t, err, "nowhere.yaml: cannot read the channels: no such file", "name a YAML file")
}

// What others find wrong with a channel has its place in the file, too.
func TestMistakesPointIntoTheFile(t *testing.T) {
	t.Parallel()
	path := write(t, t.TempDir(), "c.yaml", `channels:
  - {entityId: a, accessToken: t, brands: [VISA]}
  - entityId: b
    accessToken: t
    brands:
      - VISA
      - VSA
    settings:
      D10: single-capture
      D7: strict
    webhooks:
      - url: http://127.0.0.1/
        secret: "00"
`)
	channels, err := LoadChannels(path, vars())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		path []string
		want string
	}{
		{nil, "c.yaml:3: so it is"},
		{[]string{"brands", "1"}, "c.yaml:7: so it is"},
		{[]string{"brands", "7"}, "c.yaml:6: so it is"},
		{[]string{"settings", "D7"}, "c.yaml:10: so it is"},
		{[]string{"webhooks", "0", "secret"}, "c.yaml:13: so it is"},
		{[]string{"mode"}, "c.yaml:3: so it is"},
	} {
		wantError(t, channels[1].Mistake("so it is", "change it", tt.path...), tt.want, "change it")
	}
	wantError(t, Channel{}.Mistake("so it is", "change it", "brands", "0"), "so it is", "change it")
}

func TestChannelsThatShareALogin(t *testing.T) {
	t.Parallel()
	one := Channel{EntityID: "a", AccessToken: "t", UserID: "u", Password: "p"}
	for _, tt := range []struct {
		name  string
		other Channel
		want  bool
	}{
		{"all the same", Channel{EntityID: "b", AccessToken: "t", UserID: "u", Password: "p"}, true},
		{"another token", Channel{EntityID: "b", AccessToken: "x", UserID: "u", Password: "p"}, false},
		{"another user", Channel{EntityID: "b", AccessToken: "t", UserID: "x", Password: "p"}, false},
		{"another password", Channel{EntityID: "b", AccessToken: "t", UserID: "u", Password: "x"}, false},
	} {
		if got := one.SharesLogin(tt.other); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
