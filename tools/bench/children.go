package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// children are the references: what this program does when it is started with
// one of these names.
var children = map[string]func(args []string) error{
	"raw":      rawMain,
	"empty":    emptyMain,
	"navigate": navigateMain,
}

// untilStopped ends with the signals that bench stops its children with.
func untilStopped() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// rawMain does the requests of apiScenario and no more.
func rawMain(args []string) error {
	flags := flag.NewFlagSet("raw", flag.ContinueOnError)
	base := flags.String("url", "", "the gateway")
	entity := flags.String("entity", "", "its channel")
	rows := flags.Int("rows", 1, "how many scenarios")
	concurrency := flags.Int("concurrency", 8, "how many at the same time")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ctx, stop := untilStopped()
	defer stop()
	return rawLoop(ctx, *base, *entity, os.Getenv("BENCH_TOKEN"), *rows, *concurrency)
}

func rawLoop(ctx context.Context, base, entity, token string, rows, concurrency int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	transport := &http.Transport{MaxIdleConnsPerHost: concurrency}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	form := paymentForm(entity)
	var next atomic.Int64
	failures := make([]error, concurrency)
	var all sync.WaitGroup
	for i := range concurrency {
		all.Go(func() {
			for next.Add(1) <= int64(rows) {
				if failures[i] = rawScenario(ctx, client, base, entity, token, form); failures[i] != nil {
					cancel()
					return
				}
			}
		})
	}
	all.Wait()
	return errors.Join(failures...)
}

// rawScenario pays and looks the payment up.
func rawScenario(ctx context.Context, client *http.Client, base, entity, token, form string) error {
	paid, err := post(ctx, client, base+"v1/payments", token, form)
	if err != nil {
		return err
	}
	_, rest, found := bytes.Cut(paid.Body, []byte(`"id":"`))
	if !found || len(rest) < 32 {
		return fmt.Errorf("the payment has no id: %.500s", paid.Body)
	}
	address := base + "v1/query/" + string(rest[:32]) + "?entityId=" + entity
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	report, err := do(client, req, token)
	if err != nil {
		return err
	}
	for _, a := range []*answer{paid, report} {
		if !bytes.Contains(a.Body, []byte(`"code":"000.100.110"`)) {
			return fmt.Errorf("the payment is not approved: %.500s", a.Body)
		}
	}
	return nil
}

// emptyMain answers everything with one recorded answer.
func emptyMain(args []string) error {
	flags := flag.NewFlagSet("empty", flag.ContinueOnError)
	file := flags.String("answer", "", "the recorded answer")
	if err := flags.Parse(args); err != nil {
		return err
	}
	data, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	var recorded answer
	if err := json.Unmarshal(data, &recorded); err != nil {
		return err
	}
	ctx, stop := untilStopped()
	defer stop()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &http.Server{Handler: recorded.handler(), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = s.Close() })
	fmt.Printf("ready url=http://%s/\n", l.Addr())
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler returns the recorded header and body; Date is the server's own.
func (a *answer) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		header := w.Header()
		for name, values := range a.Header {
			if name != "Date" {
				header[name] = values
			}
		}
		_, _ = w.Write(a.Body)
	})
}
