package browser

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// request is a request of a page as the browser told it, not masked.
type request struct {
	at       time.Time
	started  cdp.MonotonicTime
	ended    cdp.MonotonicTime
	kind     network.ResourceType
	sent     *network.Request
	received *network.Response
	size     float64
	failure  string
}

// witness takes in an event of a tab.
func (r *Recorder) witness(ev any) {
	if r == nil {
		return
	}
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		r.sent(ev)
	case *network.EventResponseReceived:
		r.change(ev.RequestID, false, func(q *request) { q.received, q.ended = ev.Response, ev.Timestamp })
	case *network.EventLoadingFinished:
		r.change(ev.RequestID, true, func(q *request) { q.ended, q.size = ev.Timestamp, ev.EncodedDataLength })
	case *network.EventLoadingFailed:
		r.change(ev.RequestID, true, func(q *request) { q.ended, q.failure = ev.Timestamp, ev.ErrorText })
	case *runtime.EventConsoleAPICalled:
		r.said(Message{At: millis(ev.Timestamp), Level: string(ev.Type), Text: words(ev.Args)}, ev.StackTrace)
	case *runtime.EventExceptionThrown:
		if d := ev.ExceptionDetails; d != nil {
			text := d.Text
			if d.Exception != nil {
				text += ": " + d.Exception.Description
			}
			r.said(Message{At: millis(ev.Timestamp), Level: "error", Text: text, URL: d.URL, Line: d.LineNumber + 1}, nil)
		}
	case *log.EventEntryAdded:
		if e := ev.Entry; e != nil {
			r.said(Message{At: millis(e.Timestamp), Level: string(e.Level), Text: e.Text, URL: e.URL, Line: e.LineNumber}, nil)
		}
	}
}

// sent takes in a request. One that was redirected has the id of the request
// before it, which it ends.
func (r *Recorder) sent(ev *network.EventRequestWillBeSent) {
	if ev.Request == nil || strings.HasPrefix(ev.Request.URL, "data:") {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if before := r.open[ev.RequestID]; before != nil && ev.RedirectResponse != nil {
		before.received, before.ended = ev.RedirectResponse, ev.Timestamp
		before.size = ev.RedirectResponse.EncodedDataLength
	}
	seconds := ev.WallTime.Float64()
	q := &request{
		at: time.UnixMicro(int64(seconds * 1e6)), started: ev.Timestamp, ended: ev.Timestamp,
		kind: ev.Type, sent: ev.Request,
	}
	r.requests.add(q)
	r.open[ev.RequestID] = q
}

func (r *Recorder) change(id network.RequestID, over bool, change func(*request)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if q := r.open[id]; q != nil {
		change(q)
	}
	if over {
		delete(r.open, id)
	}
}

func (r *Recorder) said(m Message, from *runtime.StackTrace) {
	if from != nil && len(from.CallFrames) > 0 {
		m.URL, m.Line = from.CallFrames[0].URL, from.CallFrames[0].LineNumber+1
	}
	m.Text = shorten(m.Text, 2*longestLine)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages.add(m)
}

// words are the arguments of a call of the console as one line.
func words(args []*runtime.RemoteObject) string {
	list := make([]string, 0, len(args))
	for _, arg := range args {
		switch text := string(arg.Value); {
		case arg.Type == runtime.RemoteObjectTypeString:
			list = append(list, unquoted(text))
		case text != "":
			list = append(list, text)
		default:
			list = append(list, first(arg.Description, string(arg.UnserializableValue), string(arg.Type)))
		}
	}
	return strings.Join(list, " ")
}

func millis(t runtime.Timestamp) time.Time { return time.UnixMicro(int64(t.Float64() * 1000)) }

// header lists headers by name, without those that log somebody in.
func (c concealer) header(h network.Headers) []Pair {
	var list []Pair
	for _, name := range slices.Sorted(maps.Keys(h)) {
		value, ok := h[name].(string)
		switch {
		case !ok, value == "", secretName.MatchString(name):
			continue
		}
		value = c.url(c.text(c.run.Field(name, value))) // an address may be relative, or only a part of it
		list = append(list, Pair{Name: name, Value: value})
	}
	return list
}
