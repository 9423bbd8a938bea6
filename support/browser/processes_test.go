package browser_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"assay/support/browser"
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

// A window that nobody opened costs a process. Without any window a shell goes on.
func TestAnIdleShellShowsNoPage(t *testing.T) {
	t.Parallel()
	s, root := site(t), tempRoot(t)
	shell, err := browser.Find(browser.HeadlessShell)
	if err != nil {
		t.Skip("this is about the headless shell: ", err)
	}
	b := start(t, browser.Options{Exec: shell, Timeout: deadline, TempRoot: root})
	group := processes(t, root, "")
	renderers := func() []int { return processes(t, root, "--type=renderer") }
	for range 2 {
		eventually(t, "no page is shown", func() bool { return len(renderers()) == 0 })
		works(t, b, s.URL)
	}
	if len(group) > 0 && !slices.Contains(processes(t, root, ""), slices.Min(group)) {
		t.Errorf("the browser is another than at first: %v, then %v", group, processes(t, root, ""))
	}
}
