package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/reports"
	"assay/support/spec"
	"assay/support/target"
)

// root is the repository, seen from this package.
const root = ".."

func TestReadmeListsTheExitCodes(t *testing.T) {
	t.Parallel()
	var want []string
	for _, c := range exitCodes {
		want = append(want, fmt.Sprintf("| %d | %s |", c.code, c.meaning))
	}
	equalRows(t, readmeTable(t, "Exit codes"), want)
}

func TestReadmeListsTheReports(t *testing.T) {
	t.Parallel()
	rows := readmeTable(t, "Reports")
	for _, f := range reports.Formats() {
		if want := fmt.Sprintf("| `%s` | `%s` | %s |", f.Name, f.File, f.Meaning); !slices.Contains(rows, want) {
			t.Errorf("README.md lacks the row %s", want)
		}
	}
}

func TestReadmeListsTheVariables(t *testing.T) {
	t.Parallel()
	var want []string
	for _, v := range target.Variables() {
		flag := ""
		if v.Flag != "" {
			flag = "`--" + v.Flag + "`"
		}
		want = append(want, strings.Join(strings.Fields(fmt.Sprintf("| `%s` | %s | %s |", v.Name, flag, v.Meaning)), " "))
	}
	equalRows(t, readmeTable(t, "Environment variables"), want)
}

// The statement of fidelity is what the verb prints. With -update it is
// written anew.
func TestReadmeTellsHowFaithfulTheSimulatorIs(t *testing.T) {
	t.Parallel()
	const begin, end = "<!-- assay fidelity -->\n", "<!-- end of assay fidelity -->"
	before, rest, found := strings.Cut(readme(t), begin)
	told, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("README.md has no place for it, between %q and %q", begin, end)
	}
	want, code := runMain(t, []string{"fidelity"}, nil)
	if code != 0 {
		t.Fatalf("assay fidelity ends with %d: %s", code, want)
	}
	if *update {
		write(t, filepath.Join(root, "README.md"), before+begin+"\n"+want+"\n"+end+after)
		return
	}
	if strings.TrimSpace(told) != strings.TrimSpace(want) {
		t.Error("README.md does not say what assay fidelity prints: go test ./cli -run Faithful -update")
	}
}

func TestReadmeCountsTheBrands(t *testing.T) {
	t.Parallel()
	assumed := 0
	for _, b := range spec.Brands() {
		if b.Assumed {
			assumed++
		}
	}
	want := fmt.Sprintf("The workflow of %d of the %d brands in the table is assumed", assumed, len(spec.Brands()))
	if !strings.Contains(readme(t), want) {
		t.Errorf("README.md should say %q", want)
	}
}

// Every command that the README shows is known. What would send something to a
// host, or never end, is only asked for its help.
func TestReadmeCommandsWork(t *testing.T) {
	config := filepath.Join(t.TempDir(), target.DefaultFile)
	write(t, config, block(t, "yaml", "targets:"))
	makefile, err := os.ReadFile(root + "/Makefile")
	if err != nil {
		t.Fatal(err)
	}
	commands := readmeCommands(t)
	if len(commands) < 8 {
		t.Fatalf("found only %d commands in README.md: %q", len(commands), commands)
	}
	t.Chdir(root)
	for _, command := range commands {
		args := splitCommand(command)
		switch args[0] {
		case "make":
			for _, goal := range args[1:] {
				if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(goal) + `:.*## `).Match(makefile) {
					t.Errorf("README.md says %q, which the Makefile does not know", command)
				}
			}
		case "bin/assay":
			env := map[string]string{"ASSAY_CONFIG": config, "UAT_TOKEN": "made-up-token"}
			out, code := runMain(t, harmless(args[1:]), env)
			if code != exitPassed {
				t.Errorf("README.md says %q, which ends with %d:\n%s", command, code, out)
			}
		default:
			t.Errorf("README.md says %q: only make and bin/assay can be checked", command)
		}
	}
}

// The session at the top of the README is a real one, of as many scenarios as
// there are.
func TestReadmeShowsTheWholeRun(t *testing.T) {
	t.Parallel()
	out, _ := runMain(t, []string{"run", "--dry-run"}, nil)
	count, _, _ := strings.Cut(out, " ")
	session := block(t, "text", count+" scenarios on target simulator")
	if want := count + " scenarios: " + count + " passed"; !strings.Contains(session, want) {
		t.Errorf("README.md shows\n%swant %q in it", session, want)
	}
}

// The example of a scenario is one that could be used.
func TestReadmeScenarioIsReady(t *testing.T) {
	t.Parallel()
	feature := filepath.Join(t.TempDir(), "payments", "surcharges.feature")
	write(t, feature, block(t, "gherkin", "@payments"))
	out, code := runMain(t, []string{"run", "--dry-run", feature}, map[string]string{})
	if code != exitPassed || !strings.Contains(out, "1 scenario") {
		t.Errorf("the README's scenario ends with %d:\n%s", code, out)
	}
}

// harmless makes of a command one that sends nothing and ends by itself.
func harmless(args []string) []string {
	switch args[0] {
	case "run":
		return append(args, "--dry-run")
	case "serve", "doctor", "report", "rerun", "coverage": // of what a run has left
		return append(args, "--help")
	}
	if slices.Contains(args, "--html") { // it would write
		return append(args, "--help")
	}
	return args
}

// runMain runs the program in this process.
func runMain(t *testing.T, args []string, env map[string]string) (out string, code int) {
	t.Helper()
	var both bytes.Buffer
	code = Program{}.Run(context.WithoutCancel(t.Context()), args, strings.NewReader(""), &both, &both, func(name string) string { return env[name] })
	return both.String(), code
}

// readmeCommands returns the command lines of the README's sh blocks.
func readmeCommands(t *testing.T) []string {
	t.Helper()
	var commands []string
	for _, b := range blocks(t, "sh") {
		for line := range strings.Lines(b) {
			line, _, _ = strings.Cut(line, " #")
			if line = strings.TrimSpace(line); line != "" {
				commands = append(commands, line)
			}
		}
	}
	return commands
}

// splitCommand takes a command apart as a shell would, double quotes being the
// only quotes there are.
func splitCommand(line string) []string {
	var args []string
	for _, word := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1) {
		args = append(args, strings.Trim(word, `"`))
	}
	return args
}

// blocks returns the fenced blocks of one language in the README.
func blocks(t *testing.T, language string) []string {
	t.Helper()
	var found []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(readme(t), -1) {
		found = append(found, m[1])
	}
	return found
}

// block returns the block of a language that begins in a certain way.
func block(t *testing.T, language, begin string) string {
	t.Helper()
	all := blocks(t, language)
	i := slices.IndexFunc(all, func(b string) bool { return strings.HasPrefix(b, begin) })
	if i < 0 {
		t.Fatalf("README.md has no %s block that begins with %q", language, begin)
	}
	return all[i]
}

// readmeTable returns the rows of the tables in a section of the README, with
// single spaces and without their headings.
func readmeTable(t *testing.T, section string) []string {
	t.Helper()
	_, after, ok := strings.Cut(readme(t), "\n## "+section+"\n")
	if !ok {
		t.Fatalf("README.md has no section %q", section)
	}
	after, _, _ = strings.Cut(after, "\n## ")
	var rows []string
	for line := range strings.Lines(after) {
		switch line = strings.Join(strings.Fields(line), " "); {
		case strings.HasPrefix(line, "|---"):
			rows = rows[:len(rows)-1] // what stood above it was a heading
		case strings.HasPrefix(line, "|"):
			rows = append(rows, line)
		}
	}
	return rows
}

// equalRows compares a table with what it should say and prints that.
func equalRows(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("README.md says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
