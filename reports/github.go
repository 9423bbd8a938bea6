package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// annotationsMost is how many annotations of a kind GitHub shows for a step.
const annotationsMost = 10

// Annotations writes the first scenarios that did not pass as commands that let
// GitHub show them at their lines of the feature files.
//
// Source: GitHub Docs, "Workflow commands for GitHub Actions".
func Annotations(w io.Writer, r *Run) error {
	out := bufio.NewWriter(w)
	left := map[string]int{"error": annotationsMost, "warning": annotationsMost}
	for _, v := range noteworthy {
		kind := "error"
		if v == Flaky || v == Quarantined {
			kind = "warning"
		}
		shown, _ := r.some(v)
		for _, s := range shown {
			if left[kind]--; left[kind] < 0 {
				break
			}
			place := ""
			if s.File != "" {
				place = fmt.Sprintf("file=%s,line=%d,", commandValue.Replace(s.File), max(s.Line, 1))
			}
			title := commandValue.Replace(printable(fmt.Sprintf("%s %s: %s", v, s.ID, s.Name)))
			fmt.Fprintf(out, "::%s %stitle=%s::%s\n", kind, place, title, commandText.Replace(printable(shortened(s.Cause))))
		}
	}
	return out.Flush()
}

// These write what a command would otherwise take for its end.
var (
	commandText  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandValue = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
