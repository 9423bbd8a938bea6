package steps

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/godog"
)

var (
	merchantWaits  = sentence(`the merchant waits for {duration}`)
	merchantWaited = sentence(`the merchant has waited for {duration}`)
	dayHasEnded    = sentence(`the gateway's day has ended`)
	dayIsYoung     = sentence(`the gateway's day is far from over`)
	hourHasCome    = sentence(`it is {hour} at the gateway`)
	aChannelThat   = sentence(`a channel that {habit}`)
	a3DSChannel    = sentence(`a channel with 3-D Secure`)
	aChannelIn     = sentence(`a channel in {mode} mode`)
)

func registerChannel(r Registrar, w *World) {
	r.When(merchantWaits, w.waits)
	r.Given(merchantWaited, w.waits)
	r.Given(dayHasEnded, w.dayHasEnded)
	r.Given(dayIsYoung, w.dayIsYoung)
	r.Given(hourHasCome, w.hourHasCome)
	r.Given(aChannelThat, w.aChannelThat)
	r.Given(a3DSChannel, w.a3DSChannel)
	r.Given(aChannelIn, w.aChannelIn)
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

// dayIsYoung leaves a scenario the time that it needs before a cut-off. On the
// simulator a day that is nearly over is made to end; on a real host the
// scenario is skipped then.
func (w *World) dayIsYoung(ctx context.Context) error {
	if w.env.Control == nil {
		if nearlyOver(w.env.Now()) {
			return fmt.Errorf("the day at the gateway is about to end: %w", godog.ErrSkip)
		}
		return nil
	}
	now, err := w.env.Control.Clock(ctx, w.entityID())
	if err != nil || !nearlyOver(now) {
		return err
	}
	return w.advance(ctx, time.Hour)
}

// nearlyOver says whether less than ten minutes of the day are left.
func nearlyOver(now time.Time) bool {
	return now.UTC().Add(10*time.Minute).Day() != now.UTC().Day()
}

// hourHasCome moves the clock to the next time that it is so late.
func (w *World) hourHasCome(ctx context.Context, hour string) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	now, err := gateway.Clock(ctx, w.entityID())
	if err != nil {
		return err
	}
	wanted, err := time.Parse("15:04", hour)
	if err != nil {
		return fmt.Errorf("%q is no hour of the day: %w", hour, err)
	}
	day := now.UTC().Truncate(24 * time.Hour)
	next := day.Add(time.Duration(wanted.Hour()) * time.Hour)
	if next.Before(now) {
		next = next.Add(24 * time.Hour)
	}
	return w.advance(ctx, next.Sub(now))
}

func (w *World) advance(ctx context.Context, d time.Duration) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	return gateway.Advance(ctx, w.entityID(), d)
}

// a3DSChannel makes this scenario's channel apply 3-D Secure to every card.
func (w *World) a3DSChannel(ctx context.Context) error {
	return w.configure(ctx, "threeDSecure", true)
}

// aChannelIn makes this scenario's channel answer as one does on which money
// moves, or which a validator tests. There is only a simulator behind it.
func (w *World) aChannelIn(ctx context.Context, mode string) error {
	return w.configure(ctx, "mode", mode)
}

func (w *World) configure(ctx context.Context, key string, value any) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	return gateway.Configure(ctx, w.entityID(), map[string]any{key: value})
}

// habit is a setting of a simulated channel, in words. The names are those of
// the decisions D01 to D36.
type habit struct{ words, setting, value string }

// habits is read only. Each entry is used by a scenario.
var habits = []habit{
	{"answers a wrong login like a missing one", "D02", "auth-401"},
	{"tolerates every unknown parameter", "D07", "lenient"},
	{"knows every name by its list", "D07", "strict"},
	{"names no type when it knows no payment", "D09", "generic"},
	{"allows one capture only", "D10", "single-capture"},
	{"captures all or nothing", "D10", "full-capture"},
	{"captures nothing", "D10", "no-capture"},
	{"reverses preauthorizations only", "D11", "rv-pa-only"},
	{"says that a pending payment is in flight", "D14", "in-flight"},
	{"takes one status request a minute", "D15", "1"},
	{"takes two requests a minute about one id", "D15-POST", "2"},
	{"shows a registration twice an hour", "D15-TOKEN", "2"},
	{"limits the reports too", "D16", "strict"},
	{"knows no unpaid checkout", "D17", "strict"},
	{"gives its shoppers 10 minutes", "D19", "10m"},
	{"refuses a reference used twice", "D23", "duplicates"},
	{"takes a reference used twice for a used UUID", "D23", "uuid"},
	{"forgets a reference after 10 minutes", "D23-WINDOW", "10m"},
	{"refuses a name used twice", "D31", "strict"},
	{"refuses in the older codes", "D32", "older-codes"},
	{"refuses a short reference", "D35", "strict"},
	{"authorises cards whose issuer cannot be asked", "D25", "authorise-anyway"},
	{"asks in the first version of 3-D Secure", "first-version", "asked"},
	{"names no method to send shoppers off with", "D26", "absent"},
	{"sends every shopper off with GET", "D26", "GET"},
	{"sends every shopper off with POST", "D26", "POST"},
	{"waits for money for 1 day", "D33", "24h"},
	{"counts the days of the week from zero", "week-days", "0-6"},
	{"keeps a preauthorization for 3 days", "validity", "72h"},
	{"refunds for 60 days", "refund-window", "1440h"},
	{"refunds all or nothing", "refunds", "full"},
	{"refunds more than it took", "refunds", "above"},
	{"closes its day at 18:00", "cut-off", "18"},
	{"captures until 18:00 only", "capture-until", "18"},
	{"lets merchants book receipts", "receipts", "merchant"},
	{"keeps chargebacks to itself", "chargebacks", "internal"},
	{"charges back for fraud", "chargeback-reason", "000.100.220"},
	{"checks the risk of every payment", "risk", "accept"},
	{"wants every payment reviewed", "risk", "review"},
	{"rejects every payment for its risk", "risk", "reject"},
	{"finds the risk too high after the payment", "risk", "reject-after"},
	{"links three transactions at most", "linked", "3"},
	{"is disabled", "state", "disabled"},
	{"is new", "state", "new"},
	{"is closed", "state", "closed"},
	{"has its connector disabled", "connector", "disabled"},
	{"has a new connector", "connector", "new"},
	{"has its connector closed", "connector", "closed"},
	{"does not reach its connector", "connector", "unavailable"},
	{"lets its login read only", "rights", "read"},
	{"takes 50.00 at most", "most", "50"},
	{"does no business with Portugal", "blacklist", "PT"},
	{"does no business with jane@shop.example", "blacklist", "jane@shop.example"},
	{"does no business with 203.0.113.7", "blacklist", "203.0.113.7"},
	{"does no business with the bank of 420000", "blacklist", "420000"},
	{"sends shoppers to no host but shop.example", "return-host", "shop.example"},
	{"takes requests from 192.0.2.1 only", "addresses", "192.0.2.1"},
	{"takes requests from two networks that are all there is", "addresses", "0.0.0.0/0,::/0"},
	{"charges 0.35 for each transaction that is settled", "fee", "35"},
	{"tells everything twice", "notifications", "twice"},
	{"tells how a payment ended before how it began", "notifications", "end-first"},
	{"calls notificationUrl", "notification-url", "called"},
	{"tells webhooks at ports 80 and 443 only", "webhook-ports", "standard"},
	{"takes no test cards in live mode", "test-cards", "refused"},
	{"takes no test mode in live mode", "test-mode", "refused"},
	{"decides by amount", "outcomes", "amount=0.75:100.396.101,amount=0.80:100.396.101,amount=1.15:900.100.100"},
	{"decides by phone", "outcomes", "customer.phone=+27110000000:100.396.101"},
	{"decides by document number", "outcomes", "customer.identificationDocId=ID-8001015:100.396.101"},
	{"has no network token for cards of 2031", "outcomes", "card.expiryYear=2031:800.100.301"},
	{"tells what it lacks", "D29", "exact"},
	{"is uncertain of who never came", "D19-END", "uncertain"},
	{"answers an address with A", "avs", "A"},
	{"answers an address with Z", "avs", "Z"},
	{"answers an address with N", "avs", "N"},
	{"answers an address with U", "avs", "U"},
	{"answers an address with F", "avs", "F"},
	{"answers a security code with M", "cvv", "M"},
	{"answers a security code with N", "cvv", "N"},
	{"answers a security code with P", "cvv", "P"},
	{"answers a security code with S", "cvv", "S"},
	{"answers a security code with U", "cvv", "U"},
	{"calls every card a credit card", "card-type", "CREDIT"},
	{"calls every card a debit card", "card-type", "DEBIT"},
}

// habitPattern is the pattern of the word {habit}.
func habitPattern() string {
	all := make([]string, len(habits))
	for i, h := range habits {
		all[i] = h.words
	}
	return strings.Join(all, "|")
}

// SettingOf says which setting of a simulated channel a step changes, and to
// what: "D10=single-capture". It is "" for all other steps.
func SettingOf(step string) string {
	match := aChannelThat.FindStringSubmatch(step)
	if match == nil {
		return ""
	}
	for _, h := range habits {
		if h.words == match[1] {
			return h.setting + "=" + h.value
		}
	}
	return ""
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
