package cli

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/support/simulator"

	"go.yaml.in/yaml/v3"
)

// workspace is where the jobs of a pipeline run: its host is a simulator, and it has
// the configuration that the README asks for.
type workspace struct {
	dir, path string
}

func newWorkspace(t *testing.T) workspace {
	t.Helper()
	login := simulator.Channel{EntityID: "8ac7a4c9000000000000000000000001", AccessToken: "made-up-token"}
	host := httptest.NewServer(simulator.New(simulator.Config{Channels: []simulator.Channel{login}}).API())
	t.Cleanup(host.Close)
	w := workspace{dir: t.TempDir(), path: os.Getenv("PATH")}
	if search := searchPath(t, os.Getenv("ASSAY_BROWSER")); search != "" {
		w.path = search + string(filepath.ListSeparator) + w.path
	}
	write(t, filepath.Join(w.dir, "assay.yaml"), fmt.Sprintf(`
targets:
  uat:
    baseUrl: %s/
    channels:
      - {entityId: %s, accessTokenEnv: UAT_TOKEN}
    abilities: [browser]
`, host.URL, login.EntityID))
	return w
}

// sh runs a line of a job, as CI systems do, and returns what it prints. A browser
// takes its time to start, and is none of a pipeline's business.
func (w workspace) sh(t *testing.T, line string, env ...string) string {
	t.Helper()
	line = strings.NewReplacer("bin/assay", "assay", "@smoke", "@smoke and not @browser").Replace(line)
	cmd := exec.Command("sh", "-e", "-c", line)
	cmd.Dir = w.dir
	cmd.Env = append(env, "PATH="+w.path, "HOME="+w.dir, "UAT_TOKEN=made-up-token", "GORACE=atexit_sleep_ms=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	return string(out)
}

// judge checks that the reports are there and tell of a whole run in so many parts.
func (w workspace) judge(t *testing.T, joined string, jobs []string, junit string) {
	t.Helper()
	for i, said := range jobs {
		if want := fmt.Sprintf("This is shard %d of %d", i+1, len(jobs)); !strings.Contains(said, want) {
			t.Errorf("a job does not say %q:\n%s", want, said)
		}
	}
	if !regexp.MustCompile(`(?m)^\d+ scenarios: (\d+ skipped, )?\d+ passed`).MatchString(joined) || strings.Contains(joined, "shard") {
		t.Errorf("the jobs do not make a whole run together:\n%s", joined)
	}
	if _, err := os.Stat(filepath.Join(w.dir, junit)); err != nil {
		t.Error(err)
	}
}

func TestGitLabPipelineRuns(t *testing.T) {
	t.Parallel()
	var pipeline struct {
		Features struct {
			Script    []string
			Artifacts struct {
				Reports struct {
					CodeQuality string `yaml:"codequality"`
				}
			}
		}
		Regression struct {
			Parallel  int
			Script    []string
			Artifacts struct{ Paths []string }
		}
		Report struct {
			Script    []string
			Artifacts struct {
				Paths   []string
				Reports struct{ Junit string }
			}
		}
	}
	readPipeline(t, "gitlab-ci.yml", &pipeline)
	w := newWorkspace(t)
	if err := os.CopyFS(filepath.Join(w.dir, "features"), os.DirFS(filepath.Join(root, "features"))); err != nil {
		t.Fatal(err)
	}
	w.sh(t, strings.Join(pipeline.Features.Script, "\n"))
	if findings, err := os.ReadFile(filepath.Join(w.dir, pipeline.Features.Artifacts.Reports.CodeQuality)); string(findings) != "[]\n" {
		t.Errorf("lint finds %s (%v), want nothing", findings, err)
	}
	var jobs []string
	for i := range pipeline.Regression.Parallel {
		jobs = append(jobs, w.sh(t, strings.Join(pipeline.Regression.Script, "\n"), "CI_PIPELINE_ID=4711",
			"GITLAB_CI=true", fmt.Sprint("CI_NODE_INDEX=", i+1), fmt.Sprint("CI_NODE_TOTAL=", pipeline.Regression.Parallel)))
	}
	if !slices.Equal(pipeline.Regression.Artifacts.Paths, []string{"shards"}) {
		t.Errorf("the jobs hand on %q", pipeline.Regression.Artifacts.Paths)
	}
	joined := w.sh(t, strings.Join(pipeline.Report.Script, "\n"))
	w.judge(t, joined, jobs, pipeline.Report.Artifacts.Reports.Junit)
	w.judge(t, joined, jobs, pipeline.Report.Artifacts.Paths[0]+"/report.html")
}

// step is one of a job of GitHub Actions.
type step struct {
	Run, Uses string
	With      map[string]string
}

func TestGitHubPipelineRuns(t *testing.T) {
	t.Parallel()
	var pipeline struct {
		Jobs map[string]struct {
			Strategy struct {
				Matrix struct{ Shard []string }
			}
			Env   map[string]string
			Steps []step
		}
	}
	readPipeline(t, "github.yml", &pipeline)
	w := newWorkspace(t)
	regression := pipeline.Jobs["regression"]
	var jobs []string
	for _, shard := range regression.Strategy.Matrix.Shard {
		env := []string{"GITHUB_RUN_ID=4711"}
		for name, value := range regression.Env {
			env = append(env, name+"="+filled(t, value, shard))
		}
		jobs = append(jobs, w.actions(t, regression.Steps, shard, env))
	}
	joined := w.actions(t, pipeline.Jobs["report"].Steps, "", []string{"GITHUB_RUN_ID=4711"})
	w.judge(t, joined, jobs, "artifacts/reports/junit.xml")
}

// actions runs the steps of a job, and returns what its assay prints.
func (w workspace) actions(t *testing.T, steps []step, shard string, env []string) string {
	t.Helper()
	var said string
	for _, s := range steps {
		switch action, _, _ := strings.Cut(s.Uses, "@"); {
		case strings.Contains(s.Run, "bin/assay"):
			said += w.sh(t, s.Run, env...)
		case s.Run == "make build", action == "actions/checkout", action == "actions/setup-go":
		case action == "actions/upload-artifact":
			w.copy(t, s.With["path"], filepath.Join("artifacts", filled(t, s.With["name"], shard)))
			if err := os.RemoveAll(filepath.Join(w.dir, s.With["path"])); err != nil { // another job, another machine
				t.Fatal(err)
			}
		case action == "actions/download-artifact":
			found, err := filepath.Glob(filepath.Join(w.dir, "artifacts", s.With["pattern"]))
			if err != nil || len(found) == 0 {
				t.Fatalf("no artifact is called %s (%v)", s.With["pattern"], err)
			}
			for _, artifact := range found {
				w.copy(t, "artifacts/"+filepath.Base(artifact), filepath.Join(s.With["path"], filepath.Base(artifact)))
			}
		default:
			t.Fatalf("this test does not know the step %+v", s)
		}
	}
	return said
}

func (w workspace) copy(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(w.dir, to), os.DirFS(filepath.Join(w.dir, from))); err != nil {
		t.Fatal(err)
	}
}

// filled puts values into a text that has the expressions of GitHub Actions.
func filled(t *testing.T, text, shard string) string {
	t.Helper()
	values := map[string]string{"matrix.shard": shard, "secrets.UAT_TOKEN": "made-up-token"}
	return regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`).ReplaceAllStringFunc(text, func(expression string) string {
		value, known := values[strings.Trim(expression, "${} ")]
		if !known {
			t.Fatalf("this test does not know %s", expression)
		}
		return value
	})
}

func readPipeline(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples/pipelines", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}
