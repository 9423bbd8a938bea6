package simulator

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
)

// faultHeader asks for faults of one request, separated by commas. Nothing of
// this project sends it: it is for whoever tries a client by hand.
const faultHeader = "Assay-Fault"

// asked returns the profile with what the request itself asks for.
func asked(p *profile, r *http.Request) (*profile, error) {
	lines := r.Header[faultHeader]
	if lines == nil {
		return p, nil
	}
	var texts []string
	for text := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		texts = append(texts, strings.TrimSpace(text))
	}
	m, err := readFaults(texts)
	if err != nil {
		return nil, err
	}
	for _, d := range m.disturbances {
		if d.nth > 0 || d.first > 0 || d.rarely {
			return nil, &Error{
				Message: "a request cannot ask for " + d.text + ": it is the only one that it counts",
				Remedy:  "give limits of count and chance to the channel or to the gateway",
			}
		}
	}
	return p.with(m), nil
}

// refuseFault answers a request that asks for a fault there is not. The answer
// is none of the API's.
func refuseFault(w http.ResponseWriter, err error) {
	said := map[string]string{"error": err.Error()}
	if h, ok := err.(interface{ Hint() string }); ok {
		said["hint"] = h.Hint()
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(said) // the client has gone: nobody is left to tell
}

// hit is a disturbance that befalls this request.
type hit struct {
	*disturbance
	luck float64
}

// mishap is a request that is disturbed on its way.
type mishap struct {
	server  *Server
	w       http.ResponseWriter
	r       *http.Request
	p       *payment // of a page; nil on the API
	process func(http.ResponseWriter)
	reply   *reply // once there is one
}

// disturbed takes a request through its disturbances, in their order: those
// ahead of its processing, then those of the answer.
func (s *Server) disturbed(
	w http.ResponseWriter, r *http.Request, list []*disturbance, p *payment, process func(http.ResponseWriter),
) {
	var hits []hit
	for _, d := range list {
		if luck, yes := d.befalls(r.Method, r.URL.Path, p != nil, s.seed); yes {
			hits = append(hits, hit{d, luck})
		}
	}
	if len(hits) == 0 {
		process(w)
		return
	}
	m := &mishap{server: s, w: w, r: r, p: p, process: process}
	for _, d := range hits {
		if d.before != nil && !d.before(m, d) {
			return
		}
	}
	m.reply = newReply()
	process(m.reply)
	for _, d := range hits {
		if d.after != nil && !d.after(m, d) {
			return
		}
	}
	m.reply.send(w)
}

func (m *mishap) delay(d hit) bool {
	return pause(m.r.Context(), d.delayOf(d.luck)) || !m.sever(false)
}

// hold keeps the client waiting for an answer that never comes.
func (m *mishap) hold(d hit) bool {
	_, _ = io.Copy(io.Discard, m.r.Body) // only then the server notices that the client has left
	pause(m.r.Context(), d.wait)
	return !m.sever(false)
}

func (m *mishap) reset(hit) bool { return !m.sever(true) }

// sever ends the connection, politely or not. It always returns true.
func (m *mishap) sever(reset bool) bool {
	conn, _, err := http.NewResponseController(m.w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // the server's own way to end a connection
	}
	if secure, is := conn.(*tls.Conn); is {
		conn = secure.NetConn()
	}
	if tcp, is := conn.(*net.TCPConn); is && reset {
		_ = tcp.SetLinger(0) // without it the connection ends all the same
	}
	_ = conn.Close() // it was to be lost
	return true
}

// twice lets the request have its effect once more.
func (m *mishap) twice(hit) bool {
	m.process(newReply())
	return true
}

// expire ends the payment as if its shopper had never come (D19).
func (m *mishap) expire(hit) bool {
	m.p.chain.mu.Lock()
	defer m.p.chain.mu.Unlock()
	m.p.end(codeTimedOut, rejected, m.p.channel.clock.now())
	return true
}
