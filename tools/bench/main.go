package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// settings are what the command line says.
type settings struct {
	assay       string
	against     string // another assay; "" = none
	rounds      int
	rows        int // of the larger run of api; the small one has at most 1,000
	concurrency int
	journeys    int
	seconds     float64 // of load for each throughput
	only        string
	peers       string // directory for what npm installs
	limit       time.Duration
}

func main() {
	if len(os.Args) > 1 {
		if child, ok := children[os.Args[1]]; ok {
			exit(child(os.Args[2:]))
		}
	}
	var s settings
	flag.StringVar(&s.assay, "assay", "../../bin/assay", "the `binary` to measure")
	flag.StringVar(&s.against, "against", "", "another assay, of an earlier commit say: a `binary` to compare PA with")
	flag.IntVar(&s.rounds, "rounds", 3, "how often everything is measured; medians are printed")
	flag.IntVar(&s.rows, "rows", 5000, "scenarios of the larger run of api, up to 50,000")
	flag.IntVar(&s.concurrency, "concurrency", 8, "scenarios, or connections, at the same time")
	flag.IntVar(&s.journeys, "journeys", 30, "journeys of the shopper in each round")
	flag.Float64Var(&s.seconds, "seconds", 2, "how long each load on a server lasts")
	flag.StringVar(&s.only, "only", "", "comma separated: api, latency, server, against, journeys, evidence, throttle, start; "+
		"large, throttle and peers are never done unasked")
	flag.StringVar(&s.peers, "peers", "../../bin/peers", "`directory` for what the group peers installs with npm")
	flag.DurationVar(&s.limit, "limit", 15*time.Minute, "when to give up")
	flag.Parse()
	exit(run(s))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: error:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// run measures what was asked for, round by round, and prints the table.
func run(s settings) error {
	if s.rounds < 1 || s.rounds > 50 || s.rows < 1 || s.rows > 50_000 || s.journeys < 1 || s.journeys > 1000 ||
		s.concurrency < 1 || s.concurrency > 128 || s.seconds <= 0 || s.seconds > 60 {
		return fmt.Errorf("a flag is out of its bounds: see bench -help")
	}
	if _, err := exec.LookPath(s.assay); err != nil {
		return fmt.Errorf("%s cannot be run: make build", s.assay)
	}
	if s.against != "" {
		if _, err := exec.LookPath(s.against); err != nil {
			return fmt.Errorf("%s cannot be run", s.against)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	dir, err := os.MkdirTemp("", "assay-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	b, err := newBench(s, dir)
	if err != nil {
		return err
	}
	chosen, err := b.chosen(ctx)
	if err != nil || len(chosen) == 0 {
		return err
	}
	for round := range s.rounds {
		for _, m := range chosen {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", round+1, s.rounds, m.name)
			if err := m.measure(ctx, round); err != nil {
				// What was measured until then is worth having.
				return errors.Join(fmt.Errorf("%s: %w", m.name, err), b.table.print(os.Stdout))
			}
		}
	}
	return b.table.print(os.Stdout)
}

// measurement is something to be done once a round.
type measurement struct {
	group, name string
	measure     func(ctx context.Context, round int) error
}

// unasked are the groups that are measured only by their name: they take minutes.
var unasked = []string{"large", "throttle"}

// selected returns the measurements of the groups that are named, or all but
// those that take long.
func selected(all []measurement, only string) []measurement {
	groups := strings.Split(only, ",")
	return slices.DeleteFunc(all, func(m measurement) bool {
		if only == "" {
			return slices.Contains(unasked, m.group)
		}
		return !slices.Contains(groups, m.group)
	})
}

// chosen are the measurements that were asked for; the peers only by their name,
// too, since the first time they need a network.
func (b *bench) chosen(ctx context.Context) ([]measurement, error) {
	list := selected(b.measurements(), b.only)
	if slices.Contains(strings.Split(b.only, ","), "peers") {
		peers, err := b.againstPeers(ctx)
		if errors.Is(err, errNoPeers) {
			fmt.Fprintln(os.Stderr, "bench: peers are skipped:", err)
			return list, nil
		}
		return append(list, peers...), err
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("nothing is called %q", b.only)
	}
	return list, nil
}
