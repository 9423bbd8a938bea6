package reports

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

// Format is a report for readers who are not content with those that every run
// has: they ask for it by name.
type Format struct {
	Name    string
	File    string // in the directory of the reports; for some it is a directory
	Meaning string // for people, in a few words

	write func(path string, r *Run) error
}

// Formats returns all there are, by name.
func Formats() []Format {
	return []Format{
		{"allure", "allure-results", "a directory for Allure, with what attempts left behind", allureIn},
		{"ctrf", "ctrf.json", "Common Test Report Format, for what reads that", file(CTRF)},
		{"markdown", "summary.md", "what needs attention, for a merge request or a chat", file(Markdown)},
	}
}

// standard are the reports that every run has.
var standard = []Format{
	{File: "junit.xml", write: file(JUnit)},
	{File: "messages.ndjson", write: file(Messages)},
	{File: "report.html", write: func(path string, r *Run) error {
		return replace(path, func(out io.Writer) error { return htmlIn(filepath.Dir(path), out, r) })
	}},
}

// file makes a report that is one file: it appears whole or not at all.
func file(write func(io.Writer, *Run) error) func(string, *Run) error {
	return func(path string, r *Run) error {
		return replace(path, func(out io.Writer) error { return write(out, r) })
	}
}

// asked returns the standard reports and those that are asked for by name.
func asked(names []string) ([]Format, error) {
	list := slices.Clone(standard)
	for _, f := range Formats() {
		if slices.Contains(names, f.Name) {
			list = append(list, f)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(list, func(f Format) bool { return f.Name == name }) {
			return nil, fmt.Errorf("there is no report %q", name)
		}
	}
	return list, nil
}
