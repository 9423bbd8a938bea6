//go:build unix

package simulator_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"assay/support/simulator"
)

// BenchmarkPA compares preauthorizations over plain HTTP at 8 connections with
// an empty handler that returns the same bytes: ns/op of the one over the other
// is the simulator's share of what net/http can do here.
func BenchmarkPA(b *testing.B) {
	r, err := simulator.Start(context.Background(), simulator.Config{}, simulator.Listen{HTTP: true})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = r.Close(context.Background()) }()
	request := rawPA(r)
	body, header := firstAnswer(b, r.URL, request)
	empty := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		for name, value := range header {
			h[name] = value
		}
		_, _ = w.Write(body)
	}))
	defer empty.Close()
	b.Run("empty", func(b *testing.B) { hammer(b, empty.URL+"/", request) })
	b.Run("simulator", func(b *testing.B) { hammer(b, r.URL, request) })
}

func rawPA(r *simulator.Running) string {
	g := &gateway{Running: r}
	form := g.form(visa("PA", "merchantTransactionId=bench-00001")...)
	return "POST /v1/payments HTTP/1.1\r\nHost: " + host(r.URL) +
		"\r\nAuthorization: Bearer " + r.Channel.AccessToken +
		"\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: " + strconv.Itoa(len(form)) +
		"\r\n\r\n" + form
}

func host(base string) string {
	return strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
}

func firstAnswer(b *testing.B, base, request string) ([]byte, http.Header) {
	b.Helper()
	conn, err := net.Dial("tcp", host(base))
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, request)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		b.Fatalf("HTTP %d, %v: %s", resp.StatusCode, err, body)
	}
	return body, resp.Header
}

// hammer sends b.N requests over 8 connections. The client does as little as it
// can, so that the servers are what is compared.
func hammer(b *testing.B, base, request string) {
	b.ReportAllocs()
	before := cpu(b)
	errs := make(chan error, 8)
	var all sync.WaitGroup
	for i := range 8 {
		n := b.N / 8
		if i < b.N%8 {
			n++
		}
		all.Go(func() { errs <- connection(base, request, n) })
	}
	all.Wait()
	for range 8 {
		if err := <-errs; err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
	b.ReportMetric(float64(cpu(b)-before)/float64(b.N), "cpu-ns/op")
}

// cpu is the processor time that this process has used. Unlike the wall it
// says something on a machine that is busy with other things too.
func cpu(b *testing.B) int64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

func connection(base, request string, n int) error {
	conn, err := net.Dial("tcp", host(base))
	if err != nil {
		return err
	}
	defer conn.Close()
	out := []byte(request)
	in := bufio.NewReaderSize(conn, 8<<10)
	for range n {
		if _, err := conn.Write(out); err != nil {
			return err
		}
		length := 0
		for {
			line, err := in.ReadSlice('\n')
			if err != nil {
				return err
			}
			if len(line) <= 2 {
				break
			}
			if len(line) > 16 && strings.EqualFold(string(line[:15]), "content-length:") {
				if length, err = strconv.Atoi(strings.TrimSpace(string(line[15:]))); err != nil {
					return err
				}
			}
		}
		if length == 0 {
			return fmt.Errorf("an answer without a length")
		}
		if _, err := in.Discard(length); err != nil {
			return err
		}
	}
	return nil
}
