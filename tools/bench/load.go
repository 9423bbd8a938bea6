package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// load sends the same payment over and over on so many connections and returns
// how many a second were answered with HTTP 200. It writes and reads the wire
// itself: the less this process does, the more of the machine is the server's.
func load(ctx context.Context, base, token, form string, connections int, duration time.Duration) (float64, error) {
	address, err := url.Parse(base)
	if err != nil {
		return 0, err
	}
	request := fmt.Appendf(nil, "POST /v1/payments HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"+
		"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s", address.Host, token, formType, len(form), form)
	ctx, cancel := context.WithTimeout(ctx, duration)
	defer cancel()

	var answered atomic.Int64
	failures := make([]error, connections)
	var all sync.WaitGroup
	started := time.Now()
	for i := range connections {
		all.Go(func() { failures[i] = converse(ctx, address.Host, request, &answered) })
	}
	all.Wait()
	if err := errors.Join(failures...); err != nil {
		return 0, err
	}
	return float64(answered.Load()) / time.Since(started).Seconds(), nil
}

// converse sends the request on one connection until ctx ends.
func converse(ctx context.Context, host string, request []byte, answered *atomic.Int64) error {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", host)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		return err
	}
	in := bufio.NewReader(conn)
	for ctx.Err() == nil {
		if _, err := conn.Write(request); err != nil {
			return err
		}
		if err := readAnswer(in); err != nil {
			return err
		}
		answered.Add(1)
	}
	return nil
}

// readAnswer reads one answer of known length.
func readAnswer(in *bufio.Reader) error {
	status, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("the server answers %q", status)
	}
	length := -1
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		if bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return errors.New("the answer has no Content-Length")
	}
	_, err = io.CopyN(io.Discard, in, int64(length))
	return err
}
