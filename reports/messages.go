package reports

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/cucumber/messages/go/v21"
)

// messagesVersion is the version of the protocol of the package imported.
const messagesVersion = "21.0.1"

// Messages writes r as Cucumber Messages, one envelope a line.
//
// Envelopes come feature by feature, so that no more than one feature is ever
// in memory. A scenario whose feature the log does not hold, or holds in a
// text too long to parse at once, appears in a document made from its own
// records. A scenario that was not run has a test case without a start.
//
// The format knows neither broken nor unavailable: both are written as failed
// with the verdict as type of the exception. What a scenario's steps cannot
// express, a browser that did not start say, is the result of a hook.
func Messages(w io.Writer, r *Run) error {
	out := bufio.NewWriterSize(w, 1<<16)
	m := &messenger{run: r, out: out, json: json.NewEncoder(out), ids: &messages.Incrementing{}}
	m.json.SetEscapeHTML(false)
	m.emit(&messages.Envelope{Meta: m.meta()})
	m.emit(&messages.Envelope{TestRunStarted: &messages.TestRunStarted{Timestamp: timestamp(r.Started)}})
	for rest := r.Scenarios; len(rest) > 0 && m.err == nil; {
		n := 1
		for n < len(rest) && rest[n].File == rest[0].File {
			n++
		}
		m.feature(rest[:n])
		rest = rest[n:]
	}
	m.emit(&messages.Envelope{TestRunFinished: m.finished()})
	if m.err != nil {
		return m.err
	}
	return out.Flush()
}

// messenger writes envelopes. After the first error it does nothing.
type messenger struct {
	run  *Run
	out  *bufio.Writer
	json *json.Encoder // into out
	line []byte        // for what is written by hand
	ids  *messages.Incrementing
	hook string // id of the hook, once there is one
	room int64  // bytes of attachments written
	err  error
}

func (m *messenger) emit(e *messages.Envelope) {
	if m.err == nil {
		m.err = m.json.Encode(e)
	}
}

func (m *messenger) meta() *messages.Meta {
	label := func(name string) *messages.Product {
		return &messages.Product{Name: cmp.Or(m.run.Labels[name], "unknown")}
	}
	return &messages.Meta{
		ProtocolVersion: messagesVersion,
		Implementation:  &messages.Product{Name: "assay", Version: m.run.Tool},
		Runtime:         &messages.Product{Name: "go"},
		Os:              label("os"),
		Cpu:             label("cpu"),
	}
}

func (m *messenger) finished() *messages.TestRunFinished {
	end := &messages.TestRunFinished{Success: m.run.Ended != nil && m.run.Ended.Cause == ""}
	for v, n := range m.run.Counts {
		if n > 0 && (v.Bad() || v == NotRun) {
			end.Success = false
		}
	}
	switch {
	case m.run.Ended == nil:
		end.Message = "the run was cut off"
		end.Timestamp = timestamp(m.run.last())
	default:
		end.Message = m.run.Ended.Cause
		end.Timestamp = timestamp(m.run.Ended.At)
	}
	end.Message = strings.TrimSpace(end.Message + " " + walkedNews(m.run))
	if faults := misbehaved(m.run); faults != "" {
		end.Success = false
		end.Message = strings.TrimSpace(end.Message + " " + faults)
	}
	return end
}

// last is the latest moment of which a run without an end knows.
func (r *Run) last() time.Time {
	last := r.Started
	for i := range r.Scenarios {
		for _, a := range r.Scenarios[i].Attempts {
			if end := a.At.Add(a.Duration); end.After(last) {
				last = end
			}
		}
	}
	return last
}

func timestamp(t time.Time) *messages.Timestamp {
	if t.IsZero() {
		return &messages.Timestamp{}
	}
	return &messages.Timestamp{Seconds: t.Unix(), Nanos: int64(t.Nanosecond())}
}

func duration(d time.Duration) *messages.Duration {
	return &messages.Duration{Seconds: int64(d / time.Second), Nanos: int64(d % time.Second)}
}
