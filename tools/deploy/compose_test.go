package deploy

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// root is the repository, seen from this package.
const root = "../.."

func TestComposeFileOfThisRepository(t *testing.T) {
	t.Parallel()
	project, err := LoadCompose(t.Context(), root, read(t, "docker-compose.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"gateway", "browser", "suite"} {
		if _, ok := project.Services[name]; !ok {
			t.Errorf("there is no service %q", name)
		}
	}
	for _, f := range Compose(project, stages(t)) {
		t.Error(f)
	}
	for name, config := range project.Configs {
		if _, err := os.Stat(config.File); err != nil {
			t.Errorf("config %s: %v", name, err)
		}
	}
}

// Each case breaks this repository's own file in one place.
func TestComposeRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		old, new string
		want     string // part of the error or of a finding
	}{
		{"a misspelt key", "healthcheck:", "healthchek:", "healthchek"},
		{"the obsolete version key with a wrong type", "name: assay", "name: assay\nversion: 3", "version"},
		{"a dependency on a service that is not there", "gateway: {condition", "gatewai: {condition", "gatewai"},
		{"a volume that is not declared", "run:/run/assay:ro", "runs:/run/assay:ro", "runs"},
		{"a value of the wrong kind", "timeout: 5s", "timeout: soon", "timeout"},
		{"a key written twice", "  init: true", "  init: true\n  init: true", "init"},
		{"a stage that the Dockerfile lacks", "target: suite}", "target: suit}", `builds stage "suit"`},
		{"a service without init", "init: true", "init: false", "suite: wants init"},
		{"a writable root", "read_only: true", "read_only: false", "gateway: wants read_only"},
		{"root", `user: "65532:65532"`, `user: "0:0"`, "browser: must not run as root"},
		{"all capabilities", "  cap_drop: [ALL]\n", "", "suite: wants cap_drop"},
		{"new privileges", "no-new-privileges:true", "no-new-privileges:false", "wants security_opt"},
		{"a port for everyone", "127.0.0.1:9222:9222", "9222:9222", "browser: binds port 9222 beyond"},
		{"a browser with Docker's 64 MB of shared memory", "shm_size: 1gb", "shm_size: 0", "wants shm_size"},
		{"a healthcheck that wants a shell", "test: [CMD, assay", "test: [CMD-SHELL, assay", "exec form"},
		{"an image from elsewhere", "build: {context: ., target: gateway}", "image: somebody/gateway:1", "must be built"},
		{"a privileged service", "profiles: [browser]", "profiles: [browser]\n    privileged: true", "must not be privileged"},
	}
	file, built := read(t, "docker-compose.yml"), stages(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if !bytes.Contains(file, []byte(tt.old)) {
				t.Fatalf("docker-compose.yml no longer says %q", tt.old)
			}
			var got []Finding
			project, err := LoadCompose(t.Context(), root, bytes.ReplaceAll(file, []byte(tt.old), []byte(tt.new)))
			if err != nil {
				got = []Finding{Finding(err.Error())}
			} else {
				got = Compose(project, built)
			}
			if !slices.ContainsFunc(got, func(f Finding) bool { return strings.Contains(string(f), tt.want) }) {
				t.Errorf("found %q, want a finding with %q", got, tt.want)
			}
		})
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(root + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func stages(t *testing.T) []string {
	t.Helper()
	names, _, err := Dockerfile(read(t, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}
