package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// patience is how long a process may take to say that it is ready, or to stop.
const patience = 10 * time.Second

// command prepares a process that ends with ctx: politely, then by force. What
// it says on stderr is kept for the error.
func command(ctx context.Context, environment []string, name string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), environment...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = patience
	said := &bytes.Buffer{}
	cmd.Stderr = said
	return cmd, said
}

// explain adds the end of what a process said to the error that it ended with.
func explain(err error, cmd *exec.Cmd, said *bytes.Buffer) error {
	if err == nil {
		return nil
	}
	words := strings.TrimSpace(said.String())
	if len(words) > 2000 {
		words = "..." + words[len(words)-2000:]
	}
	return fmt.Errorf("%s %s: %w: %s", cmd.Args[0], cmd.Args[1], err, words)
}

// server is a process that answers requests until it is stopped.
type server struct {
	url, entity, token string
	pid                int
	stop               func()
}

// startServer starts a process and waits for the line of key=value pairs that
// says where it listens.
func startServer(ctx context.Context, name string, args ...string) (*server, error) {
	ctx, cancel := context.WithCancel(ctx)
	cmd, said := command(ctx, nil, name, args...)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		cancel()
		return nil, explain(err, cmd, said)
	}
	stop := func() {
		cancel()
		_ = cmd.Wait()
	}
	impatient := time.AfterFunc(patience, cancel)
	line, err := bufio.NewReader(out).ReadString('\n')
	if !impatient.Stop() || err != nil {
		stop()
		return nil, explain(fmt.Errorf("no ready line"), cmd, said)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	s := readReady(line)
	s.pid, s.stop = cmd.Process.Pid, stop
	if !strings.HasPrefix(s.url, "http://127.0.0.1:") {
		stop()
		return nil, fmt.Errorf("%s %s listens on %q, not on loopback", name, args[0], s.url)
	}
	return s, nil
}

// readReady reads a ready line.
func readReady(line string) *server {
	s := &server{}
	for word := range strings.FieldsSeq(line) {
		switch key, value, _ := strings.Cut(word, "="); key {
		case "url":
			s.url = value
		case "entityId":
			s.entity = value
		case "accessToken":
			s.token = value
		}
	}
	return s
}

// serve starts a simulator that remembers nothing yet.
func (b *bench) serve(ctx context.Context) (*server, error) { return serveWith(ctx, b.assay) }

// serveWith starts the simulator of any assay.
func serveWith(ctx context.Context, binary string, more ...string) (*server, error) {
	return startServer(ctx, binary, append([]string{"serve", "--http", "--listen", "127.0.0.1:0"}, more...)...)
}

// startEmpty starts this program as a server of one answer.
func (b *bench) startEmpty(ctx context.Context, file string) (*server, error) {
	return startServer(ctx, b.self, "empty", "-answer", file)
}

// runSelf runs this program as a reference and says what that took.
func (b *bench) runSelf(ctx context.Context, environment []string, args ...string) (result, error) {
	cmd, said := command(ctx, environment, b.self, args...)
	started := time.Now()
	err := cmd.Run()
	return result{took: time.Since(started), cpu: cpuTime(cmd.ProcessState)}, explain(err, cmd, said)
}

// runRaw sends the requests of so many API scenarios to g, and does no more.
func (b *bench) runRaw(ctx context.Context, g *server, rows, concurrency int) (result, error) {
	return b.runSelf(ctx, []string{"BENCH_TOKEN=" + g.token}, "raw", "-url", g.url, "-entity", g.entity,
		"-rows", strconv.Itoa(rows), "-concurrency", strconv.Itoa(concurrency))
}

// cpuTime returns what a process that has ended used of the processors.
func cpuTime(state *os.ProcessState) time.Duration {
	if state == nil { // it never started
		return 0
	}
	return state.UserTime() + state.SystemTime()
}
