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
// tildes keep this file from naming them; they are taken out.
var foreign = map[string][]string{
	"a path of somebody's machine": {"/wor~k/", "/tmp/tea~m", "/roo~t/", "/User~s/", "../share~d", ".librar~y/"},
	"a file that is not here": {
		"design.m~d", "style.m~d", "engine.m~d", "libraries.m~d", "flows.m~d", "contracts.m~d",
	},
	"a host of a package registry": {
		"proxy.golan~g.org", "sum.golan~g.org", "npmj~s.org", "npmj~s.com", "yarnpk~g.com", "deb.debia~n.org",
		"security.debia~n.org", "pyp~i.org", "crate~s.io",
	},
	"the number of an issue": {"issue ~#", "issue~ 1", "issue~ 2", "issue~ 3", "Issue ~#"},
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
		for what, words := range foreign {
			for _, word := range words {
				word = strings.ReplaceAll(word, "~", "")
				if at := bytes.Index(text, []byte(word)); at >= 0 {
					t.Errorf("%s:%d names %s: %q", name, 1+bytes.Count(text[:at], []byte("\n")), what, word)
				}
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
