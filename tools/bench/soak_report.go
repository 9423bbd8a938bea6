package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

// endpoint is a row of the table of endpoints, and what came of it.
type endpoint struct {
	verb, shape string
	query       url.Values // with a placeholder where a value has to be made up
	shopper     bool       // the shopper's browser calls it
	page        bool       // and shows what it gets: the answer is no JSON
	calls       atomic.Int64
	served      atomic.Int64 // answered as if there were such an endpoint
}

// path is the endpoint's with identifiers: of what the client made in the same
// collection, else made up.
func (e *endpoint) path(made map[string]string, n int) string {
	segments := strings.Split(e.shape, "/")
	for i, segment := range segments {
		if !strings.HasPrefix(segment, "{") {
			continue
		}
		collection := strings.Join(segments[:i], "/")
		if collection == "v1/query" || collection == "v3/query" {
			collection = "v1/payments"
		}
		if segments[i] = made[collection]; segments[i] == "" {
			segments[i] = fmt.Sprintf("%032x", n)
		}
	}
	return strings.Join(segments, "/")
}

// collectionsOf returns the paths that things are made with.
func collectionsOf(all []*endpoint) map[string]bool {
	paths := map[string]bool{}
	for _, e := range all {
		if e.verb == http.MethodPost && !strings.Contains(e.shape, "{") {
			paths[e.shape] = true
		}
	}
	return paths
}

// fits says whether a request is one to this endpoint: in a query its parameters
// have to be there.
func (e *endpoint) fits(verb, path string, form url.Values) bool {
	for name := range e.query {
		if !form.Has(name) {
			return false
		}
	}
	shape, segments := strings.Split(e.shape, "/"), strings.Split(path, "/")
	if verb != e.verb || len(shape) != len(segments) {
		return false
	}
	for i := range shape {
		if shape[i] != segments[i] && !strings.HasPrefix(shape[i], "{") {
			return false
		}
	}
	return true
}

// meet counts a request at the endpoints it fits. What does not exist answers
// HTTP 404 or 405.
func meet(all []*endpoint, verb, path string, form url.Values, status int) {
	for _, e := range all {
		if e.fits(verb, path, form) {
			e.calls.Add(1)
			if status != http.StatusNotFound && status != http.StatusMethodNotAllowed {
				e.served.Add(1)
			}
		}
	}
}

// columns returns the cells of some columns of a table, by its heading.
func columns(file string, names ...string) ([][]string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	heading := strings.Split(lines[0], "\t")
	var rows [][]string
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		var row []string
		for _, name := range names {
			for i, title := range heading {
				if title == name && i < len(cells) {
					row = append(row, cells[i])
				}
			}
		}
		if len(row) != len(names) {
			return nil, fmt.Errorf("%s: a row without %s: %q", file, names, line)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func readCodes(file string) (map[string]bool, error) {
	rows, err := columns(file, "code")
	codes := map[string]bool{}
	for _, row := range rows {
		codes[row[0]] = true
	}
	return codes, err
}

func readEndpoints(file string) ([]*endpoint, error) {
	rows, err := columns(file, "verb", "path", "purpose", "auth")
	var list []*endpoint
	for _, row := range rows {
		path, rawQuery, _ := strings.Cut(strings.TrimPrefix(row[1], "/"), "?")
		e := &endpoint{verb: row[0], shape: path, query: url.Values{}}
		e.shopper = strings.Contains(row[2], "(shopper browser)")
		e.page = e.shopper && row[3] == "none"
		for _, pair := range strings.Split(rawQuery, "&") {
			if name, _, found := strings.Cut(pair, "="); found {
				e.query.Set(name, "everything-00000001")
			}
		}
		list = append(list, e)
	}
	return list, err
}

// readBrowser returns the parameters of the persona that is any brand's browser.
func readBrowser(file string) ([]string, error) {
	rows, err := columns(file, "paymentBrand", "persona", "parameters")
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row[0] == "*" && row[1] == "browser" {
			return strings.Split(row[2], ";"), nil
		}
	}
	return nil, fmt.Errorf("%s: no row * browser", file)
}

// histogram counts durations in steps of 5 %. One goroutine adds to it.
type histogram struct {
	counts [512]int64
	most   time.Duration
}

const histogramStep = 1.05

func (h *histogram) add(d time.Duration) {
	h.most = max(h.most, d)
	step := int(math.Log(float64(max(d, time.Microsecond))/float64(time.Microsecond)) / math.Log(histogramStep))
	h.counts[min(step, len(h.counts)-1)]++
}

// merge adds the counts of another.
func (h *histogram) merge(other *histogram) {
	h.most = max(h.most, other.most)
	for i, n := range other.counts {
		h.counts[i] += n
	}
}

func (h *histogram) total() int64 {
	var sum int64
	for _, n := range h.counts {
		sum += n
	}
	return sum
}

// quantile returns the duration that a share of all does not exceed, to 5 %.
func (h *histogram) quantile(share float64) time.Duration {
	left := int64(share * float64(h.total()))
	for i, n := range h.counts {
		if left -= n; left < 0 {
			return min(h.most, time.Duration(math.Pow(histogramStep, float64(i+1))*float64(time.Microsecond)))
		}
	}
	return h.most
}

// sample is the state of the server's process at one time.
type sample struct {
	when           string
	memory         float64 // MB; 0 where the system does not tell
	threads, files int
}

// soakReport is what a soak found.
type soakReport struct {
	started, ended time.Time
	kept           int
	samples        []sample
}

// take looks at the process from outside, as far as the system lets one.
func (r *soakReport) take(when string, pid int) {
	s := sample{when: when}
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)) // not everywhere
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		number, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
		switch name {
		case "VmRSS":
			s.memory = float64(number) * 1024 / 1e6
		case "Threads":
			s.threads = number
		}
	}
	files, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	s.files = len(files)
	r.samples = append(r.samples, s)
}

// grown returns the memory in the end by that at half time, when the store was
// full already; 0 where nobody knows.
func (r *soakReport) grown() float64 {
	half, end := r.samples[len(r.samples)-3], r.samples[len(r.samples)-1]
	if half.memory == 0 {
		return 0
	}
	return end.memory / half.memory
}

// print writes the figures, and returns what is wrong with them.
func (r *soakReport) print(w io.Writer, s *soak) error {
	var all histogram
	for _, wave := range s.waves {
		all.merge(wave)
	}
	seconds := r.ended.Sub(r.started).Seconds()
	fmt.Fprintf(w, "%d payments, %d requests in %.0f s: %.0f payments/s, %.0f requests/s; %d are kept\n",
		s.made.Load(), all.total(), seconds, float64(s.made.Load())/seconds, float64(all.total())/seconds, r.kept)
	fmt.Fprintf(w, "answered within %v (p50), %v (p99), %v (max)\n\n", all.quantile(0.5).Round(time.Microsecond),
		all.quantile(0.99).Round(time.Microsecond), all.most.Round(time.Microsecond))
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "at\tmemory\tthreads\topen files")
	for _, at := range r.samples {
		fmt.Fprintf(out, "%s\t%.0f MB\t%d\t%d\n", at.when, at.memory, at.threads, at.files)
	}
	fmt.Fprintln(out, "\nendpoint\trequests\tanswered")
	for _, e := range s.endpoints {
		note := ""
		if e.served.Load() == 0 {
			note = "only HTTP 404 and 405"
		}
		shape := strings.TrimSuffix(e.shape+"?"+strings.Join(slices.Sorted(maps.Keys(e.query)), "&"), "?")
		fmt.Fprintf(out, "%s /%s\t%d\t%d\t%s\n", e.verb, shape, e.calls.Load(), e.served.Load(), note)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if grown := r.grown(); grown > s.growth {
		return fmt.Errorf("the memory at the end is %.2f times that at half time, want %.2f at most", grown, s.growth)
	}
	return nil
}
