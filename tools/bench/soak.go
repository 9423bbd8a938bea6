package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// soak is one endurance run.
type soak struct {
	assay    string
	tables   string // directory of endpoints.tsv, result-codes.tsv and personas.tsv
	payments int    // first payments, by card or with a shopper
	clients  int
	growth   float64 // what the memory may grow to, once as much is kept as may be
	fault    string  // value of the Assay-Fault header of some rounds; "" = none
	limit    time.Duration

	server      *server
	http        *http.Client
	codes       map[string]bool
	endpoints   []*endpoint
	collections map[string]bool // paths in which something is made
	browser     []string        // what 3-D Secure asks of a browser, name=value
	made        atomic.Int64
	waves       []*histogram // of each client
}

// soakMain reads the command line and runs the soak.
func soakMain(args []string) error {
	var s soak
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.StringVar(&s.assay, "assay", "../../bin/assay", "the `binary` to soak")
	flags.StringVar(&s.tables, "tables", "../../support/spec",
		"`directory` of endpoints.tsv, result-codes.tsv and personas.tsv")
	flags.IntVar(&s.payments, "payments", 1_000_000, "how many payments to make; steps, queries and pages come on top")
	flags.IntVar(&s.clients, "clients", 8, "how many clients there are at the same time")
	flags.Float64Var(&s.growth, "growth", 1.2, "how often the memory at half time may be used in the end")
	flags.StringVar(&s.fault, "fault", "",
		fmt.Sprintf("`value` of the header Assay-Fault on every %dth round", faultEvery))
	flags.DurationVar(&s.limit, "limit", time.Hour, "when to give up")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if s.payments < 100 || s.payments > 100_000_000 || s.clients < 1 || s.clients > 128 || s.growth < 1 {
		return errors.New("a flag is out of its bounds: see bench soak -help")
	}
	if _, err := exec.LookPath(s.assay); err != nil {
		return fmt.Errorf("%s cannot be run: make build", s.assay)
	}
	ctx, stop := untilStopped()
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	return s.run(ctx)
}

// run starts a simulator that keeps a quarter of the payments to come, at most
// what it keeps by default, so that from half time on it is full.
func (s *soak) run(ctx context.Context) error {
	err := s.readTables()
	if err != nil {
		return err
	}
	kept := min(s.payments/4, 250_000)
	s.server, err = startServer(ctx, s.assay, "serve", "--http", "--listen", "127.0.0.1:0", "--max-payments", fmt.Sprint(kept))
	if err != nil {
		return err
	}
	defer s.server.stop()
	transport := &http.Transport{MaxIdleConnsPerHost: s.clients}
	defer transport.CloseIdleConnections()
	s.http = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	report := &soakReport{started: time.Now(), kept: kept}
	report.take("start", s.server.pid)
	if err := s.drive(ctx, report); err != nil {
		return err
	}
	return report.print(os.Stdout, s)
}

// readTables reads what the soak knows of the API.
func (s *soak) readTables() error {
	var err error
	if s.codes, err = readCodes(filepath.Join(s.tables, "result-codes.tsv")); err != nil {
		return err
	}
	if s.endpoints, err = readEndpoints(filepath.Join(s.tables, "endpoints.tsv")); err != nil {
		return err
	}
	s.collections = collectionsOf(s.endpoints)
	s.browser, err = readBrowser(filepath.Join(s.tables, "personas.tsv"))
	return err
}

// drive lets the clients work, and looks at the server after every quarter.
func (s *soak) drive(ctx context.Context, report *soakReport) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range s.clients {
		s.waves = append(s.waves, &histogram{})
	}
	for quarter := 1; quarter <= 4; quarter++ {
		failures := make([]error, s.clients)
		var all sync.WaitGroup
		until := int64(s.payments) * int64(quarter) / 4
		for i := range s.clients {
			all.Go(func() {
				c := &soakClient{soak: s, number: i, round: quarter << 32, wave: s.waves[i], known: map[string]string{}}
				if failures[i] = c.work(ctx, until); failures[i] != nil {
					cancel()
				}
			})
		}
		if all.Wait(); errors.Join(failures...) != nil {
			return errors.Join(failures...)
		}
		report.take(fmt.Sprintf("%d %%", 25*quarter), s.server.pid)
	}
	report.ended = time.Now()
	return nil
}
