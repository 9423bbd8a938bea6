package shop_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assay/support/mask"
	"assay/support/shop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func openShop(t *testing.T, o shop.Options) *shop.Shop {
	t.Helper()
	s, err := shop.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// fetch asks like a browser that follows no redirect.
func fetch(t *testing.T, method, address, body string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

func TestAShopperComesBack(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{Mask: mask.New(mask.Options{})})
	seen := make(chan shop.Arrival, 1)
	o := s.NewOrder(func(a shop.Arrival) { seen <- a })
	back := o.ResultURL()
	u, err := url.Parse(back)
	if err != nil || !u.IsAbs() || len(u.Query()) == 0 {
		t.Fatalf("ResultURL = %q, want an absolute address with a query", back)
	}
	res, text := fetch(t, "GET", back+"&id=8a1&resourcePath=%2Fv1%2Fpayments%2F8a1&card.number=4200000000000000", "")
	if res.StatusCode != 200 || !strings.Contains(text, "Back at the shop") || !strings.Contains(text, `lang="en"`) {
		t.Errorf("the shop answers %d %s", res.StatusCode, text)
	}
	a, err := o.Arrival(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != "8a1" || a.ResourcePath != "/v1/payments/8a1" || a.Method != "GET" || a.At.IsZero() {
		t.Errorf("arrival = %+v", a)
	}
	if got, want := a.Query.Get("order"), u.Query().Get("order"); got != want {
		t.Errorf("order = %q, want the %q of the address", got, want)
	}
	if strings.Contains(a.URL, "4200000000000000") {
		t.Errorf("the address %q is not masked", a.URL)
	}
	if got := <-seen; got.ID != a.ID {
		t.Errorf("the observer saw %+v", got)
	}
	if again, err := o.Arrival(t.Context()); err != nil || again.ID != a.ID {
		t.Errorf("the second look = %+v, %v, want the same arrival", again, err)
	}
}

func TestAShopperComesBackByPost(t *testing.T) {
	t.Parallel()
	o := openShop(t, shop.Options{}).NewOrder(nil)
	fetch(t, "POST", o.ResultURL(), "id=8a1&resourcePath=%2Fv1%2Fpayments%2F8a1")
	a, err := o.Arrival(t.Context())
	if err != nil || a.ID != "8a1" || a.Method != "POST" || a.Query.Get("order") == "" {
		t.Errorf("arrival = %+v, %v", a, err)
	}
}

func TestAShopperComesBackTwice(t *testing.T) {
	t.Parallel()
	o := openShop(t, shop.Options{}).NewOrder(nil)
	fetch(t, "HEAD", o.ResultURL(), "") // is no shopper
	fetch(t, "GET", o.ResultURL()+"&id=1", "")
	if _, text := fetch(t, "GET", o.ResultURL()+"&id=2", ""); !strings.Contains(text, "been here before") {
		t.Errorf("the second visit shows %s", text)
	}
	all, err := o.Arrivals(t.Context(), 2)
	if err != nil || len(all) != 2 || all[0].ID != "1" || all[1].ID != "2" {
		t.Errorf("arrivals = %+v, %v", all, err)
	}
	if a, err := o.Arrival(t.Context()); err != nil || a.ID != "1" {
		t.Errorf("Arrival = %+v, %v, want the first", a, err)
	}
}

func TestWaitingIsOver(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{})
	o := s.NewOrder(nil)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err := o.Arrival(ctx)
	var none *shop.NoArrivalError
	if !errors.As(err, &none) || !errors.Is(err, context.DeadlineExceeded) || none.Hint() == "" {
		t.Errorf("error = %v, want a NoArrivalError for the deadline", err)
	}
	late := make(chan error, 1)
	go func() { _, err := o.Arrival(t.Context()); late <- err }()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-late; !errors.Is(err, shop.ErrClosed) {
		t.Errorf("error = %v, want ErrClosed", err)
	}
}

func TestOrdersThatTheShopDoesNotKnow(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{})
	o, other := s.NewOrder(nil), s.NewOrder(nil)
	if o.ResultURL() == other.ResultURL() {
		t.Error("two orders have one address")
	}
	away, err := o.SendOff(shop.Redirect{URL: "https://bank.example/"})
	if err != nil {
		t.Fatal(err)
	}
	o.Close()
	empty := s.URL() + "checkout/" + url.QueryEscape(strings.SplitN(other.ResultURL(), "order=", 2)[1])
	for _, address := range []string{
		o.ResultURL(), s.URL() + "return", s.URL() + "return?order=guess", away, empty, s.URL(), s.URL() + "x",
	} {
		res, text := fetch(t, "GET", address, "")
		if res.StatusCode != 404 || !strings.Contains(text, "<h1>") {
			t.Errorf("%s: %d %s, want a page with 404", address, res.StatusCode, text)
		}
	}
	if res, _ := fetch(t, "POST", o.ResultURL(), "a=%zz"); res.StatusCode != 400 {
		t.Errorf("a malformed form: %d, want 400", res.StatusCode)
	}
	if all, err := other.Arrivals(t.Context(), 0); err != nil || len(all) != 0 {
		t.Errorf("arrivals of an order that nobody came back to = %v, %v", all, err)
	}
}

func TestSendOff(t *testing.T) {
	t.Parallel()
	o := openShop(t, shop.Options{}).NewOrder(nil)
	away, err := o.SendOff(shop.Redirect{URL: bankHost + "/?s=1", Method: "GET", Parameters: with("a", "2")})
	if err != nil {
		t.Fatal(err)
	}
	res, _ := fetch(t, "GET", away, "")
	if to := res.Header.Get("Location"); res.StatusCode != 303 || to != bankHost+"/?s=1&a=2" {
		t.Errorf("GET: %d to %q", res.StatusCode, to)
	}
	away, err = o.SendOff(shop.Redirect{URL: bankHost + "/?s=1", Parameters: with("a", "2")})
	if err != nil {
		t.Fatal(err)
	}
	res, text := fetch(t, "GET", away, "")
	method, action, fields := readForm(t, text)
	if res.StatusCode != 200 || method != "post" || action != bankHost+"/?s=1" || len(fields) != 1 {
		t.Errorf("POST: %d %s", res.StatusCode, text)
	}
	if _, err := o.SendOff(shop.Redirect{URL: "javascript:alert(1)"}); err == nil {
		t.Error("sent the shopper to a script")
	}
}

func TestPublicAddress(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, public, want string }{
		{"another name for the same port", "http://localhost:0/", "http://localhost:"},
		{"a proxy in front", "https://shop.example.com", "https://shop.example.com/return?order="},
		{"a proxy that gives it a path", "https://www.example.com/shop", "https://www.example.com/shop/return?order="},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := openShop(t, shop.Options{Public: tt.public}).NewOrder(nil)
			if !strings.HasPrefix(o.ResultURL(), tt.want) || strings.Contains(o.ResultURL(), ":0/") {
				t.Errorf("ResultURL = %q, want it to begin with %q", o.ResultURL(), tt.want)
			}
		})
	}
	for _, wrong := range []string{
		"shop.example.com", "ftp://shop.example.com/", "http://shop.example.com/?a=b", "http://%zz/",
	} {
		if s, err := shop.Open(shop.Options{Public: wrong}); err == nil {
			_ = s.Close()
			t.Errorf("opened a shop at %q", wrong)
		}
	}
	taken := openShop(t, shop.Options{})
	u, _ := url.Parse(taken.URL())
	if _, err := shop.Open(shop.Options{Listen: u.Host}); err == nil {
		t.Error("opened a shop where another one is")
	}
}

func TestAPathInFrontMayBeTakenAwayOrNot(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{Public: "http://localhost:0/shop/"})
	o := s.NewOrder(nil)
	fetch(t, "GET", o.ResultURL()+"&id=1", "")
	fetch(t, "GET", strings.Replace(o.ResultURL(), "/shop/", "/", 1)+"&id=2", "")
	if all, err := o.Arrivals(t.Context(), 0); err != nil || len(all) != 2 {
		t.Errorf("arrivals = %+v, %v, want both", all, err)
	}
}
