package simulator

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"strconv"
)

// reply is an answer that is not sent yet.
type reply struct {
	header http.Header
	status int
	body   []byte
}

func newReply() *reply { return &reply{header: http.Header{}, status: http.StatusOK} }

// Header returns the headers, to be changed.
func (a *reply) Header() http.Header { return a.header }

// WriteHeader keeps the status.
func (a *reply) WriteHeader(status int) { a.status = status }

// Write keeps a copy of the body.
func (a *reply) Write(b []byte) (int, error) {
	a.body = append(a.body, b...)
	return len(b), nil
}

// send sends the answer as it is by now, with its length.
func (a *reply) send(w http.ResponseWriter) {
	a.begin(w)
	_, _ = w.Write(a.body) // the client has gone: nobody is left to tell
}

func (a *reply) begin(w http.ResponseWriter) {
	a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
}

// errorPage is what a proxy answers when the gateway behind it fails.
func (m *mishap) errorPage(d hit) bool {
	title := fmt.Sprintf("%d %s", d.status, http.StatusText(d.status))
	a := &reply{
		header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, status: d.status,
		body: []byte("<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body><h1>" + title +
			"</h1><p>The server is temporarily unable to service your request.</p></body></html>\n"),
	}
	a.send(m.w)
	return false
}

// result answers with a result that is about no payment.
func (m *mishap) result(status int, code string) bool {
	e := &exchange{w: m.w, r: m.r, profile: m.server.stranger, now: m.server.now()}
	m.server.refuse(e, status, code, nil)
	return false
}

func (m *mishap) failure(d hit) bool { return m.result(d.status, codeTechnical) }

func (m *mishap) throttled(hit) bool { return m.result(http.StatusTooManyRequests, codeThrottled) }

func (m *mishap) empty(d hit) bool {
	(&reply{header: http.Header{}, status: d.status}).send(m.w)
	return false
}

func (m *mishap) redirect(hit) bool {
	(&reply{
		header: http.Header{"Location": {m.server.base(m.r) + "elsewhere"}}, status: http.StatusTemporaryRedirect,
	}).send(m.w)
	return false
}

func (m *mishap) truncate(hit) bool {
	m.reply.body = m.reply.body[:len(m.reply.body)/2]
	return true
}

// cut announces the whole answer and sends half of it.
func (m *mishap) cut(hit) bool {
	a := m.reply
	a.begin(m.w)
	_, _ = m.w.Write(a.body[:len(a.body)/2])    // the connection ends either way
	_ = http.NewResponseController(m.w).Flush() // as above
	return !m.sever(false)
}

// malform replaces the last brace, so that everything else can still be read.
func (m *mishap) malform(hit) bool {
	if i := bytes.LastIndexByte(m.reply.body, '}'); i >= 0 {
		m.reply.body[i] = ','
	}
	return true
}

func (m *mishap) retype(d hit) bool {
	m.reply.header.Set("Content-Type", d.mediaTyp)
	return true
}

// estrange leaves the answer right and makes it look new: D26 for one answer.
func (m *mishap) estrange(hit) bool {
	m.reply.body = vary(m.reply.body, uint64(m.server.seed))
	return true
}

// drops is how many pieces a dripping body comes in.
const drops = 20

func (m *mishap) drip(d hit) bool {
	a := m.reply
	a.begin(m.w)
	flush := http.NewResponseController(m.w).Flush
	for rest := a.body; len(rest) > 0; {
		n := min(len(rest), 1+len(a.body)/drops)
		if _, err := m.w.Write(rest[:n]); err != nil {
			return false
		}
		rest = rest[n:]
		_ = flush() // the next piece tells whether the client is still there
		if !pause(m.r.Context(), d.wait/drops) {
			return false
		}
	}
	return false
}
