package cli

import (
	"fmt"
	"strconv"
	"strings"

	"assay/reports"
)

// placesMost is how many places a command names before it becomes longer than
// anybody would paste; from then on it names whole files.
const placesMost = 8

// placesCommand is the command that runs the places anew where something did not
// pass, changed or not; "" when all passed.
func placesCommand(run *reports.Run) string {
	var lines, files []string
	for _, s := range run.Scenarios {
		switch s.Verdict {
		case reports.Failed, reports.Broken, reports.Unavailable:
			lines = appendNew(lines, s.File+":"+strconv.Itoa(s.Line))
			files = appendNew(files, s.File)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	places := lines
	if len(lines) > placesMost {
		places = files
	}
	command := []string{"assay", "run"}
	if run.Target != "simulator" {
		command = append(command, "--target", shellWord(run.Target))
	}
	command = append(command, "--seed", fmt.Sprint(run.Seed))
	for _, fault := range run.Faults {
		command = append(command, "--fault", shellWord(fault))
	}
	for _, p := range places {
		command = append(command, shellWord(p))
	}
	return strings.Join(command, " ")
}

// appendNew appends what is not the last one already; the run is in order.
func appendNew(list []string, s string) []string {
	if n := len(list); n > 0 && list[n-1] == s {
		return list
	}
	return append(list, s)
}

// shellWord quotes a word when a shell would take it apart.
func shellWord(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@=+", r)
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// scenarios counts in words: "1 scenario", "2 scenarios".
func scenarios(n int) string {
	if n == 1 {
		return "1 scenario"
	}
	return strconv.Itoa(n) + " scenarios"
}

// files counts in words: "1 feature file", "2 feature files".
func files(n int) string {
	if n == 1 {
		return "1 feature file"
	}
	return strconv.Itoa(n) + " feature files"
}
