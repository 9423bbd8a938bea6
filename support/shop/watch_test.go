package shop_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"assay/support/shop"
)

// canary is a card number that nobody may send to a shop.
const canary = "4200000000000042"

func TestAWatchSeesWhateverReachesTheShop(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, method, path, body string
		header                   http.Header
		want                     []string
	}{
		{name: "the query of a return", path: "return?order=x&card=" + canary, want: []string{"the head of GET /return"}},
		{name: "a path that the shop has not", path: "nowhere/" + canary, want: []string{"the head of GET /nowhere/..."}},
		{
			name: "a header", path: "", header: http.Header{"Referer": {"https://x.example/?n=" + canary}},
			want: []string{"the head of GET /"},
		},
		{
			name: "a cookie", path: "", header: http.Header{"Cookie": {"n=" + canary}},
			want: []string{"the head of GET /"},
		},
		{
			name: "a form", method: "POST", path: "return", body: "card.number=4200+0000+0000+0042",
			want: []string{"the body of POST /return"},
		},
		{
			name: "a form that hides it from a plain search", method: "POST", path: "return", body: "n=4200%200000%2d00000042",
			want: []string{"the body of POST /return"},
		},
		{
			name: "a beacon to an address of nobody's", method: "POST", path: "collect", body: `{"number":"4200-0000-0000-0042"}`,
			want: []string{"the body of POST /collect"},
		},
		{name: "what goes to a webhook", method: "POST", path: "webhook", body: canary, want: []string{"the body of POST /webhook"}},
		{name: "another number", method: "POST", path: "return?n=4200000000000000", body: "4200000000000000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := openShop(t, shop.Options{})
			watch := s.Watch(canary)
			defer watch.Close()
			r, err := http.NewRequestWithContext(t.Context(), tt.method, s.URL()+tt.path, strings.NewReader(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			for name, values := range tt.header {
				r.Header[name] = values
			}
			r.Header.Add("Content-Type", "application/x-www-form-urlencoded")
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if got := watch.Seen(); !slices.Equal(got, tt.want) {
				t.Errorf("seen = %q, want %q", got, tt.want)
			}
		})
	}
}

// The shop works on as if nobody watched, and a watch that is closed sees nothing.
func TestAWatchTakesNothingAway(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{})
	watch := s.Watch(canary)
	o := s.NewOrder(nil)
	defer o.Close()
	for i, closed := range []bool{false, true} {
		if closed {
			watch.Close()
		}
		res, err := http.Post(o.ResultURL(), "application/x-www-form-urlencoded", strings.NewReader("id=1&n="+canary))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		arrivals := o.Arrived()
		if len(arrivals) != i+1 || arrivals[i].ID != "1" {
			t.Fatalf("arrivals = %+v", arrivals)
		}
		if n := len(watch.Seen()); n != 1 {
			t.Errorf("seen %d times, want once, while it was open", n)
		}
	}
}
