package deploy

import (
	"slices"
	"strings"
	"testing"
)

func TestDockerfileOfThisRepository(t *testing.T) {
	t.Parallel()
	stages, found, err := Dockerfile(read(t, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"gateway", "browser", "suite"} {
		if !slices.Contains(stages, name) {
			t.Errorf("there is no stage %q", name)
		}
	}
	for _, f := range found {
		t.Error(f)
	}
}

func TestDockerfileRefuses(t *testing.T) {
	t.Parallel()
	const base = "FROM debian:12 AS base\n"
	tests := []struct {
		name string
		text string
		want string // part of the error or of a finding
	}{
		{"an instruction that does not exist", base + "INSTAL x\n", "unknown instruction"},
		{"a flag that does not exist", base + "COPY --form=base a b\n", "unknown flag"},
		{"no stage at all", "RUN true\n", "no build stage"},
		{"a base image without a version", "FROM debian AS base\n", "no version"},
		{"the newest of a base image", "FROM debian:latest AS base\n", "no version"},
		{"keywords in two cases", "FROM debian:12 as base\n", "FromAsCasing"},
		{"a stage name in upper case", "FROM debian:12 AS Base\n", "StageNameCasing"},
		{"the old MAINTAINER", base + "MAINTAINER somebody\n", "MaintainerDeprecated"},
		{"a copy from a stage that is not there", base + "COPY --from=bild /a /a\n", `"bild"`},
		{"a copy from a stage below", "FROM debian:12 AS a\nCOPY --from=b /a /a\nFROM debian:12 AS b\n", `"b"`},
		{"ADD", base + "ADD a.tar /a\n", "ADD"},
		{"recommended packages", base + "RUN apt-get update && apt-get install -y curl\n", "--no-install-recommends"},
		{"a stage that starts as root", base + "ENTRYPOINT [\"sh\"]\n", "started as root"},
		{"a stage that goes back to root", base + "USER 1\nUSER root\nCMD [\"sh\"]\n", "started as root"},
		{"an argument outside every stage", "ARG V=12\n" + base, "ARG V"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, found, err := Dockerfile([]byte(tt.text))
			if err != nil {
				found = []Finding{Finding(err.Error())}
			}
			if !slices.ContainsFunc(found, func(f Finding) bool { return strings.Contains(string(f), tt.want) }) {
				t.Errorf("found %q, want a finding with %q", found, tt.want)
			}
		})
	}
}
