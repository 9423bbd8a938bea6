package deploy

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// Dockerfile parses the text of a Dockerfile as a builder would and returns
// the names of its stages and what is wrong with it: what the builder's own
// linter warns of, and the house rules. An error means that it does not parse.
func Dockerfile(text []byte) (stages []string, found []Finding, err error) {
	tree, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, nil, fmt.Errorf("parsing the Dockerfile: %w", err)
	}
	for _, warning := range tree.Warnings {
		found = append(found, Finding(warning.Short))
	}
	lint := linter.New(&linter.Config{
		Warn: func(rule, _, _, message string, _ []parser.Range) {
			found = append(found, Finding(rule+": "+message))
		},
	})
	parsed, args, err := instructions.Parse(tree.AST, lint)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the Dockerfile's instructions: %w", err)
	}
	for _, arg := range args {
		found = append(found, Finding(fmt.Sprintf("ARG %s before the first FROM is of no use here", arg.Args[0].Key)))
	}
	users := map[string]string{}
	for _, stage := range parsed {
		found = append(found, stageFindings(stage, users)...)
		stages = append(stages, stage.Name)
	}
	return stages, found, nil
}

// stageFindings tells which house rules a stage breaks. users says of each
// stage above it, the only ones it can build on or copy from, whom that ends
// as; the stage adds itself.
func stageFindings(stage instructions.Stage, users map[string]string) []Finding {
	var found []Finding
	report := func(format string, args ...any) {
		found = append(found, Finding(stage.Name+": "+fmt.Sprintf(format, args...)))
	}
	user, inherits := users[strings.ToLower(stage.BaseName)]
	if !inherits && stage.BaseName != "scratch" && pinned(stage.BaseName) == "" {
		report("base image %s has no version", stage.BaseName)
	}
	started := false
	for _, command := range stage.Commands {
		switch c := command.(type) {
		case *instructions.UserCommand:
			user = c.User
		case *instructions.EntrypointCommand, *instructions.CmdCommand:
			started = true
		case *instructions.AddCommand:
			report("COPY does what ADD is used for, and fetches nothing")
		case *instructions.CopyCommand:
			if _, known := users[strings.ToLower(c.From)]; c.From != "" && !known {
				report("copies from %q, which is no stage above", c.From)
			}
		case *instructions.RunCommand:
			line := strings.Join(c.CmdLine, " ")
			if strings.Contains(line, "apt-get install") && !strings.Contains(line, "--no-install-recommends") {
				report("apt-get install without --no-install-recommends")
			}
		}
	}
	// A stage that says what to start is one that is started.
	if started && (user == "" || user == "root" || strings.HasPrefix(user, "0")) {
		report("is started as root: it wants a USER")
	}
	users[strings.ToLower(stage.Name)] = user
	return found
}

// pinned returns the tag or digest of an image reference, "" if it names no
// particular one.
func pinned(image string) string {
	if _, digest, ok := strings.Cut(image, "@"); ok {
		return digest
	}
	_, tag, _ := strings.Cut(image[strings.LastIndex(image, "/")+1:], ":")
	if tag == "latest" {
		return ""
	}
	return tag
}
