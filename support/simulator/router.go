package simulator

import (
	"net/http"
	"strings"
)

// route is one endpoint: a verb and a path whose segments in braces stand for
// anything but nothing.
type route struct {
	verb, path string
	answer     func(*Server, *exchange)
}

// routes is the API. What endpoints.tsv lists beyond it is not simulated.
var routes = []route{
	{http.MethodPost, "v1/payments", (*Server).createPayment},
	{http.MethodPost, "v1/payments/{id}", (*Server).followUp},
	{http.MethodGet, "v1/payments/{id}", (*Server).status},
	{http.MethodPost, "v1/registrations", (*Server).createRegistration},
	{http.MethodGet, "v1/registrations/{id}", (*Server).readRegistration},
	{http.MethodPost, "v1/registrations/{id}", (*Server).updateRegistration},
	{http.MethodDelete, "v1/registrations/{id}", (*Server).deregister},
	{http.MethodPost, "v1/registrations/{id}/payments", (*Server).payWithRegistration},
	{http.MethodPost, "v1/registrations/{id}/extendlife", (*Server).extendLife},
	{http.MethodPost, "v1/checkouts", (*Server).createCheckout},
	{http.MethodPost, "v1/checkouts/{id}", (*Server).updateCheckout},
	{http.MethodDelete, "v1/checkouts/{id}", (*Server).deleteCheckout},
	{http.MethodGet, "v1/checkouts/{id}/payment", (*Server).checkoutPayment},
	{http.MethodPost, "v1/checkouts/{id}/payment", (*Server).payCheckout},
	{http.MethodGet, "v1/checkouts/{id}/registration", (*Server).checkoutRegistration},
	{http.MethodPost, "v1/checkouts/{id}/registration", (*Server).registerCheckout},
	{http.MethodGet, "v1/paymentWidgets.js", (*Server).paymentWidgets},
	{http.MethodPost, "v1/threeDSecure", (*Server).createAuthentication},
	{http.MethodGet, "v1/threeDSecure/{id}", (*Server).authenticationStatus},
	{http.MethodPost, "v1/exemption", (*Server).checkExemption},
	{http.MethodPost, "v2/redShield", (*Server).createRiskCheck},
	{http.MethodGet, "v1/query", (*Server).queryByReference},
	{http.MethodGet, "v1/query/{id}", (*Server).query},
	{http.MethodGet, "v1/resultcodes", (*Server).resultCodes},
	{http.MethodGet, "v3/query", (*Server).report},
	{http.MethodGet, "v3/query/{id}", (*Server).reportByID},
	{http.MethodPost, "scheduling/v1/schedules", (*Server).createSchedule},
	{http.MethodGet, "scheduling/v1/schedules/{id}", (*Server).readSchedules},
	{http.MethodPost, "scheduling/v1/schedules/{id}/reschedule", (*Server).reschedule},
	{http.MethodPost, "scheduling/v1/schedules/{id}/deschedule", (*Server).deschedule},
	{http.MethodGet, "reports/v1/reconciliations/aggregations", (*Server).settlements},
	{http.MethodGet, "reports/v1/reconciliations/aggregations/{id}", (*Server).settlement},
	{http.MethodGet, "reports/v2/reconciliations/aggregations/{id}", (*Server).settlementPage},
	{http.MethodPost, "paybylink/v1", (*Server).createLink},
	{http.MethodGet, "paybylink/v1/{id}", (*Server).linkState},
	{http.MethodDelete, "paybylink/v1/{id}", (*Server).switchLinkOff},
	{http.MethodPost, "paybylink/v1/{id}/sms", (*Server).sendLink},
	{http.MethodGet, "paybylink/v1/{id}/checkouts/{checkoutId}/payment", (*Server).linkPayment},
}

// Serves says whether a call is simulated: a verb, and a path with or without
// values for its variable segments.
func Serves(verb, path string) bool {
	answer, _, _ := newRouter(routes).find(verb, path)
	return answer != nil
}

// pathIDs are what stands in the variable segments of a path, in their order.
type pathIDs [2]string

// router finds a route by its first two segments, then by comparison.
type router map[string][]compiled

type compiled struct {
	route
	tail []string // segments after the first two; "" stands for an id
}

func newRouter(routes []route) router {
	table := router{}
	for _, r := range routes {
		segments := strings.Split(r.path, "/")
		key := strings.Join(segments[:2], "/")
		c := compiled{route: r}
		for _, segment := range segments[2:] {
			if strings.HasPrefix(segment, "{") {
				segment = ""
			}
			c.tail = append(c.tail, segment)
		}
		table[key] = append(table[key], c)
	}
	return table
}

// find returns the route of a request and the ids in its path. known says that
// the path exists, with another verb perhaps.
func (t router) find(verb, path string) (answer func(*Server, *exchange), ids pathIDs, known bool) {
	key, rest := split(path)
	for _, c := range t[key] {
		if got, fits := c.match(rest); fits {
			if known = true; c.verb == verb {
				return c.answer, got, true
			}
		}
	}
	return nil, pathIDs{}, known
}

// split parts the first two segments of a path from the rest.
func split(path string) (key, rest string) {
	path = tidy(path)
	second := strings.IndexByte(path, '/') + 1
	if i := strings.IndexByte(path[second:], '/'); i >= 0 {
		return path[:second+i], path[second+i:]
	}
	return path, ""
}

// is says whether a request is one of this route, which is kept under key.
func (c *compiled) is(key, verb, path string) bool {
	first, rest := split(path)
	_, fits := c.match(rest)
	return c.verb == verb && first == key && fits
}

// match compares what follows the first two segments, "" or "/...".
func (c *compiled) match(rest string) (ids pathIDs, fits bool) {
	found := 0
	for _, want := range c.tail {
		if rest == "" {
			return pathIDs{}, false
		}
		segment := rest[1:]
		rest = ""
		if i := strings.IndexByte(segment, '/'); i >= 0 {
			segment, rest = segment[:i], segment[i:]
		}
		switch {
		case want == "" && segment != "":
			ids[found] = segment
			found++
		case segment != want:
			return pathIDs{}, false
		}
	}
	return ids, rest == ""
}

// tidy takes the outer slashes off a path and makes one of several (D08).
func tidy(path string) string {
	path = strings.Trim(path, "/")
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	return path
}
