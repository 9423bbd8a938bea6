package simulator_test

import (
	"io"
	"net/http"
	"sync"

	"assay/support/openapi/contract"
)

var described = sync.OnceValues(contract.New)

// judge holds an answer against the description of the API, and the request, too,
// if it was accepted: not what was spoilt by a fault of the request's own, and not
// of a channel that accepts everything.
func (g *gateway) judge(resp *http.Response, raw []byte) {
	g.t.Helper()
	if g.tolerant || resp.Request.Header.Get("Assay-Fault") != "" {
		return
	}
	c, err := described()
	if err != nil {
		g.t.Fatal(err)
	}
	var sent []byte
	if resp.Request.GetBody != nil {
		body, err := resp.Request.GetBody()
		if err == nil {
			sent, err = io.ReadAll(body)
		}
		if err != nil {
			g.t.Fatal(err)
		}
	}
	x := contract.Exchange{Request: resp.Request, Sent: sent, Status: resp.StatusCode, Header: resp.Header, Answer: raw}
	for _, wrong := range c.Hold(x) {
		g.t.Error(wrong)
	}
}
