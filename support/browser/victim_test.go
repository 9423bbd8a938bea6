package browser_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"assay/support/browser"
)

// victim is set for the process that is killed in the test of this file.
const victim = "ASSAY_BROWSER_TEST_VICTIM"

// beVictim opens a tab, says so, and waits to be killed.
func beVictim() {
	b, err := browser.Start(context.Background(), browser.Options{
		Exec: os.Getenv("ASSAY_BROWSER"), TempRoot: os.Getenv(victim),
	})
	if err == nil {
		_, err = b.Open(context.Background(), nil)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ready")
	select {}
}

func TestNothingIsLeftOfAProcessThatWasKilled(t *testing.T) {
	t.Parallel()
	root := tempRoot(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victim+"="+root)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready\n" {
		t.Fatalf("the process that is to be killed said %q, %v", line, err)
	}
	if len(profiles(t, root)) != 1 || len(processes(t, root, "")) == 0 {
		t.Fatalf("profiles %v and processes %v, want one of each to lose", profiles(t, root), processes(t, root, ""))
	}
	group := processes(t, root, "")
	ok(t, cmd.Process.Signal(syscall.SIGKILL))
	_ = cmd.Wait()
	eventually(t, "the directory goes", func() bool { return len(profiles(t, root)) == 0 })
	eventually(t, "the processes go", func() bool {
		for _, pid := range group {
			if running(pid) {
				return false
			}
		}
		return true
	})
}

func TestAStartSweepsUpWhatOthersLeft(t *testing.T) {
	t.Parallel()
	root := tempRoot(t)
	dead := root + "/assay-browser-1-dead"
	ok(t, os.MkdirAll(dead+"/data/Default", 0o700))
	ok(t, os.WriteFile(dead+"/lock", []byte("1\n"), 0o600))
	young := root + "/assay-browser-1-young"
	ok(t, os.Mkdir(young, 0o700))
	ok(t, os.WriteFile(young+"/lock", nil, 0o600))
	foreign := root + "/something-else"
	ok(t, os.Mkdir(foreign, 0o700))

	first := start(t, browser.Options{TempRoot: root})
	for path, want := range map[string]bool{dead: false, young: true, foreign: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s exists = %v, want %v", path, err == nil, want)
		}
	}
	second, err := browser.Start(t.Context(), browser.Options{TempRoot: root})
	ok(t, err)
	tab := open(t, first) // its profile was in use and not swept up
	tab.Close()
	ok(t, second.Close())
	ok(t, os.RemoveAll(young))
	ok(t, os.RemoveAll(foreign))
}

// eventually waits for something that no event announces: the death of
// processes that are not our children.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(deadline); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", deadline, what)
		}
	}
}

// running says whether pid is a process that is not just waiting to be reaped.
func running(pid int) bool {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return err == nil && len(line) > 0
}
