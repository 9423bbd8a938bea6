package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestPeersAreSkippedWithoutNode(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	b := &bench{settings: settings{only: "peers", peers: filepath.Join(t.TempDir(), "peers"), rows: 10}}
	list, err := b.chosen(t.Context())
	if err != nil || len(list) != 0 {
		t.Errorf("chosen = %d measurements, %v, want none and no error", len(list), err)
	}
	b.only = "peers,start"
	if list, err = b.chosen(t.Context()); err != nil || len(list) != 1 || list[0].group != "start" {
		t.Errorf("chosen = %v, %v, want what can be measured", list, err)
	}
	if _, err := b.againstPeers(t.Context()); !errors.Is(err, errNoPeers) || !strings.Contains(err.Error(), "node") {
		t.Errorf("error = %v, want it to say that there is no node", err)
	}
}

// Whoever measures without a name must need neither Node nor a network.
func TestPeersAreMeasuredByNameOnly(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	b := &bench{settings: settings{rows: 10}}
	list, err := b.chosen(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatalf("chosen = %d measurements, %v", len(list), err)
	}
	for _, m := range list {
		if m.group == "peers" {
			t.Errorf("%s is measured without being asked for", m.name)
		}
	}
	b.only = "nonsense"
	if _, err := b.chosen(t.Context()); err == nil {
		t.Error("nonsense is measured")
	}
}

func TestPeersAreInstalledOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in for npm is a shell script")
	}
	bin, dir := t.TempDir(), filepath.Join(t.TempDir(), "peers")
	for name, script := range map[string]string{
		"node": "exit 1", "npm": `echo "$@" >>calls; mkdir -p node_modules`,
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	calls := func() string {
		t.Helper()
		if err := installPeers(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "calls"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := calls()
	if !strings.HasPrefix(first, "ci ") || !strings.Contains(first, "--ignore-scripts") {
		t.Errorf("npm is called with %q", first)
	}
	for _, p := range []peer{playwrightCore, cucumberJS, playwrightTest} {
		for _, arg := range p.args {
			if _, err := os.Stat(filepath.Join(dir, arg)); strings.HasSuffix(arg, ".mjs") && err != nil {
				t.Errorf("%s: %v", p.name, err)
			}
		}
	}
	if again := calls(); again != first {
		t.Errorf("npm is called again: %q", again)
	}
	if err := os.WriteFile(filepath.Join(dir, "node_modules", installedLock), []byte("other versions"), 0o644); err != nil {
		t.Fatal(err)
	}
	if after := calls(); after == first {
		t.Error("npm is not called for other versions")
	}
}

func TestChildrenAreWatched(t *testing.T) {
	if _, err := os.Stat("/proc/self/smaps_rollup"); err != nil {
		t.Skip("the system does not say what a process uses: ", err)
	}
	// A shell with a child: both count, unless the shell is left out.
	cmd := exec.CommandContext(t.Context(), "sh", "-c", "cat; true")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { in.Close(); _ = cmd.Wait() }()
	shell := proportional(cmd.Process.Pid)
	for end := time.Now().Add(20 * time.Second); together(os.Getpid(), 0) <= shell; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("together never exceeds the %d bytes of the shell", shell)
		}
	}
	if got := together(os.Getpid(), cmd.Process.Pid); got != 0 {
		t.Errorf("without the shell and its child %d bytes are left", got)
	}
}
