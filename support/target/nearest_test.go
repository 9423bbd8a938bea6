package target

import "testing"

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"simulator", "uat", "baseUrl", "concurrency", "out"}
	for word, want := range map[string]string{
		"simulater": "simulator", "uta": "uat", "BASEURL": "baseUrl", "base_url": "baseUrl", "conc": "concurrency",
		"concurency": "concurrency", "xyz": "", "": "", "sim": "simulator", "production": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
