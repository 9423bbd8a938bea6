// Package target says where to test: the host, how to reach it, the channels
// with their credentials, and what the host is able to do. It reads assay.yaml
// and the channels file of the simulator. Start with [Load] and
// [Config.Target].
//
// It is not a client: it opens no connection, and knows neither the API's
// parameters nor its test cards. Guards that need the cards are told them.
//
// It may import nothing of ours, so that every package may import it.
package target

import (
	"slices"
	"strings"
)

// SimulatorName is the name of the built-in target: the simulator that the run
// starts inside its own process.
const SimulatorName = "simulator"

// Target is one place to test, with every variable and file looked up.
type Target struct {
	Name       string            `yaml:"name"`
	BaseURL    string            `yaml:"baseUrl,omitempty"`
	CA         string            `yaml:"ca,omitempty"`
	Proxy      string            `yaml:"proxy,omitempty"`
	ClientCert string            `yaml:"clientCert,omitempty"`
	ClientKey  string            `yaml:"clientKey,omitempty"`
	Headers    map[string]string `yaml:"headers,omitempty"`
	Shop       string            `yaml:"shop,omitempty"`
	Limits     Limits            `yaml:"limits,omitempty"`
	Channels   []Channel         `yaml:"channels,omitempty"`
	Abilities  []string          `yaml:"abilities,flow"`
	TestData   string            `yaml:"testData,omitempty"`
	Journeys   string            `yaml:"journeys,omitempty"`
	Production bool              `yaml:"production,omitempty"`
	MaxAmount  string            `yaml:"maxAmount,omitempty"`

	// Simulator is true for the built-in target only.
	Simulator bool `yaml:"-"`

	// notProduction is true when the file says `production: false` in so many
	// words, which settles the doubt about a host without any mark.
	notProduction bool
}

// Limits is what the host allows, and how long a run waits for it. Zero means
// no limit, and the usual time.
type Limits struct {
	StatusPerMinute   int     `yaml:"statusPerMinute,omitempty" jsonschema:"minimum=0"`
	RequestsPerSecond float64 `yaml:"requestsPerSecond,omitempty" jsonschema:"minimum=0"`
	OutageSeconds     float64 `yaml:"outageSeconds,omitempty" jsonschema:"minimum=0"`
}

// Channel is one merchant channel of a target: an entityId, the credentials
// that open it and what may be sent to it. An empty list of brands, currencies
// or payment types means all of them.
type Channel struct {
	Name          string            `yaml:"name,omitempty"`
	EntityID      string            `yaml:"entityId"`
	Parent        string            `yaml:"parent,omitempty"`
	AccessToken   Secret            `yaml:"accessToken,omitempty"`
	UserID        string            `yaml:"userId,omitempty"`
	Password      Secret            `yaml:"password,omitempty"`
	Legacy        bool              `yaml:"legacy,omitempty"`
	WebhookSecret Secret            `yaml:"webhookSecret,omitempty"`
	Mode          string            `yaml:"mode,omitempty"`
	Brands        []string          `yaml:"brands,omitempty,flow"`
	Currencies    []string          `yaml:"currencies,omitempty,flow"`
	PaymentTypes  []string          `yaml:"paymentTypes,omitempty,flow"`
	ThreeDSecure  bool              `yaml:"threeDSecure,omitempty"`
	Settings      map[string]string `yaml:"settings,omitempty"`
	Faults        []string          `yaml:"faults,omitempty,flow"`
	Webhooks      []Webhook         `yaml:"webhooks,omitempty"`

	place place // in its file; the zero value for a channel of no file
}

// Mistake makes an error about the channel, found by somebody who knows more than
// its file's format. It points at what the path leads to in the file: keys, and
// numbers of items.
func (c Channel) Mistake(problem, remedy string, path ...string) error {
	return c.place.along(path).errorf(remedy, "%s", problem)
}

// SharesLogin says whether what opens one channel opens the other, too.
func (c Channel) SharesLogin(other Channel) bool {
	return c.AccessToken == other.AccessToken && c.UserID == other.UserID && c.Password == other.Password
}

// Webhook is where a simulated channel tells what happens on it, and how. Its
// keys are those of the simulator's management port, which checks them.
type Webhook struct {
	URL     string   `yaml:"url"`
	Types   []string `yaml:"types,omitempty,flow"`
	Fields  string   `yaml:"fields,omitempty"`
	Secret  Secret   `yaml:"secret"`
	Wrapper string   `yaml:"wrapper,omitempty"`
	Active  bool     `yaml:"active,omitempty"`
}

// Has says whether the target has an ability, by its tag without the "@".
// simulator-only and live-only count as abilities of the one and of all the
// others.
func (t Target) Has(ability string) bool {
	switch ability {
	case "simulator-only":
		return t.Simulator
	case "live-only":
		return !t.Simulator
	}
	return slices.Contains(t.Abilities, ability)
}

// Secrets returns every secret of the target in plain text. It exists to teach
// them to whatever masks output.
func (t Target) Secrets() []string {
	var all []string
	for _, c := range t.Channels {
		all = append(all, c.AccessToken.Reveal(), c.Password.Reveal(), c.WebhookSecret.Reveal())
	}
	for _, v := range t.Headers {
		_, token, _ := strings.Cut(v, " ") // "Bearer ...", which may be repeated without its scheme
		all = append(all, v, token)
	}
	all = append(all, passwordOf(t.Proxy), passwordOf(t.Shop))
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// builtIn returns the target that needs no configuration.
func builtIn() Target {
	return Target{Name: SimulatorName, Simulator: true, Abilities: []string{"browser", "webhooks", "clock"}}
}
