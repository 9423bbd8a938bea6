package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// peerFiles are the scripts that make other tools do what assay does, and the
// exact versions of those tools.
//
//go:embed peers/*.mjs peers/package.json peers/package-lock.json
var peerFiles embed.FS

// installedLock remembers, beside what npm installed, which versions these are.
const installedLock = "installed-lock.json"

// errNoPeers says why there is nothing to compare with.
var errNoPeers = errors.New("there is nothing to compare with")

// installPeers writes the scripts to dir and lets npm fetch the tools they need,
// unless that was done before. It is the only thing here that needs a network.
func installPeers(ctx context.Context, dir string) error {
	if _, err := exec.LookPath("node"); err != nil {
		return fmt.Errorf("%w: node is not installed", errNoPeers)
	}
	scripts, err := fs.Sub(peerFiles, "peers")
	if err != nil {
		return err
	}
	if err := write(scripts, dir); err != nil {
		return err
	}
	wanted, err := fs.ReadFile(scripts, "package-lock.json")
	if err != nil {
		return err
	}
	done := filepath.Join(dir, "node_modules", installedLock)
	if there, err := os.ReadFile(done); err == nil && bytes.Equal(there, wanted) {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return fmt.Errorf("%w: npm is not installed", errNoPeers)
	}
	fmt.Fprintln(os.Stderr, "npm installs the peers into", dir)
	cmd, said := command(ctx, nil, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = dir
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%w: %w", errNoPeers, explain(err, cmd, said))
	}
	return os.WriteFile(done, wanted, 0o644)
}

// write copies files into dir over what is there.
func write(files fs.FS, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names, err := fs.Glob(files, "*")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// peer is a program that does the same as assay.
type peer struct {
	name    string
	args    []string // of node
	success string   // what it prints when everything passed, with %d for the rows
}

var (
	playwrightCore = peer{"playwright-core", []string{"journeys.mjs"}, "%d journeys"}
	cucumberJS     = peer{"cucumber-js", []string{
		"node_modules/@cucumber/cucumber/bin/cucumber.js", "--import", "steps.mjs", "--format", "progress",
	}, "%d scenarios (%[1]d passed)"}
	// cucumberReports writes what assay does without being asked.
	cucumberReports = peer{"cucumber-js with reports", append(slices.Clone(cucumberJS.args),
		"--format", "message:messages.ndjson", "--format", "junit:junit.xml", "--format", "html:report.html",
	), cucumberJS.success}
	playwrightTest = peer{"Playwright test", []string{
		"node_modules/@playwright/test/cli.js", "test", "--config", "playwright.config.mjs",
	}, "%d passed"}
)

// runPeer runs a peer against g, and makes sure that all of it passed.
func (b *bench) runPeer(ctx context.Context, g *server, p peer, rows int, more ...string) (result, error) {
	browser, err := findBrowser()
	if err != nil {
		return result{}, err
	}
	cmd, said := command(ctx, []string{
		"BENCH_URL=" + g.url, "BENCH_ENTITY=" + g.entity, "BENCH_TOKEN=" + g.token,
		"BENCH_ROWS=" + strconv.Itoa(rows), "BENCH_WORKERS=" + strconv.Itoa(journeyWorkers), "BENCH_BROWSER=" + browser,
	}, "node", append(p.args, more...)...)
	out := &bytes.Buffer{}
	cmd.Dir, cmd.Stdout = b.peers, out
	started := time.Now()
	err = cmd.Run()
	r := result{took: time.Since(started), cpu: cpuTime(cmd.ProcessState)}
	if err != nil {
		said.Write(out.Bytes())
		return r, explain(err, cmd, said)
	}
	r.maxRSS = maxRSS(cmd.ProcessState)
	if want := fmt.Sprintf(p.success, rows); !strings.Contains(out.String(), want) {
		return r, fmt.Errorf("%s does not say %q: %s", p.name, want, out)
	}
	return r, nil
}
