package simulator

import (
	"fmt"
	"math"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// disturbance is a Disturbance as somebody asked for it, and how often it had
// the opportunity.
type disturbance struct {
	*Disturbance
	text string // as it was written

	chances atomic.Uint64
	route   *compiled // the only endpoint; nil = all
	key     string    // first two segments of its path
	page    bool      // befalls pages
	nth     uint64    // 0 = all
	first   uint64    // 0 = all
	rarely  bool      // with the probability below
	chance  float64

	wait     time.Duration // the least, or all of it
	most     time.Duration // of a distribution; 0 = the wait is fixed
	mean     time.Duration // of an exponential one; 0 = uniform
	status   int
	mediaTyp string
}

// maxWait bounds durations: after a minute the server ends a connection anyway.
const maxWait = 50 * time.Second

// readDisturbance reads one disturbance. It is nil when nothing is called that.
func readDisturbance(text string) (*disturbance, error) {
	head, rest, limited := strings.Cut(text, ";")
	name, value, valued := strings.Cut(head, "=")
	d := &disturbance{text: text}
	for i := range disturbances {
		if disturbances[i].Name == name {
			d.Disturbance = &disturbances[i]
		}
	}
	if d.Disturbance == nil {
		return nil, nil
	}
	d.page = d.Pages
	if d.read == nil && valued {
		return nil, &Error{Message: "fault " + name + " takes no value", Remedy: "write " + name}
	}
	if !valued {
		value = d.Default
	}
	if d.read != nil && !d.read(d, value) {
		return nil, &Error{
			Message: fmt.Sprintf("fault %s cannot be %q", name, shown("", value)),
			Remedy:  "it takes " + d.Value + bounds(d.Value),
		}
	}
	if !limited {
		return d, nil
	}
	said := map[string]bool{}
	for limit := range strings.SplitSeq(rest, ";") {
		if err := d.limit(limit); err != nil {
			return nil, err
		}
		kind, _, _ := strings.Cut(limit, "=")
		if said[kind] {
			return nil, &Error{
				Message: fmt.Sprintf("fault %s cannot be limited by %s twice", name, kind),
				Remedy:  "write each limit once, or the fault as often as it is to befall",
			}
		}
		said[kind] = true
	}
	return d, nil
}

// bounds says how far the values of that form go.
func bounds(form string) string {
	switch {
	case strings.Contains(form, "<duration>"):
		return fmt.Sprintf(", up to %s where it is a duration", maxWait)
	case form == "<status>":
		return ", one of 400 to 599 that has a name"
	}
	return ", such as text/plain"
}

// limit reads one limit.
func (d *disturbance) limit(text string) error {
	name, value, _ := strings.Cut(text, "=")
	var forms []string
	for _, l := range limits {
		forms = append(forms, l.Name+"="+l.Value)
		if l.Name == name && l.read(d, value) {
			return nil
		}
	}
	if name == "on" {
		forms = append([]string{"page"}, endpoints()...)
	}
	return &Error{
		Message: fmt.Sprintf("fault %s cannot be limited by %q", d.Name, shown("", text)),
		Remedy:  "it may be one of " + strings.Join(forms, ", "),
	}
}

// endpoints are the routes as a limit writes them.
func endpoints() []string {
	var all []string
	for _, r := range routes {
		all = append(all, endpoint(r))
	}
	return all
}

func endpoint(r route) string {
	_, path, _ := strings.Cut(r.path, "/")
	return r.verb + ":" + path
}

func readOn(d *disturbance, value string) bool {
	if value == "page" {
		d.page = true
		return true
	}
	for _, r := range routes {
		if endpoint(r) == value && !d.Pages {
			for key, only := range newRouter([]route{r}) {
				d.key, d.route = key, &only[0]
			}
			return true
		}
	}
	return false
}

func readCount(into *uint64, value string) bool {
	n, err := strconv.ParseUint(value, 10, 31)
	*into = n
	return err == nil && n > 0
}

func readChance(d *disturbance, value string) bool {
	p, err := strconv.ParseFloat(value, 64)
	d.rarely, d.chance = true, p
	return err == nil && p >= 0 && p <= 1
}

func readDuration(d *disturbance, value string) bool { return parseWait(&d.wait, value) }

func parseWait(into *time.Duration, value string) bool {
	wait, err := time.ParseDuration(value)
	*into = wait
	return err == nil && wait >= 0 && wait <= maxWait
}

func readDelay(d *disturbance, value string) bool {
	parts := strings.Split(value, ":")
	switch {
	case len(parts) == 3 && parts[0] == "uniform":
		return parseWait(&d.wait, parts[1]) && parseWait(&d.most, parts[2]) && d.wait < d.most
	case len(parts) == 3 && parts[0] == "exponential":
		return parseWait(&d.mean, parts[1]) && parseWait(&d.most, parts[2]) && 0 < d.mean && d.mean < d.most
	}
	return readDuration(d, value)
}

func readStatus(d *disturbance, value string) bool {
	n, err := strconv.Atoi(value)
	d.status = n
	return err == nil && n >= 400 && n <= 599 && http.StatusText(n) != ""
}

func readMediaType(d *disturbance, value string) bool {
	media, _, err := mime.ParseMediaType(value)
	d.mediaTyp = value
	return err == nil && strings.Contains(media, "/") && len(value) <= 100
}

// befalls says whether a request is one that the disturbance is for and hits,
// and counts it in the first case. luck is a number of the request's own.
func (d *disturbance) befalls(verb, path string, page bool, seed int64) (luck float64, hits bool) {
	if page != d.page || d.route != nil && !d.route.is(d.key, verb, path) {
		return 0, false
	}
	n := d.chances.Add(1)
	switch {
	case d.nth > 0 && n != d.nth, d.first > 0 && n > d.first, d.rarely && d.draw(seed, n) >= d.chance:
		return 0, false
	case d.most > 0:
		luck = d.draw(seed, ^n)
	}
	return luck, true
}

// draw returns a number from 0 up to 1 that the seed, the disturbance's text and
// the request's number decide.
func (d *disturbance) draw(seed int64, n uint64) float64 {
	return float64(mix(keyOf(seed, d.text)^mix(n))>>11) / (1 << 53)
}

// delayOf is how long a delay lasts that has a distribution or has none.
func (d *disturbance) delayOf(luck float64) time.Duration {
	switch {
	case d.mean > 0:
		return min(time.Duration(-math.Log(1-luck)*float64(d.mean)), d.most)
	case d.most > 0:
		return d.wait + time.Duration(luck*float64(d.most-d.wait))
	}
	return d.wait
}
