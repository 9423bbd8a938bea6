package browser

import (
	"slices"
	"strings"
	"testing"
)

func TestAnAddressOfThisMachineLeadsNowhereFromAnother(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, browser, address string
		far                    bool
	}{
		{"a browser elsewhere, a shop here", "ws://chrome.example:3000?token=1", "http://127.0.0.1:4000/", true},
		{"a browser elsewhere, a shop here by name", "http://10.1.2.3:9222", "http://localhost/", true},
		{"a browser elsewhere, a shop elsewhere", "http://10.1.2.3:9222", "http://shop.example/", false},
		{"a browser here, a shop here", "http://127.0.0.1:9222", "http://127.0.0.1:4000/", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			at, err := parseAddress(tt.browser)
			if err != nil {
				t.Fatal(err)
			}
			e := unreachable(tt.address, "net::ERR_CONNECTION_REFUSED")
			(&Browser{remote: &at}).farAway(e)
			if far := strings.Contains(e.Hint(), "shop:"); far != tt.far {
				t.Errorf("hint = %q, want one about the shop's address: %v", e.Hint(), tt.far)
			}
		})
	}
}

func TestTheSecretPartsOfAnAddress(t *testing.T) {
	t.Parallel()
	at, err := parseAddress("wss://ada:pass@chrome.example/chromium?token=t0ken&headless=true&apiKey=k3y")
	if err != nil {
		t.Fatal(err)
	}
	got := at.secrets()
	slices.Sort(got)
	if want := []string{"k3y", "pass", "t0ken"}; !slices.Equal(got, want) {
		t.Errorf("secrets = %q, want %q", got, want)
	}
	if at.host() != "chrome.example" {
		t.Errorf("host = %q, want no more than the host", at.host())
	}
}
