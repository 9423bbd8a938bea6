package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// harStamp is how a HAR writes a moment.
const harStamp = "2006-01-02T15:04:05.000Z07:00"

// The types of this file are those of the HTTP Archive format.
//
// Source: HTTP Archive (HAR) 1.2 Spec, "HAR Data Structure".
type (
	harLog struct {
		Version string     `json:"version"`
		Creator harName    `json:"creator"`
		Pages   []struct{} `json:"pages"`
		Entries []harEntry `json:"entries"`
		Comment string     `json:"comment,omitempty"`
	}
	harName struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harEntry struct {
		Started  string      `json:"startedDateTime"`
		Time     float64     `json:"time"` // milliseconds, as are those of timings
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Comment  string      `json:"comment,omitempty"`

		at time.Time
	}
	harRequest struct {
		Method      string   `json:"method"`
		URL         string   `json:"url"`
		HTTPVersion string   `json:"httpVersion"`
		Cookies     []Field  `json:"cookies"`
		Headers     []Field  `json:"headers"`
		Query       []Field  `json:"queryString"`
		PostData    *harPost `json:"postData,omitempty"`
		HeadersSize int      `json:"headersSize"`
		BodySize    int      `json:"bodySize"`
	}
	harPost struct {
		MimeType string  `json:"mimeType"`
		Params   []Field `json:"params,omitempty"`
		Text     string  `json:"text,omitempty"`
	}
	harResponse struct {
		Status      int        `json:"status"` // 0 without an answer
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []Field    `json:"cookies"`
		Headers     []Field    `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
		Comment     string     `json:"comment,omitempty"`
	}
	harContent struct {
		Size     int64  `json:"size"`
		MimeType string `json:"mimeType"`
		Text     string `json:"text,omitempty"`
		Comment  string `json:"comment,omitempty"`
	}
	harTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
)

// HAR writes the requests of the scenario and of the shopper's pages as an HTTP
// Archive, without cookies and log-ins.
func (t Trace) HAR(w io.Writer) error { return json.NewEncoder(w).Encode(t.har()) }

func (t Trace) har() map[string]harLog {
	log := harLog{
		Version: "1.2", Creator: harName{"assay", cmp.Or(t.Tool, "unknown")}, Pages: []struct{}{}, Entries: []harEntry{},
		Comment: "Cookies, log-ins, card data and other secrets were left out or masked when this was recorded.",
	}
	for _, x := range t.Exchanges {
		log.Entries = append(log.Entries, exchangeEntry(x))
	}
	for _, r := range t.Requests {
		log.Entries = append(log.Entries, requestEntry(r))
	}
	slices.SortStableFunc(log.Entries, func(a, b harEntry) int { return a.at.Compare(b.at) })
	return map[string]harLog{"log": log}
}

// exchangeEntry is a request of the merchant to the gateway.
func exchangeEntry(x ExchangeRecord) harEntry {
	r := TraceRequest{
		At: x.At, DurationMicros: x.DurationMicros, Method: x.Method, URL: x.URL, Form: x.Form, Status: x.Status,
		StatusText: http.StatusText(x.Status), MediaType: x.ContentType, Size: int64(len(x.Body)), Error: x.Error,
	}
	if len(x.Form) > 0 {
		r.BodyType = "application/x-www-form-urlencoded"
	}
	e := requestEntry(r)
	e.Response.Content.Text, e.Response.Content.Comment = x.Body, ""
	e.Comment = "merchant to gateway"
	if x.Step > 0 {
		e.Comment += fmt.Sprintf(", step %d", x.Step)
	}
	return e
}

// requestEntry is a request of a page of the shopper's.
func requestEntry(r TraceRequest) harEntry {
	took := float64(r.DurationMicros) / 1000
	e := harEntry{
		at: r.At, Started: r.At.UTC().Format(harStamp), Time: took, Timings: harTimings{Wait: took},
		Comment: strings.TrimSpace("browser " + r.Kind),
		Request: harRequest{
			Method: r.Method, URL: r.URL, HTTPVersion: r.Protocol, Cookies: []Field{}, Headers: list(r.Header),
			Query: query(r.URL), HeadersSize: -1, BodySize: -1,
		},
		Response: harResponse{
			Status: r.Status, StatusText: r.StatusText, HTTPVersion: r.Protocol, Cookies: []Field{},
			Headers: list(r.ResponseHeader), HeadersSize: -1, BodySize: r.Size, Comment: r.Error,
			Content: harContent{Size: r.Size, MimeType: r.MediaType, Comment: "the body was not kept"},
		},
	}
	if len(r.Form) > 0 || r.Body != "" {
		e.Request.PostData = &harPost{MimeType: r.BodyType, Params: r.Form, Text: r.Body}
	}
	for _, h := range r.ResponseHeader {
		if strings.EqualFold(h.Name, "Location") {
			e.Response.RedirectURL = h.Value
		}
	}
	return e
}

func query(address string) []Field {
	fields := []Field{}
	_, text, found := strings.Cut(address, "?")
	text, _, _ = strings.Cut(text, "#")
	if !found || text == "" {
		return fields
	}
	for pair := range strings.SplitSeq(text, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		fields = append(fields, Field{name, value})
	}
	return fields
}

// list is never null, which no reader of a HAR expects.
func list(fields []Field) []Field {
	if fields == nil {
		return []Field{}
	}
	return fields
}
