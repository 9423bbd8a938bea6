package door_test

import (
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"time"
)

// curl carries out a curl command: the shell takes it apart, and a client sends
// it. It returns the result code.
func (h house) curl(command string) string {
	h.t.Helper()
	script := "curl() { for a; do printf '%s\\0' \"$a\"; done; }\nACCESS_TOKEN=" + h.gateway.Channel.AccessToken +
		"\nCARD_CVV=123\n" + command
	words, err := exec.CommandContext(h.t.Context(), "sh", "-c", script).Output()
	if err != nil {
		h.t.Fatalf("the shell does not understand %s: %v", command, err)
	}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, "", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	data := url.Values{}
	list := strings.Split(strings.TrimSuffix(string(words), "\x00"), "\x00")
	for i := 0; i < len(list); i++ {
		switch word := list[i]; word {
		case "--silent", "--show-error":
		case "--get":
			r.Method = http.MethodGet
		case "--request":
			i++
			r.Method = list[i]
		case "--header":
			i++
			name, value, _ := strings.Cut(list[i], ": ")
			r.Header.Set(name, value)
		case "--cacert":
			i++
			if list[i] != "/tmp/it's ours.pem" {
				h.t.Errorf("--cacert %q", list[i])
			}
		case "--data-urlencode":
			i++
			name, value, _ := strings.Cut(list[i], "=")
			data.Set(name, value)
		default:
			if r.URL, err = url.Parse(word); err != nil || !strings.HasPrefix(word, h.gateway.URL) {
				h.t.Fatalf("curl is given %q", word)
			}
		}
	}
	if r.Method != http.MethodPost {
		r.URL.RawQuery = data.Encode()
	} else {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Body = io.NopCloser(strings.NewReader(data.Encode()))
	}
	answer, err := h.trusting().Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if code := resultCode.FindSubmatch([]byte(strings.ReplaceAll(string(body), `":"`, `": "`))); code != nil {
		return string(code[1])
	}
	return ""
}

// trusting is a client that knows the gateway's authority.
func (h house) trusting() *http.Client {
	transport := &http.Transport{TLSClientConfig: trust(h.t, h.gateway.CA)}
	h.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 20 * time.Second}
}
