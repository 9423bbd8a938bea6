package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"assay/reports"

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
		if !slices.Contains(s.Tags, args[1]) {
			continue
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
	files := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(args[1])) {
			ts.Fatalf("%s tells %s", path, args[1])
		}
		return err
	}))
	if files == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
}
