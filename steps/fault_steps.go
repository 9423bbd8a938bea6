package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"assay/support/opp"
)

// What goes wrong on the way can be had from the simulator only: a real host
// cannot be asked for it.
var (
	aGatewayThat  = sentence(`a gateway that {mishap}`)
	merchantTries = sentence(`the merchant tries to send a {type} with {brand}`)
	hasTried      = sentence(`the merchant has tried to send a {type} with {brand}`)
	noVerdict     = sentence(`the gateway gives no verdict`)
)

func registerFault(r Registrar, w *World) {
	r.Given(aGatewayThat, w.aGatewayThat)
	r.When(merchantTries, w.merchantTries)
	r.Given(hasTried, w.hasTried)
	r.Then(noVerdict, w.noVerdict)
}

// mishap is a fault of the simulator, in words.
type mishap struct{ words, fault string }

// nextPayment limits a fault to the next payment that a channel is sent.
const nextPayment = ";on=POST:payments;nth=1"

// mishaps is read only. Each entry is used by a scenario.
//
// Where no answer comes the connection is held for a moment and then closed, so
// that nothing depends on who is quicker: to the merchant it is the same.
var mishaps = []mishap{
	{"takes the next payment and never answers", "timeout-after=100ms" + nextPayment},
	{"takes the next payment and resets the connection", "reset-after" + nextPayment},
	{"takes the next payment and answers with an error page", "html-after" + nextPayment},
	{"takes the next payment and answers half", "truncated" + nextPayment},
	{"takes the next payment and breaks off its answer", "cut" + nextPayment},
	{"takes the next payment and answers malformed JSON", "malformed" + nextPayment},
	{"takes the next payment and calls its answer plain text", "content-type=text/plain" + nextPayment},
	{"loses the next payment and never answers", "timeout-before=100ms" + nextPayment},
	{"loses the next payment and resets the connection", "reset-before" + nextPayment},
	{"loses the next payment and answers with an error page", "html-before=503" + nextPayment},
	{"loses the next payment and answers nothing", "empty=502" + nextPayment},
	{"loses the next payment and redirects it", "redirect" + nextPayment},
	{"loses the next payment and reports an error", "error=500" + nextPayment},
	{"turns the next payment away", "throttled" + nextPayment},
	{"hears the next payment twice", "twice" + nextPayment},
	{"answers the next payment late", "delay=uniform:10ms:60ms" + nextPayment},
	{"answers the next payment drop by drop", "drip=60ms" + nextPayment},
	{"answers the next payment with members nobody knows", "unknown-members" + nextPayment},
}

// mishapPattern is the pattern of the word {mishap}.
func mishapPattern() string {
	all := make([]string, len(mishaps))
	for i, m := range mishaps {
		all[i] = m.words
	}
	return strings.Join(all, "|")
}

// aGatewayThat gives this scenario's channel a fault.
func (w *World) aGatewayThat(ctx context.Context, wanted string) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	for _, m := range mishaps {
		if m.words == wanted {
			return gateway.Configure(ctx, w.entityID(), map[string]any{"faults": []string{m.fault}})
		}
	}
	return fmt.Errorf("no fault makes a gateway that %s", wanted)
}

// merchantTries takes the lack of a verdict for an outcome, to be judged like an
// answer.
func (w *World) merchantTries(ctx context.Context, paymentType, brand string) error {
	w.lost = nil
	err := w.merchantSends(ctx, paymentType, brand)
	if errors.As(err, &w.lost) && w.lost.Kind != opp.Interrupted {
		return nil
	}
	return err
}

func (w *World) hasTried(ctx context.Context, paymentType, brand string) error {
	if err := w.merchantTries(ctx, paymentType, brand); err != nil {
		return err
	}
	if w.lost == nil {
		w.judge(w.last)
	}
	w.lost = nil
	return nil
}

func (w *World) noVerdict() error {
	if w.lost == nil {
		p, err := w.answer()
		if err != nil {
			return err
		}
		return wrong(p, "verdict", fmt.Sprintf("%s (%s)", p.Verdict(), p.Code()), "none")
	}
	w.lost = nil
	return nil
}
