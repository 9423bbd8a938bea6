package target

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"
)

// Schema returns the JSON schema of assay.yaml, for editors that complete and
// check while one types.
func Schema() ([]byte, error) {
	r := jsonschema.Reflector{
		FieldNameTag: "yaml", ExpandedStruct: true, Anonymous: true, DoNotReference: true,
		LookupComment: func(_ reflect.Type, field string) string { return meanings[field] },
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			if t == reflect.TypeFor[Secret]() {
				return &jsonschema.Schema{Type: "string"}
			}
			return nil
		},
	}
	s := r.Reflect(&fileConfig{})
	s.Title = "assay.yaml"
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("make the schema of assay.yaml: %w", err)
	}
	return append(b, '\n'), nil
}

// meanings says what a key means, by the name of its Go field.
var meanings = map[string]string{
	"Target":      "The target of a run that names none; simulator when absent.",
	"Out":         "The directory for the reports; reports/out when absent.",
	"Concurrency": "How many scenarios run at the same time.",
	"Browser":     "The path of the browser, headless-shell or chromium; searched in the usual places when absent.",
	"BrowserURL":  "The address of a browser elsewhere that is used instead; one with a token belongs into ASSAY_BROWSER_URL.",
	"BrandsFile":  "A file of brands beyond those that are built in.",
	"Trace":       "Which attempts get a trace, a page that shows all that happened; on-failure when absent.",
	"Quarantine":  "A file of scenarios that are known not to pass; assay-quarantine.yaml when absent.",
	"Targets":     "The hosts to test, by name.",
	"Tags":        "Tags that your own features use, without the @.",
	"Lint":        "Which house rules hold for your own features.",
	"Off":         "Rules that assay lint is not to look at; assay help lint-rules lists them.",

	"BaseURL":    "The address of the API; ends in /.",
	"CA":         "PEM file with the authority that signed the host's certificate.",
	"Proxy":      "The URL of a proxy to the host and its pages: http, https or socks5.",
	"ProxyEnv":   "The variable that holds the URL of the proxy.",
	"ClientCert": "PEM file with the client certificate.",
	"ClientKey":  "PEM file with the key of the client certificate.",
	"Headers":    "Headers sent with every request.",
	"HeadersEnv": "Headers sent with every request: name, and the variable that holds the value.",
	"Shop":       "Where the shopper returns to; http://127.0.0.1:0/ when absent.",
	"Limits":     "What the host allows.",
	"Channels":   "The merchant channels to send to.",
	"Abilities":  "What the host is able to do; what is missing makes scenarios skipped.",
	"TestData":   "TSV file with the test cards and accounts of this host.",
	"Journeys":   "YAML file that says how a shopper gets through the pages of this host; assay help journeys describes it.",
	"Production": "true: real money moves here. false: a test host, whatever its name looks like.",
	"MaxAmount":  "The largest amount that may be sent to a production target.",

	"StatusPerMinute":   "Status requests a minute for one payment, 2 when absent; scenarios wait for their turn.",
	"RequestsPerSecond": "Requests a second for the whole run; no limit when absent.",
	"OutageSeconds":     "How long a run waits for a host that gives no answer before it ends as unavailable, 60 when absent.",

	"Name":              "A name for people.",
	"EntityID":          "The entityId of the channel.",
	"EntityIDEnv":       "The variable that holds the entityId.",
	"EntityIDFile":      "The file that holds the entityId.",
	"AccessToken":       "The access token; by value for loopback hosts only.",
	"AccessTokenEnv":    "The variable that holds the access token.",
	"AccessTokenFile":   "The file that holds the access token.",
	"UserID":            "The user of the legacy login.",
	"UserIDEnv":         "The variable that holds the user of the legacy login.",
	"UserIDFile":        "The file that holds the user of the legacy login.",
	"Password":          "The password of the legacy login; by value for loopback hosts only.",
	"PasswordEnv":       "The variable that holds the password.",
	"PasswordFile":      "The file that holds the password.",
	"WebhookSecret":     "The key of the channel's webhook, 64 hex digits; by value for loopback hosts only.",
	"WebhookSecretEnv":  "The variable that holds the webhook's key.",
	"WebhookSecretFile": "The file that holds the webhook's key.",
	"Legacy":            "Log in with authentication.* parameters instead of the Authorization header, as without an access token.",
	"Brands":            "Payment brands of the channel; all when absent.",
	"Currencies":        "Currencies of the channel; all when absent.",
	"PaymentTypes":      "Payment types of the channel; all when absent.",
	"ThreeDSecure":      "The channel asks for 3-D Secure.",
}
