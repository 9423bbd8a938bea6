package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// result is what one run of a process took.
type result struct {
	took          time.Duration
	cpu           time.Duration
	maxRSS        int64         // bytes
	firstScenario time.Duration // from the start of the process
}

// configuration makes the simulator of another process a target like any host:
// without a management port.
const configuration = `targets:
  bench:
    baseUrl: %s
    shop: http://127.0.0.1:0/
    channels:
      - entityId: %s
        accessTokenEnv: BENCH_TOKEN
    abilities: [browser]
`

// runAssay runs features against g, and makes sure that all of them passed.
func (b *bench) runAssay(ctx context.Context, g *server, features string, rows, concurrency int, more ...string) (result, error) {
	config := filepath.Join(b.dir, "assay.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, configuration, g.url, g.entity), 0o600); err != nil {
		return result{}, err
	}
	args := []string{
		"run", features, "--config", config, "--target", "bench", "--concurrency", strconv.Itoa(concurrency),
	}
	return b.timed(ctx, rows, []string{"BENCH_TOKEN=" + g.token}, append(args, more...)...)
}

// runSmoke runs what a newcomer runs first, less the browser.
func (b *bench) runSmoke(ctx context.Context) (result, error) {
	return b.timed(ctx, 1, nil, "run", "--tags", "@smoke and not @browser")
}

// timed runs assay, which must pass at least so many scenarios.
func (b *bench) timed(ctx context.Context, rows int, environment []string, args ...string) (result, error) {
	out := filepath.Join(b.dir, "out")
	cmd, said := command(ctx, environment, b.assay, append(args, "--out", out)...)
	cmd.Dir = b.dir
	started := time.Now()
	err := cmd.Run()
	r := result{took: time.Since(started)}
	if err != nil {
		return r, explain(err, cmd, said)
	}
	r.cpu, r.maxRSS = cpuTime(cmd.ProcessState), maxRSS(cmd.ProcessState)
	log, err := os.Open(filepath.Join(out, "run.ndjson"))
	if err != nil {
		return r, err
	}
	defer log.Close()
	first, passed, err := readLog(bufio.NewReaderSize(log, 1<<16))
	if err != nil {
		return r, err
	}
	if passed < rows {
		return r, fmt.Errorf("%d scenarios passed, want %d", passed, rows)
	}
	r.firstScenario = first.Sub(started)
	return r, nil
}

// readLog returns when the first scenario began and how many passed. A log is
// long, so only the lines that matter are decoded.
func readLog(log *bufio.Reader) (first time.Time, passed int, err error) {
	type record struct {
		At      time.Time
		Verdict string
	}
	for {
		line, err := log.ReadSlice('\n')
		for err == bufio.ErrBufferFull { // a long exchange: its beginning was enough
			_, err = log.ReadSlice('\n')
		}
		begins := bytes.HasPrefix(line, []byte(`{"type":"attempt-start"`))
		if begins || bytes.HasPrefix(line, []byte(`{"type":"attempt-end"`)) {
			var r record
			if err := json.Unmarshal(line, &r); err != nil {
				return first, passed, fmt.Errorf("run.ndjson: %w", err)
			}
			if begins && (first.IsZero() || r.At.Before(first)) {
				first = r.At
			}
			if r.Verdict == "passed" {
				passed++
			}
		}
		if err != nil {
			return first, passed, nil // the end of the log
		}
	}
}
