package simulator_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// calledShop writes down what it is called with.
type calledShop struct {
	*httptest.Server
	mu    sync.Mutex
	calls []string
}

func openCalledShop(t *testing.T, status int) *calledShop {
	t.Helper()
	s := &calledShop{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.calls = append(s.calls, r.Method+" "+r.URL.RequestURI())
		w.WriteHeader(status)
	}))
	t.Cleanup(s.Close)
	return s
}

// called waits until the gateway has called all that it should, and returns it.
func (g *gateway) called(s *calledShop) []string {
	g.t.Helper()
	if a := g.manage("POST", "webhooks/flush", `{"entityId":"`+g.Channel.EntityID+`"}`); a.status != 200 {
		g.t.Fatal(a.raw)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func TestTheEndOfAPaymentIsCalled(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, setting string
		form          []string // $ is the shop's address
		path          string   // that is called; "" = none
	}{
		{"notificationUrl", "called", []string{"notificationUrl=$/told", "shopperResultUrl=$/back"}, "/told?"},
		{"notificationUrl with a query", "called", []string{"notificationUrl=$/told?a=b"}, "/told?a=b&"},
		{"shopperResultUrl without one", "called", []string{"shopperResultUrl=$/back"}, "/back?"},
		{"an empty one is none", "called", []string{"notificationUrl=", "shopperResultUrl=$/back"}, "/back?"},
		{"nothing by default", "", []string{"notificationUrl=$/told", "shopperResultUrl=$/back"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := openCalledShop(t, 200)
			g := start(t)
			g.configure(`{"settings":{"notification-url":"` + tt.setting + `"}}`)
			var form []string
			for _, p := range tt.form {
				form = append(form, strings.Replace(p, "$", s.URL, 1))
			}
			id := g.pay(sofort(form...)).text("id")
			if got := g.called(s); len(got) != 0 {
				t.Errorf("before the end %v was called", got)
			}
			g.advance("31m")
			var want []string
			if tt.path != "" {
				want = []string{"GET " + tt.path + "id=" + id + "&resourcePath=" + url.QueryEscape("/v1/payments/"+id)}
			}
			if got := g.called(s); !slices.Equal(got, want) {
				t.Errorf("called %v, want %v", got, want)
			}
		})
	}
}

func TestACallIsNotRepeated(t *testing.T) {
	t.Parallel()
	s := openCalledShop(t, 500)
	g := start(t, "notification-url=called")
	g.pay(sofort("notificationUrl=" + s.URL))
	g.pay(visa("PA", "notificationUrl="+s.URL)) // answered at once: nobody waits for its end
	g.advance("31m")
	g.advance("48h")
	if got := g.called(s); len(got) != 1 {
		t.Errorf("called %v, want it once", got)
	}
	if a := g.manage("GET", "webhooks?entityId="+g.Channel.EntityID, ""); a.text("notifications.0.state") != "given up" {
		t.Errorf("notices = %s", a.raw)
	}
}

// No request makes the gateway call another machine.
func TestOtherMachinesAreNotCalled(t *testing.T) {
	t.Parallel()
	s := openCalledShop(t, 200)
	g := start(t, "notification-url=called")
	for address, reason := range map[string]string{
		"http://192.0.2.1/told": "another machine", "http://[2001:db8::1]/": "another machine",
		"http://0.0.0.0" + s.URL[strings.LastIndex(s.URL, ":"):] + "/": "another machine", "http://[::]:1/": "another machine",
		"file:///etc/hosts": "no connection", "%zz": "cannot be called",
	} {
		id := g.pay(sofort("notificationUrl=" + address)).text("id")
		g.advance("31m")
		g.called(s)
		a := g.manage("GET", "webhooks?entityId="+g.Channel.EntityID, "")
		list, _ := a.get("notifications").([]any)
		last, _ := list[len(list)-1].(map[string]any)
		if why, _ := last["reason"].(string); last["id"] != id || last["state"] != "given up" || !strings.Contains(why, reason) {
			t.Errorf("%s: %s, want %q as the reason", address, a.raw, reason)
		}
	}
	if got := g.called(s); len(got) != 0 {
		t.Errorf("called %v", got)
	}
}
