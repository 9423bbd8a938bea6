package target

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// vars makes a look-up of environment variables.
func vars(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestTheExampleIsReadWhole(t *testing.T) {
	t.Parallel()
	c, err := Load("testdata/example.yaml", vars("UAT_TOKEN", " OGFj-token\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Target("")
	if err != nil {
		t.Fatal(err)
	}
	first := Channel{
		Name: "cards", EntityID: "8ac7a4c9000000000000000000000001", AccessToken: "OGFj-token",
		Brands: []string{"VISA", "MASTER", "PAYPAL"}, Currencies: []string{"EUR"},
		PaymentTypes: []string{"PA", "DB", "CP", "RV", "RF"}, ThreeDSecure: true,
	}
	second := first
	second.Name, second.EntityID, second.Brands = "banks", "123e45", []string{"GIROPAY"}
	want := Target{
		Name: "uat", BaseURL: "https://eu-test.example.com/", CA: filepath.Join("testdata", "ca.pem"),
		Headers: map[string]string{"X-Team": "payments"}, Shop: "http://127.0.0.1:0/",
		Limits: Limits{StatusPerMinute: 2, RequestsPerSecond: 20}, Channels: []Channel{first, second},
		Abilities: []string{"browser", "webhooks"}, TestData: filepath.Join("testdata", "uat-cards.tsv"),
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Target{}, Channel{})); diff != "" {
		t.Errorf("target (-want +got):\n%s", diff)
	}
	if len(c.Tags) != 1 || c.Tags[0] != "mine" || c.Out != "./out" || c.DefaultTarget != "uat" {
		t.Errorf("tags %v, out %q, target %q", c.Tags, c.Out, c.DefaultTarget)
	}
	if diff := cmp.Diff([]string{"simulator", "legacy", "local", "uat"}, c.Names()); diff != "" {
		t.Error(diff)
	}
}

func TestAChannelWithoutATokenHasTheLegacyLogin(t *testing.T) {
	t.Parallel()
	path := write(t, t.TempDir(), "assay.yaml", `
targets:
  local:
    baseUrl: https://127.0.0.1:8443/
    channels:
      - {entityId: a, userId: u, password: p}
      - {entityId: b, userId: u, password: p, accessTokenEnv: TOKEN}
`)
	c, err := Load(path, vars("TOKEN", "made-up"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Target("local")
	if err != nil {
		t.Fatal(err)
	}
	if !got.Channels[0].Legacy || got.Channels[1].Legacy {
		t.Errorf("legacy: %t without a token, %t with one", got.Channels[0].Legacy, got.Channels[1].Legacy)
	}
}

func TestValuesComeFromVariablesAndFiles(t *testing.T) {
	t.Parallel()
	c, err := Load("testdata/example.yaml", vars("LEGACY_USER", "ff8080"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Target("legacy")
	if err != nil {
		t.Fatal(err)
	}
	want := []Channel{{
		EntityID: "8ac7a4c9000000000000000000000002", UserID: "ff8080", Password: "hunter22", Legacy: true,
	}}
	if diff := cmp.Diff(want, got.Channels, cmpopts.IgnoreUnexported(Channel{})); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
	if got.Shop != defaultShop || got.Limits.StatusPerMinute != 2 {
		t.Errorf("defaults: shop %q, limits %+v", got.Shop, got.Limits)
	}
}

func TestOnlyTheTargetInUseIsLookedUp(t *testing.T) {
	t.Parallel()
	c, err := Load("testdata/example.yaml", vars())
	if err != nil {
		t.Fatalf("a missing variable is no reason to refuse the file: %v", err)
	}
	for _, name := range []string{"simulator", "local"} {
		if _, err := c.Target(name); err != nil {
			t.Errorf("target %s needs no variable: %v", name, err)
		}
	}
	_, err = c.Target("uat")
	wantError(t, err, "testdata/example.yaml:14: variable UAT_TOKEN is not set; it holds the accessToken",
		"export UAT_TOKEN=")
}

func TestTheSimulatorNeedsNoFile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "simulator"} {
		got, err := (&Config{env: vars()}).Target(name)
		if err != nil || !got.Simulator || got.Name != "simulator" || got.Guard(false) != nil {
			t.Errorf("target %q = %+v, %v", name, got, err)
		}
		for _, ability := range []string{"browser", "webhooks", "clock", "simulator-only"} {
			if !got.Has(ability) {
				t.Errorf("the simulator has no %s", ability)
			}
		}
		if got.Has("live-only") {
			t.Error("the simulator is not live")
		}
	}
}

func TestLoadWithoutAFileIsEmptyAndWithAWrongOneIsNot(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	c, err := Load("", vars())
	if err != nil || c.Path != "" {
		t.Fatalf("no assay.yaml: %+v, %v", c, err)
	}
	_, err = c.Target("uat")
	wantError(t, err, `unknown target "uat"`, "describe yours under targets: in assay.yaml")
	_, err = Load("nowhere.yaml", vars())
	wantError(t, err, "nowhere.yaml: cannot read the configuration: no such file", "--config")
	if err := os.WriteFile("assay.yaml", []byte("tags: [x]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err = Load("", vars()); err != nil || c.Path != "assay.yaml" || len(c.Tags) != 1 {
		t.Fatalf("assay.yaml in the directory: %+v, %v", c, err)
	}
}

// wantError checks text, hint and exit code of a configuration error.
func wantError(t *testing.T, err error, text, hint string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", text)
	}
	var e interface {
		Hint() string
		ExitCode() int
	}
	if !errors.As(err, &e) || e.ExitCode() != 2 {
		t.Fatalf("%v: no hint, or not exit code 2", err)
	}
	if !strings.Contains(err.Error(), text) {
		t.Errorf("error = %s\n want   %s", err, text)
	}
	if !strings.Contains(e.Hint(), hint) {
		t.Errorf("hint = %s\nwant  %s (error: %s)", e.Hint(), hint, err)
	}
}
