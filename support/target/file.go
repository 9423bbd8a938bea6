package target

// The types of this file are the file formats, key for key. The strict reader
// and the JSON schema are both derived from them; what each key means is in
// the table of schema.go.

// fileConfig is assay.yaml.
type fileConfig struct {
	Target      string                `yaml:"target,omitempty"`
	Out         string                `yaml:"out,omitempty"`
	Concurrency int                   `yaml:"concurrency,omitempty" jsonschema:"minimum=1"`
	Browser     string                `yaml:"browser,omitempty"`
	BrowserURL  string                `yaml:"browserUrl,omitempty"`
	BrandsFile  string                `yaml:"brands,omitempty"`
	Trace       string                `yaml:"trace,omitempty" jsonschema:"enum=on-failure,enum=always,enum=never"`
	Quarantine  string                `yaml:"quarantine,omitempty"`
	Targets     map[string]fileTarget `yaml:"targets,omitempty"`
	Tags        []string              `yaml:"tags,omitempty"`
	Lint        fileLint              `yaml:"lint,omitempty"`
}

// fileLint says which house rules hold for the author's own features.
type fileLint struct {
	Off []string `yaml:"off,omitempty"`
}

// fileTarget is one entry of targets.
type fileTarget struct {
	BaseURL    string            `yaml:"baseUrl" jsonschema:"pattern=^https?://.*/$"`
	CA         string            `yaml:"ca,omitempty"`
	Proxy      string            `yaml:"proxy,omitempty"`
	ProxyEnv   string            `yaml:"proxyEnv,omitempty"`
	ClientCert string            `yaml:"clientCert,omitempty"`
	ClientKey  string            `yaml:"clientKey,omitempty"`
	Headers    map[string]string `yaml:"headers,omitempty"`
	HeadersEnv map[string]string `yaml:"headersEnv,omitempty"`
	Shop       string            `yaml:"shop,omitempty"`
	Limits     Limits            `yaml:"limits,omitempty"`
	Channels   []fileChannel     `yaml:"channels" jsonschema:"minItems=1"`
	Abilities  []string          `yaml:"abilities,omitempty" jsonschema:"enum=browser,enum=webhooks"`
	TestData   string            `yaml:"testData,omitempty"`
	Journeys   string            `yaml:"journeys,omitempty"`
	Production *bool             `yaml:"production,omitempty"`
	MaxAmount  string            `yaml:"maxAmount,omitempty"`
}

// fileChannel is one channel of a target. What has a value form, an Env form
// and a File form may be written in one of them.
type fileChannel struct {
	Name              string   `yaml:"name,omitempty"`
	EntityID          string   `yaml:"entityId,omitempty"`
	EntityIDEnv       string   `yaml:"entityIdEnv,omitempty"`
	EntityIDFile      string   `yaml:"entityIdFile,omitempty"`
	AccessToken       Secret   `yaml:"accessToken,omitempty"`
	AccessTokenEnv    string   `yaml:"accessTokenEnv,omitempty"`
	AccessTokenFile   string   `yaml:"accessTokenFile,omitempty"`
	UserID            string   `yaml:"userId,omitempty"`
	UserIDEnv         string   `yaml:"userIdEnv,omitempty"`
	UserIDFile        string   `yaml:"userIdFile,omitempty"`
	Password          Secret   `yaml:"password,omitempty"`
	PasswordEnv       string   `yaml:"passwordEnv,omitempty"`
	PasswordFile      string   `yaml:"passwordFile,omitempty"`
	Legacy            bool     `yaml:"legacy,omitempty"`
	WebhookSecret     Secret   `yaml:"webhookSecret,omitempty"`
	WebhookSecretEnv  string   `yaml:"webhookSecretEnv,omitempty"`
	WebhookSecretFile string   `yaml:"webhookSecretFile,omitempty"`
	Brands            []string `yaml:"brands,omitempty"`
	Currencies        []string `yaml:"currencies,omitempty"`
	PaymentTypes      []string `yaml:"paymentTypes,omitempty"`
	ThreeDSecure      bool     `yaml:"threeDSecure,omitempty"`
}

// channelsFile is the file of `assay serve --channels`.
type channelsFile struct {
	Channels []simulatorChannel `yaml:"channels"`
}

// simulatorChannel is a channel that the simulator is to have. Its secrets are
// made up, so they may be written down.
type simulatorChannel struct {
	fileChannel `yaml:",inline"`
	Parent      string            `yaml:"parent,omitempty"`
	Mode        string            `yaml:"mode,omitempty"`
	Settings    map[string]string `yaml:"settings,omitempty"`
	Webhooks    []Webhook         `yaml:"webhooks,omitempty"`
	Faults      []string          `yaml:"faults,omitempty"`
}
