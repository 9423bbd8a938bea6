package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"assay/reports"
	"assay/support/runner"
)

const (
	// heartbeat is how often a log without a terminal says that all is well:
	// pipelines kill jobs that are silent for long.
	heartbeat = 30 * time.Second
	// refresh is how often the line on a terminal is drawn again.
	refresh = 100 * time.Millisecond
	// recent is the time that the rate looks back.
	recent = 3 * time.Second
)

// progress tells people how far a run is: one line that changes on a terminal,
// else a line for each scenario that did not pass and a heartbeat.
type progress struct {
	w       io.Writer
	live    bool // w is a terminal
	quiet   bool
	verbose bool
	color   bool
	now     func() time.Time

	mu       sync.Mutex
	marks    []mark // how far the run was, the newest last
	done     int
	total    int
	bad      int
	shown    bool // the live line stands on the terminal
	stopTick func()
}

func (a *app) newProgress() *progress {
	return &progress{
		w: a.stderr, live: isTerminal(a.stderr) && a.env("CI") == "", quiet: a.quiet, verbose: a.verbose,
		color: a.colored(a.stderr), now: time.Now,
	}
}

// mark is how far a run was at a time.
type mark struct {
	at   time.Time
	done int
}

// plan begins: the run knows what it will do.
func (p *progress) plan(info runner.PlanInfo) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.marks, p.total = []mark{{at: p.now()}}, info.Selected+info.Skipped
	if p.quiet {
		return
	}
	line := scenarios(info.Selected)
	if info.Shard.Total > 0 {
		line += " of shard " + info.Shard.String()
	}
	if info.Repeat > 1 {
		line += fmt.Sprintf(", %d times each,", info.Repeat)
	}
	line += " on target " + info.Target
	if info.BaseURL != "" {
		line += " at " + info.BaseURL
	}
	if info.Skipped > 0 {
		line += fmt.Sprintf(", %d skipped", info.Skipped)
	}
	fmt.Fprintf(p.w, "%s, seed %d\n", line, info.Seed)
	if len(info.Faults) > 0 {
		fmt.Fprintln(p.w, "the simulator misbehaves on purpose:", strings.Join(info.Faults, ", "))
	}
	p.tick()
}

// tick starts the heartbeat.
func (p *progress) tick() {
	every := heartbeat
	if p.live {
		every = refresh
	}
	ticker, over, gone := time.NewTicker(every), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			select {
			case <-ticker.C:
				p.beat()
			case <-over:
				return
			}
		}
	}()
	p.stopTick = func() { ticker.Stop(); close(over); <-gone }
}

// beat draws the live line, or prints the heartbeat.
func (p *progress) beat() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.live {
		fmt.Fprint(p.w, "\r\x1b[K", p.state())
		p.shown = true
		return
	}
	fmt.Fprintln(p.w, p.state())
}

// state is the line that sums up, with the rate of late.
func (p *progress) state() string {
	now := mark{p.now(), p.done}
	for len(p.marks) > 1 && now.at.Sub(p.marks[1].at) >= recent {
		p.marks = p.marks[1:]
	}
	since := p.marks[0]
	p.marks = append(p.marks, now)
	rate := 0.0
	if elapsed := now.at.Sub(since.at).Seconds(); elapsed > 0 {
		rate = float64(now.done-since.done) / elapsed
	}
	return fmt.Sprintf("%d of %d done, %d not passed, %.1f/s", p.done, p.total, p.bad, rate)
}

// scenario takes in a finished one. Why it did not pass is left to the summary:
// in a pipeline's log both would stand below each other.
func (p *progress) scenario(s reports.Scenario, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done, p.total = done, total
	fine := s.Verdict == reports.Passed || s.Verdict == reports.Skipped || s.Verdict == reports.Quarantined
	if s.Verdict.Bad() {
		p.bad++
	}
	if p.quiet || fine && !p.verbose {
		return
	}
	p.clear()
	fmt.Fprintf(p.w, "%s %s %s (%s:%d)\n", p.painted(s), s.ID, s.Name, s.File, s.Line)
}

// painted is the verdict in its colour and in a column of its own.
func (p *progress) painted(s reports.Scenario) string {
	word := fmt.Sprintf("%-11s", s.Verdict)
	if !p.color {
		return word
	}
	code := "31"
	switch s.Verdict {
	case reports.Passed:
		code = "32"
	case reports.Skipped, reports.Flaky, reports.NotRun, reports.Quarantined:
		code = "33"
	}
	return "\x1b[" + code + "m" + word + "\x1b[0m"
}

// interrupted tells what a signal has done.
func (p *progress) interrupted(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	if n == 1 {
		fmt.Fprintln(p.w, "assay: stopping: the scenarios that have begun are finished; press Ctrl-C again to stop at once")
		return
	}
	fmt.Fprintln(p.w, "assay: stopping at once: writing the reports")
}

// clear takes the live line away before another is printed.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// stop ends the display. It may be called more than once.
func (p *progress) stop() {
	p.mu.Lock()
	stop := p.stopTick
	p.stopTick = nil
	p.mu.Unlock()
	if stop != nil {
		stop()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}
