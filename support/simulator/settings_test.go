package simulator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"assay/support/simulator"
)

// testSources returns the tests of this package as they are written.
func testSources(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(source)
	}
	return all.String()
}

// TestEverySettingIsTried walks the settings of a channel: a test of this
// package makes a channel with each of their values. What holds without is
// shown by a test beside it.
func TestEverySettingIsTried(t *testing.T) {
	t.Parallel()
	tests := testSources(t)
	for _, s := range simulator.Settings() {
		if s.Meaning == "" || s.Default == "" || len(s.Values) == 0 {
			t.Errorf("setting %s does not say what it may be, what it is by default or what it means", s.Name)
		}
		for _, value := range s.Values {
			if strings.HasPrefix(value, "<") {
				value = ""
			}
			tried := regexp.MustCompile(`"` + s.Name + `(?:=|": ?")` + regexp.QuoteMeta(value))
			if !tried.MatchString(tests) {
				t.Errorf("no test makes a channel with %q", s.Name+"="+value)
			}
		}
	}
}

func TestSettingsRefuseWhatTheyAreNot(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, s := range simulator.Settings() {
		for _, value := range []string{"nonsense", "-1", "99999999", "000.100.110"} {
			body := `{"settings":{"` + s.Name + `":"` + value + `"}}`
			a := g.manage("PATCH", "channels/"+g.Channel.EntityID, body)
			if a.status != 400 || !strings.Contains(a.text("hint"), s.Values[0]) {
				t.Errorf("%s = %q is answered with %d, %s", s.Name, value, a.status, a.raw)
			}
		}
	}
}
