package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// children are what this program does when it is started with one of these
// names: the references, and the soak.
var children = map[string]func(args []string) error{
	"raw":      rawMain,
	"empty":    emptyMain,
	"navigate": navigateMain,
	"soak":     soakMain,
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
	var next atomic.Int64
	failures := make([]error, concurrency)
	var all sync.WaitGroup
	for i := range concurrency {
		all.Go(func() {
			for row := next.Add(1); row <= int64(rows); row = next.Add(1) {
				reference := fmt.Sprintf("bench-%08d", row)
				if failures[i] = rawScenario(ctx, client, base, entity, token, reference); failures[i] != nil {
					cancel()
					return
				}
			}
		})
	}
	all.Wait()
	return errors.Join(failures...)
}

// rawScenario pays and looks the payment up, as one would write it down.
func rawScenario(ctx context.Context, client *http.Client, base, entity, token, reference string) error {
	var paid, found struct {
		ID     string
		Amount string
		Result struct{ Code string }
	}
	a, err := post(ctx, client, base+"v1/payments", token, paymentForm(entity, reference))
	if err == nil {
		err = json.Unmarshal(a.Body, &paid)
	}
	if err != nil {
		return err
	}
	address := base + "v1/query/" + url.PathEscape(paid.ID) + "?entityId=" + entity
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	if a, err = do(client, req, token); err == nil {
		err = json.Unmarshal(a.Body, &found)
	}
	if err != nil {
		return err
	}
	if found != paid || paid.Result.Code != "000.100.110" || paid.Amount != "92.00" {
		return fmt.Errorf("the payment is %v, the report says %v", paid, found)
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
