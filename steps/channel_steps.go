package steps

import (
	"context"
	"fmt"
	"strings"
	"time"
)

var (
	merchantWaits  = sentence(`the merchant waits for {duration}`)
	merchantWaited = sentence(`the merchant has waited for {duration}`)
	dayHasEnded    = sentence(`the gateway's day has ended`)
	aChannelThat   = sentence(`a channel that {habit}`)
	a3DSChannel    = sentence(`a channel with 3-D Secure`)
)

func registerChannel(r Registrar, w *World) {
	r.When(merchantWaits, w.waits)
	r.Given(merchantWaited, w.waits)
	r.Given(dayHasEnded, w.dayHasEnded)
	r.Given(aChannelThat, w.aChannelThat)
	r.Given(a3DSChannel, w.a3DSChannel)
}

// waits moves the clock of this scenario's channel; nobody really waits.
func (w *World) waits(ctx context.Context, duration string) error {
	d, err := parseDuration(duration)
	if err != nil {
		return err
	}
	return w.advance(ctx, d)
}

func (w *World) dayHasEnded(ctx context.Context) error { return w.advance(ctx, 24*time.Hour) }

func (w *World) advance(ctx context.Context, d time.Duration) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	return gateway.Advance(ctx, w.entityID(), d)
}

// a3DSChannel makes this scenario's channel apply 3-D Secure to every card.
func (w *World) a3DSChannel(ctx context.Context) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	return gateway.Configure(ctx, w.entityID(), map[string]any{"threeDSecure": true})
}

// habit is a setting of a simulated channel, in words. The names are those of
// the decisions D01 to D36.
type habit struct{ words, setting, value string }

// habits is read only. Each entry is used by a scenario.
var habits = []habit{
	{"answers a wrong login like a missing one", "D02", "auth-401"},
	{"tolerates every unknown parameter", "D07", "lenient"},
	{"allows one capture only", "D10", "single-capture"},
	{"reverses preauthorizations only", "D11", "rv-pa-only"},
	{"limits the reports too", "D16", "strict"},
	{"refuses a reference used twice", "D23", "duplicates"},
	{"refuses a name used twice", "D31", "strict"},
	{"refuses a short reference", "D35", "strict"},
	{"authorises cards whose issuer cannot be asked", "D25", "authorise-anyway"},
}

// habitPattern is the pattern of the word {habit}.
func habitPattern() string {
	all := make([]string, len(habits))
	for i, h := range habits {
		all[i] = h.words
	}
	return strings.Join(all, "|")
}

// aChannelThat changes a setting of this scenario's channel.
func (w *World) aChannelThat(ctx context.Context, wanted string) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	for _, h := range habits {
		if h.words == wanted {
			patch := map[string]any{"settings": map[string]string{h.setting: h.value}}
			return gateway.Configure(ctx, w.entityID(), patch)
		}
	}
	return fmt.Errorf("no setting makes a channel that %s", wanted)
}
