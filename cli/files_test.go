package cli

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"assay/reports"
	"assay/support/spec"

	"github.com/rogpeppe/go-internal/testscript"
)

// expand FROM TO writes a file anew with the script's variables put in.
func expand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: expand FROM TO")
	}
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// logOf opens the log in a directory.
func logOf(ts *testscript.TestScript, dir string) *reports.Run {
	run, err := reports.Read(ts.MkAbs(dir))
	ts.Check(err)
	return run
}

// verdict DIR VERDICT N checks how many scenarios of a log have a verdict.
func verdict(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: verdict DIR VERDICT N")
	}
	run := logOf(ts, args[0])
	defer run.Close()
	if got := run.Counts[reports.Verdict(args[1])]; strconv.Itoa(got) != args[2] {
		ts.Fatalf("%d scenarios are %s, want %s: %v", got, args[1], args[2], run.Counts)
	}
}

// skipped DIR TAG REASON checks that a log has scenarios with a tag, and that
// all of them were skipped for a reason.
func skipped(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: skipped DIR TAG REASON")
	}
	run := logOf(ts, args[0])
	defer run.Close()
	n := 0
	for _, s := range run.Scenarios {
		if !slices.Contains(s.Tags, args[1]) || args[1] == "@clock" && slices.Contains(s.Tags, "@simulator-only") {
			continue // which is the reason that counts, where there are two
		}
		n++
		if s.Verdict != reports.Skipped || s.Cause != args[2] {
			ts.Fatalf("%s is %s: %s; want skipped: %s", s.ID, s.Verdict, s.Cause, args[2])
		}
	}
	if n == 0 {
		ts.Fatalf("no scenario has the tag %s", args[1])
	}
}

// ! leak DIR TEXT checks that a text is in none of the files of a directory.
func leak(ts *testscript.TestScript, neg bool, args []string) {
	if !neg || len(args) != 2 {
		ts.Fatalf("usage: ! leak DIR TEXT")
	}
	noneOf(ts, args[0], args[1:])
}

// ! cards DIR checks that none of the known card numbers is in the files of a
// directory.
func cards(ts *testscript.TestScript, neg bool, args []string) {
	if !neg || len(args) != 1 {
		ts.Fatalf("usage: ! cards DIR")
	}
	noneOf(ts, args[0], spec.TestPANs())
}

// noneOf searches every file of a directory, what is packed into the page
// included.
func noneOf(ts *testscript.TestScript, dir string, texts []string) {
	files := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		chunks := chunk.FindAllSubmatch(data, -1)
		if entry.Name() == "report.html" && len(chunks) == 0 {
			ts.Fatalf("%s holds no chunk of data", path)
		}
		for _, packed := range chunks {
			data = append(data, unpack(ts, packed[1])...)
		}
		for _, text := range texts {
			if bytes.Contains(data, []byte(text)) {
				ts.Fatalf("%s tells %s", path, text)
			}
		}
		return nil
	}))
	if files == 0 {
		ts.Fatalf("%s is empty", dir)
	}
}

// chunk is a part of the page's data.
var chunk = regexp.MustCompile(`<script type="application/gzip\+base64"[^>]*>([^<]*)</script>`)

func unpack(ts *testscript.TestScript, packed []byte) []byte {
	r, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(packed)))
	ts.Check(err)
	data, err := io.ReadAll(r)
	ts.Check(err)
	if !bytes.Contains(data, []byte("{")) {
		ts.Fatalf("a chunk of the page holds no data")
	}
	return data
}
