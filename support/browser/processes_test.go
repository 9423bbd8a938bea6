package browser_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// processes returns the processes below root's browsers whose command line
// holds text. Renderers do not name the profile, so the process group of those
// that do decides. It reads /proc, so it finds none where there is none.
func processes(t testing.TB, root, text string) []int {
	t.Helper()
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	groups := map[string]bool{}
	type process struct {
		pid   int
		group string
		line  []byte
	}
	var all []process
	for _, file := range files {
		line, err := os.ReadFile(file)
		stat, err2 := os.ReadFile(filepath.Join(filepath.Dir(file), "stat"))
		if err != nil || err2 != nil || len(line) == 0 {
			continue
		}
		fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		p := process{pid, string(fields[2]), line}
		if bytes.Contains(line, []byte("--user-data-dir="+root)) {
			groups[p.group] = true
		}
		all = append(all, p)
	}
	var found []int
	for _, p := range all {
		if groups[p.group] && bytes.Contains(p.line, []byte(text)) {
			found = append(found, p.pid)
		}
	}
	return found
}
