package simulator_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"assay/support/simulator"
)

func TestAMistakeInAChannelHasItsPlace(t *testing.T) {
	t.Parallel()
	good := simulator.Channel{EntityID: strings.Repeat("a", 32)}
	hook := func(address string) simulator.Webhook {
		return simulator.Webhook{URL: address, Secret: strings.Repeat("0f", 32)}
	}
	here := hook("http://127.0.0.1/")
	keyless := here
	keyless.Secret = "00"
	tests := []struct {
		name    string
		channel simulator.Channel
		path    []string
	}{
		{"a mode", simulator.Channel{Mode: "LIVE"}, []string{"mode"}},
		{"an entityId", simulator.Channel{EntityID: "short"}, []string{"entityId"}},
		{"an entityId that is taken", good, []string{"entityId"}},
		{"a parent", simulator.Channel{Parent: strings.Repeat("b", 32)}, []string{"parent"}},
		{"a setting", simulator.Channel{Settings: map[string]string{"D10": "", "D7": "x"}}, []string{"settings", "D7"}},
		{"a setting's value", simulator.Channel{Settings: map[string]string{"D07": "x"}}, []string{"settings", "D07"}},
		{"a fault", simulator.Channel{Faults: []string{"no-such-fault"}}, []string{"faults"}},
		{"a webhook", simulator.Channel{Webhooks: []simulator.Webhook{here, keyless}}, []string{"webhooks", "1"}},
		{"a webhook again", simulator.Channel{Webhooks: []simulator.Webhook{here, here}}, []string{"webhooks", "1", "url"}},
		{
			"a webhook elsewhere",
			simulator.Channel{Webhooks: []simulator.Webhook{here, hook("http://192.0.2.1/")}},
			[]string{"webhooks", "1", "url"},
		},
		{"many webhooks", simulator.Channel{Webhooks: slices.Repeat([]simulator.Webhook{here}, 21)}, []string{"webhooks"}},
	}
	for _, tt := range tests {
		config := simulator.Config{Channels: []simulator.Channel{good, tt.channel}}
		_, err := simulator.Start(t.Context(), config, simulator.Listen{HTTP: true})
		var wrong *simulator.ChannelError
		if !errors.As(err, &wrong) || wrong.Index != 1 || !slices.Equal(wrong.Path, tt.path) {
			t.Errorf("%s: %#v, want channel 1 and %q", tt.name, wrong, tt.path)
		}
	}
}
