package reports

import (
	"bufio"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/joshdk/go-junit"
	"pgregory.net/rapid"
)

// The file is read back by a reader that is not ours.
func TestJUnitIsReadByOthers(t *testing.T) {
	t.Parallel()
	r, dir := sample(t)
	var b strings.Builder
	if err := JUnit(&b, r); err != nil {
		t.Fatal(err)
	}
	suites, err := junit.Ingest([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]junit.Test{}
	total := 0
	for _, suite := range suites {
		if len(suite.Suites) > 0 {
			t.Errorf("suite %s is not flat", suite.Name)
		}
		seen := map[string]bool{}
		for _, test := range suite.Tests {
			if seen[test.Name] {
				t.Errorf("two cases are called %s", test.Name)
			}
			seen[test.Name] = true
			id, _, _ := strings.Cut(test.Name, " ")
			tests[id] = test
			total++
		}
	}
	if len(suites) != 3 || total != len(r.Scenarios) {
		t.Fatalf("%d suites with %d tests, want 3 with %d", len(suites), total, len(r.Scenarios))
	}
	status := map[Verdict]junit.Status{
		Passed: junit.StatusPassed, Flaky: junit.StatusPassed, Failed: junit.StatusFailed,
		Broken: junit.StatusError, Unavailable: junit.StatusError, Skipped: junit.StatusSkipped, NotRun: junit.StatusSkipped,
	}
	for _, s := range r.Scenarios {
		test := tests[s.ID]
		if test.Status != status[s.Verdict] {
			t.Errorf("%s is %s: read as %s, want %s", s.ID, s.Verdict, test.Status, status[s.Verdict])
		}
		if test.Properties["file"] != s.File || test.Duration != s.Duration {
			t.Errorf("%s: file %q and duration %v, want %q and %v",
				s.ID, test.Properties["file"], test.Duration, s.File, s.Duration)
		}
		if test.Classname != className(s.File) {
			t.Errorf("%s: classname = %s", s.ID, test.Classname)
		}
	}
	if failed := tests["PAY-001[db]"]; !strings.Contains(failed.Error.Error(), "want 000.100.110") {
		t.Errorf("error = %v", failed.Error)
	}
	attachment := "\n[[ATTACHMENT|" + dir + "/artifacts/RDR-001-" + ulid(6) + "-after_the_failure.png]]\n"
	if out := tests["RDR-001"].SystemOut; !strings.Contains(out, attachment) {
		t.Errorf("system-out = %q, want a line %q", out, attachment)
	}
}

// Readers take a second result element for no result at all.
func TestJUnitHasOneResultElementACase(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	var b strings.Builder
	if err := JUnit(&b, r); err != nil {
		t.Fatal(err)
	}
	type result struct{ XMLName xml.Name }
	var file struct {
		Suites []struct {
			Tests                     int `xml:"tests,attr"`
			Failures, Errors, Skipped []result
			Cases                     []struct {
				Name    string   `xml:"name,attr"`
				Failure []result `xml:"failure"`
				Error   []result `xml:"error"`
				Skipped []result `xml:"skipped"`
				Flaky   []result `xml:"flakyFailure"`
				Rerun   []result `xml:"rerunFailure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &file); err != nil {
		t.Fatal(err)
	}
	for _, suite := range file.Suites {
		for _, c := range suite.Cases {
			id, _, _ := strings.Cut(c.Name, " ")
			want := 1
			flaky, rerun := 0, 0
			switch id {
			case "PAY-001[pa]", "GON-001":
				want = 0
			case "PAY-001[odd]":
				want, flaky = 0, 1
			case "RDR-007":
				rerun = 2
			}
			got := []int{len(c.Failure) + len(c.Error) + len(c.Skipped), len(c.Flaky), len(c.Rerun)}
			if !slices.Equal(got, []int{want, flaky, rerun}) {
				t.Errorf("%s: results, flaky and reruns %d, want %d, %d, %d", id, got, want, flaky, rerun)
			}
		}
	}
}

func TestXMLTakesAnyText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
			rapid.SampledFrom([]string{"]]>", "<!--", "&amp;", "\x00\x1b", "\ufffe\uffff", "a\r\nb\tc", " "}),
		).Draw(t, "text")
		var b strings.Builder
		w := &xmlWriter{Writer: bufio.NewWriter(&b)}
		w.leaf("e", text, attr{"a", text})
		w.Flush()
		var got struct {
			A    string `xml:"a,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal([]byte(b.String()), &got); err != nil {
			t.Fatalf("%v in %q", err, b.String())
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, string([]rune(text)))
		if got.A != want || got.Text != want {
			t.Fatalf("%q comes back as %q and %q", want, got.A, got.Text)
		}
	})
}

func TestLongTextsAreCut(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é\n", textLimit)
	for name, got := range map[string]string{
		"limited": limited(long), "limitedTail": limitedTail(long + "[[ATTACHMENT|x]]\n"),
	} {
		if len(got) > textLimit || !utf8.ValidString(got) || !strings.Contains(got, "... (cut") {
			t.Errorf("%s: %d bytes, valid %v", name, len(got), utf8.ValidString(got))
		}
	}
	if got := limitedTail(long + "[[ATTACHMENT|x]]\n"); !strings.HasSuffix(got, "\n[[ATTACHMENT|x]]\n") {
		t.Error("the attachment at the end is lost")
	}
}

func TestWritersPassOnErrors(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	for name, write := range writers() {
		if err := write(&disk{room: 100}, r); err == nil {
			t.Errorf("%s is silent about a full disk", name)
		}
	}
}
