package runner

import (
	"errors"
	"strings"
	"testing"
)

// environment is a set of variables to ask.
func environment(pairs ...string) func(string) string {
	values := map[string]string{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
	}
	return func(name string) string { return values[name] }
}

func TestParseShard(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		env        []string
		want       Shard
		err, hint  string
	}{
		{"none", "", []string{"CI_NODE_INDEX=1"}, Shard{}, "", ""},
		{"the second of five", "2/5", nil, Shard{2, 5}, "", ""},
		{"the only one", "1/1", nil, Shard{1, 1}, "", ""},
		{"shards count from 1", "0/5", nil, Shard{}, `no shard "0/5"`, "2/5"},
		{"beyond the last", "6/5", nil, Shard{}, `no shard "6/5"`, "2/5"},
		{"half of it", "2", nil, Shard{}, `no shard "2"`, "2/5"},
		{"words", "two/5", nil, Shard{}, `no shard "two/5"`, "2/5"},
		{"a slip of the finger", "1/99999999", nil, Shard{}, "no shard", "2/5"},
		{"ours", "auto", []string{"ASSAY_SHARD_INDEX=2", "ASSAY_SHARD_TOTAL=3"}, Shard{2, 3}, "", ""},
		{
			"ours goes before the system's", "auto",
			[]string{"ASSAY_SHARD_INDEX=2", "ASSAY_SHARD_TOTAL=3", "CIRCLE_NODE_INDEX=0", "CIRCLE_NODE_TOTAL=9"},
			Shard{2, 3},
			"", "",
		},
		{"GitLab counts from 1", "auto", []string{"GITLAB_CI=true", "CI_NODE_INDEX=1", "CI_NODE_TOTAL=4"}, Shard{1, 4}, "", ""},
		{"Cirrus counts from 0", "auto", []string{"CIRRUS_CI=true", "CI_NODE_INDEX=1", "CI_NODE_TOTAL=4"}, Shard{2, 4}, "", ""},
		{
			"Heroku counts from 0", "auto",
			[]string{"HEROKU_TEST_RUN_ID=x", "CI_NODE_INDEX=0", "CI_NODE_TOTAL=4"},
			Shard{1, 4},
			"", "",
		},
		{"CircleCI", "auto", []string{"CIRCLE_NODE_INDEX=3", "CIRCLE_NODE_TOTAL=4"}, Shard{4, 4}, "", ""},
		{
			"Buildkite", "auto",
			[]string{"BUILDKITE_PARALLEL_JOB=0", "BUILDKITE_PARALLEL_JOB_COUNT=4"},
			Shard{1, 4},
			"", "",
		},
		{"Semaphore", "auto", []string{"SEMAPHORE_JOB_INDEX=4", "SEMAPHORE_JOB_COUNT=4"}, Shard{4, 4}, "", ""},
		{"Kubernetes", "auto", []string{"JOB_COMPLETION_INDEX=0", "ASSAY_SHARD_TOTAL=4"}, Shard{1, 4}, "", ""},
		{"Azure", "auto", []string{"SYSTEM_JOBPOSITIONINPHASE=4", "SYSTEM_TOTALJOBSINPHASE=4"}, Shard{4, 4}, "", ""},
		{
			"Bitbucket", "auto",
			[]string{"BITBUCKET_PARALLEL_STEP=3", "BITBUCKET_PARALLEL_STEP_COUNT=4"},
			Shard{4, 4},
			"", "",
		},
		{
			"a Kubernetes job that does not say how many", "auto",
			[]string{"JOB_COMPLETION_INDEX=0"},
			Shard{},
			"Kubernetes gives the number of the shard in JOB_COMPLETION_INDEX, but ASSAY_SHARD_TOTAL is not set", "number of shards",
		},
		{
			"an index that is out of range", "auto",
			[]string{"CIRCLE_NODE_INDEX=4", "CIRCLE_NODE_TOTAL=4"},
			Shard{},
			"CIRCLE_NODE_INDEX=4 and CIRCLE_NODE_TOTAL=4 are no shard", "count from 0",
		},
		{"none of them", "auto", []string{"CI=true", "CI_NODE_TOTAL=1"}, Shard{}, "no variable says", "assay help shards"},
	}
	for _, tt := range tests {
		got, err := ParseShard(tt.text, environment(tt.env...))
		if got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
		wantUsage(t, tt.name, err, tt.err, tt.hint)
	}
}

// wantUsage checks a mistake of the user's, or that there is none.
func wantUsage(t *testing.T, name string, err error, text, hint string) {
	t.Helper()
	if text == "" {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	var p *Problem
	if !errors.As(err, &p) || p.Code != ExitUsage || !strings.Contains(p.Text, text) || !strings.Contains(p.Help, hint) {
		t.Errorf("%s: got %v, want a usage error with %q and the hint %q", name, err, text, hint)
	}
}

func TestRunIDOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, told string
		env        []string
		want, err  string
	}{
		{"nothing is known", "", nil, "", ""},
		{"what is told goes first", "build-7", []string{"CI_PIPELINE_ID=1"}, "build-7", ""},
		{"of GitLab", "", []string{"CI_PIPELINE_ID=1"}, "gitlab-1", ""},
		{"of GitHub, whatever attempt of it", "", []string{"GITHUB_RUN_ID=1", "GITHUB_RUN_ATTEMPT=2"}, "github-1", ""},
		{"braces are no part of it", "", []string{"CIRCLE_WORKFLOW_ID={a-b}"}, "circleci-a-b", ""},
		{"a variable with something else", "", []string{"CI_PIPELINE_ID=a b"}, "", ""},
		{"with a space", "a b", nil, "", `the run id "a b" will not do`},
		{"too long", strings.Repeat("x", 65), nil, "", "will not do"},
	}
	for _, tt := range tests {
		got, err := RunIDOf(tt.told, environment(tt.env...))
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		wantUsage(t, tt.name, err, tt.err, "")
	}
}

// Without talking to each other, shards agree on what they are parts of.
func TestShardsHaveTheSameSeed(t *testing.T) {
	t.Parallel()
	one, two := Config{RunID: "7", Shard: Shard{1, 2}}, Config{RunID: "7", Shard: Shard{2, 2}}
	if err := errors.Join(one.identify(), two.identify()); err != nil {
		t.Fatal(err)
	}
	if one.Seed != two.Seed || one.Seed < 1 {
		t.Errorf("seeds %d and %d, want the same", one.Seed, two.Seed)
	}
	told := Config{RunID: "7", Shard: Shard{1, 2}, Seed: 4711}
	if err := told.identify(); err != nil || told.Seed != 4711 {
		t.Errorf("seed = %d, %v; want the one that was told", told.Seed, err)
	}
	lonely := Config{Shard: Shard{1, 2}}
	wantUsage(t, "no id", lonely.identify(), "the shards of a run need an id that they share", "--run-id")
}
