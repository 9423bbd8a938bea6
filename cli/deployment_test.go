package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/support/target"

	"go.yaml.in/yaml/v3"
)

// composeFile is what of docker-compose.yml concerns the program.
type composeFile struct {
	Services map[string]struct {
		Command     []string
		Environment map[string]string
		Healthcheck struct{ Test []string }
	}
}

// Nothing can run the containers here, but what they call can be asked: whether
// the commands are known, the configuration is valid and the two sides agree.
func TestContainersCallWhatThereIs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(root + "/docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var compose composeFile
	if err := yaml.Unmarshal(text, &compose); err != nil {
		t.Fatal(err)
	}
	gateway, suite := compose.Services["gateway"], compose.Services["suite"]
	check := gateway.Healthcheck.Test
	if len(check) < 3 || check[0] != "CMD" || check[1] != "assay" {
		t.Fatalf("the gateway's healthcheck is %q, want the program itself", check)
	}
	for _, args := range [][]string{gateway.Command, suite.Command, check[2:]} {
		if len(args) == 0 {
			t.Fatal("a service has no command")
		}
		if out, code := runMain(t, append(args, "--help"), nil); code != exitPassed {
			t.Errorf("assay %q ends with %d:\n%s", args, code, out)
		}
	}

	channels, err := target.LoadChannels(root+"/tools/deploy/channels.yaml", os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	config := deployedConfig(t)
	for service, name := range map[string]string{"gateway": "itself", "suite": "compose"} {
		env := compose.Services[service].Environment
		loaded, err := target.Load(config, func(name string) string { return env[name] })
		if err != nil {
			t.Fatal(err)
		}
		at, err := loaded.Target(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := at.Guard(false); err != nil {
			t.Errorf("target %s: %v", name, err)
		}
		used, served := at.Channels[0], channels[0]
		if used.EntityID != served.EntityID || used.AccessToken.Reveal() != served.AccessToken.Reveal() {
			t.Errorf("target %s uses another channel than tools/deploy/channels.yaml has", name)
		}
		if used.UserID != "" && (used.UserID != served.UserID || used.Password.Reveal() != served.Password.Reveal()) {
			t.Errorf("target %s uses another login than tools/deploy/channels.yaml has", name)
		}
	}
}

// deployedConfig is tools/deploy/assay.yaml with a certificate authority that
// is there, as it is once the gateway has started.
func deployedConfig(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(root + "/tools/deploy/assay.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	ca := filepath.Join(dir, "ca.pem")
	write(t, ca, "")
	config := filepath.Join(dir, target.DefaultFile)
	write(t, config, strings.ReplaceAll(string(text), "/run/assay/ca.pem", ca))
	return config
}
