package lint

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// Count returns how many findings there are of a severity.
func Count(findings []Finding, of Severity) int {
	n := 0
	for _, f := range findings {
		if f.Severity == of {
			n++
		}
	}
	return n
}

// Formats returns the names by which [Write] knows how findings are written, the
// usual first.
func Formats() []string { return []string{"text", "json", "sarif", "codequality"} }

// Write writes findings in one of [Formats]. Version is that of assay.
func Write(w io.Writer, format string, findings []Finding, version string) error {
	switch format {
	case "json":
		return JSON(w, findings)
	case "sarif":
		return SARIF(w, findings, version)
	case "codequality":
		return CodeQuality(w, findings)
	default:
		return Text(w, findings)
	}
}

// Text writes one line for each finding.
func Text(w io.Writer, findings []Finding) error {
	for _, f := range findings {
		if _, err := fmt.Fprintln(w, f); err != nil {
			return err
		}
	}
	return nil
}

// JSON writes an array of findings.
func JSON(w io.Writer, findings []Finding) error {
	if findings == nil {
		findings = []Finding{}
	}
	return encode(w, findings)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// The members of a SARIF log that code hosts read.
//
// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version
// 2.1.0", sections 3.13 to 3.52.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string       `json:"id"`
		Short sarifMessage `json:"shortDescription"`
		Full  sarifMessage `json:"fullDescription"`
		Help  sarifMessage `json:"help"`
		Usual struct {
			Level Severity `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		Rule      string          `json:"ruleId"`
		Index     int             `json:"ruleIndex"`
		Level     Severity        `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region struct {
				Line   int `json:"startLine"`
				Column int `json:"startColumn"`
			} `json:"region"`
		} `json:"physicalLocation"`
	}
)

// SARIF writes a log in the format that code hosts take: one result for each
// finding, one rule for each of ours. Version is that of assay.
func SARIF(w io.Writer, findings []Finding, version string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "assay", Version: version}
	places := map[string]int{}
	for i, r := range Rules() {
		places[r.Name] = i
		rule := sarifRule{ID: r.Name, Short: sarifMessage{r.Meaning}, Full: sarifMessage{r.Meaning + " " + r.Reason}}
		rule.Help.Text = "Where it is broken: " + r.Remedy + "."
		rule.Usual.Level = r.Severity
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
	for _, f := range findings {
		result := sarifResult{Rule: f.Rule, Index: places[f.Rule], Level: f.Severity, Message: sarifMessage{f.message()}}
		var at sarifLocation
		at.Physical.Artifact.URI = uri(f.Path)
		at.Physical.Region.Line, at.Physical.Region.Column = f.Line, f.Column
		result.Locations = []sarifLocation{at}
		run.Results = append(run.Results, result)
	}
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// uri writes a path as a URI reference.
func uri(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}
