package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// issue is a finding as merge requests show it.
//
// Source: GitLab Docs, "Code Quality", "Code Quality report format".
type issue struct {
	Description string `json:"description"`
	Check       string `json:"check_name"`
	Fingerprint string `json:"fingerprint"` // stays when lines move: it tells what is new
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

// CodeQuality writes the report that GitLab shows in merge requests.
func CodeQuality(w io.Writer, findings []Finding) error {
	severities := map[Severity]string{Error: "major", Warning: "minor"}
	seen := map[string]int{}
	issues := make([]issue, len(findings))
	for i, f := range findings {
		same := f.Path + "\n" + f.Rule + "\n" + f.Text
		seen[same]++
		sum := sha256.Sum256(fmt.Append(nil, same, "\n", seen[same]))
		one := issue{
			Description: f.message(), Check: f.Rule, Severity: severities[f.Severity], Fingerprint: hex.EncodeToString(sum[:16]),
		}
		one.Location.Path, one.Location.Lines.Begin = f.Path, f.Line
		issues[i] = one
	}
	return encode(w, issues)
}
