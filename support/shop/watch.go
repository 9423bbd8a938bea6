package shop

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// maxWatched is how much of a request's body is looked through.
const maxWatched = 1 << 20

// maxSightings bounds what one watch remembers.
const maxSightings = 20

// Watch looks for a text that must never reach the shop, in everything that
// browsers and the gateway send there: paths, queries, headers and bodies. It
// keeps where the text was, and nothing of what it was in.
type Watch struct {
	shop *Shop
	text string

	mu   sync.Mutex
	seen []string
}

// Watch begins to look for a text, whoever sends it. Blanks and dashes in what
// is sent do not hide it, and neither do the encodings of addresses and forms.
func (s *Shop) Watch(text string) *Watch {
	w := &Watch{shop: s, text: plain(text)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watches[w] = struct{}{}
	return w
}

// Seen returns where the text was seen: "the body of POST /return".
func (w *Watch) Seen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen)
}

// Close ends the watch.
func (w *Watch) Close() {
	w.shop.mu.Lock()
	defer w.shop.mu.Unlock()
	delete(w.shop.watches, w)
}

// look notes what part of a request has the text.
func (w *Watch) look(part string, r *http.Request, content []byte) {
	if w.text == "" || !strings.Contains(plain(string(content)), w.text) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.seen) < maxSightings {
		address := strings.ReplaceAll(plain(r.URL.Path), w.text, "...")
		w.seen = append(w.seen, part+" of "+r.Method+" "+address)
	}
}

// plain takes the encodings away that a text may be hidden by.
func plain(text string) string {
	if decoded, err := url.QueryUnescape(text); err == nil {
		text = decoded
	}
	return strings.NewReplacer(" ", "", "-", "", "+", "").Replace(text)
}

// watched shows every request to the watches before the shop answers it.
func (s *Shop) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		watches := s.watching()
		if len(watches) > 0 {
			head, _ := httputil.DumpRequest(r, false)
			body, _ := io.ReadAll(io.LimitReader(r.Body, maxWatched)) // who reads on meets the same error
			r.Body = &rest{Reader: io.MultiReader(bytes.NewReader(body), r.Body), Closer: r.Body}
			for _, watch := range watches {
				watch.look("the head", r, head)
				watch.look("the body", r, body)
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Shop) watching() []*Watch {
	s.mu.Lock()
	defer s.mu.Unlock()
	watches := make([]*Watch, 0, len(s.watches))
	for w := range s.watches {
		watches = append(watches, w)
	}
	return watches
}

// rest is a body of which a part was read and put back.
type rest struct {
	io.Reader
	io.Closer
}
