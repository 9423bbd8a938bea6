package assay_test

import (
	"bytes"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// A Go file longer than this holds more than one thing, or one thing that
// wants to be taken apart.
const maxLines = 400

// foreign are traces of the place where a file was written, which mean nothing
// to its readers, and hosts that only a client's own settings should name. The
// brackets keep the patterns from matching themselves.
var foreign = map[string]*regexp.Regexp{
	"a path of somebody's machine": regexp.MustCompile(`/wor[k]/|/tmp/tea[m]|/roo[t]/|/User[s]/|\.\./share[d]\b|\.librar[y]/`),
	"a file that is not here":      regexp.MustCompile(`\b(design|style|engine|libraries|flows|contracts)\.m[d]\b`),
	"a host of a package registry": regexp.MustCompile(
		`proxy\.golan[g]\.org|sum\.golan[g]\.org|npmj[s]\.(org|com)|yarnpk[g]\.com|(deb|security)\.debia[n]\.org|pyp[i]\.org|crate[s]\.io`),
	"the number of an issue": regexp.MustCompile(`(?i)\bissu[e]s? #?[0-9]`),
}

func TestGoFilesAreShort(t *testing.T) {
	t.Parallel()
	for _, name := range repository(t) {
		if path.Ext(name) != ".go" {
			continue
		}
		if lines := bytes.Count(content(t, name), []byte("\n")); lines > maxLines {
			t.Errorf("%s has %d lines, more than %d: take it apart", name, lines, maxLines)
		}
	}
}

func TestFilesSpeakOfThisProjectOnly(t *testing.T) {
	t.Parallel()
	for _, name := range repository(t) {
		text := content(t, name)
		if bytes.IndexByte(text, 0) >= 0 {
			continue // a picture
		}
		for what, pattern := range foreign {
			for _, at := range pattern.FindAllIndex(text, -1) {
				line := 1 + bytes.Count(text[:at[0]], []byte("\n"))
				t.Errorf("%s:%d names %s: %q", name, line, what, text[at[0]:at[1]])
			}
		}
	}
}

// A demand of the vendor (S-id) or a decision of ours (D-id) that is quoted
// anywhere must be told to those who read it.
func TestQuotedIdsAreInTheReadme(t *testing.T) {
	t.Parallel()
	quoted := regexp.MustCompile(`\b[DS][0-9]{2}\b`)
	told := content(t, "README.md")
	for _, name := range repository(t) {
		ext := path.Ext(name)
		if ext != ".go" && ext != ".feature" && ext != ".tsv" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, id := range quoted.FindAll(content(t, name), -1) {
			if !bytes.Contains(told, []byte("| "+string(id)+" |")) {
				t.Errorf("%s quotes %s, of which README.md says nothing", name, id)
			}
		}
	}
}

func content(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
