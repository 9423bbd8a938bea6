package simulator

import "testing"

func TestStandardPorts(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"http://127.0.0.1/hook": true, "https://127.0.0.1/hook": true, "http://127.0.0.1:80/": true,
		"https://[::1]:443/hook": true, "http://127.0.0.1:443/": true,
		"http://127.0.0.1:8080/hook": false, "https://[::1]:8443": false, "http://127.0.0.1:4433/": false, "::": false,
	} {
		if got := standardPort(address); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}
