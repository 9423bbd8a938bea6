package browser

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestFindTakesTheFirstThatIsThere(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, goos string
		explicit   string
		have       []string
		want, hint string
		code       int // 0 = found
	}{
		{
			"the headless shell comes first", "linux", "",
			[]string{"google-chrome", "chromium", "chromium-headless-shell"},
			"chromium-headless-shell", "", 0,
		},
		{"then chromium", "linux", "", []string{"google-chrome", "chromium"}, "chromium", "", 0},
		{"then chrome", "linux", "", []string{"google-chrome"}, "google-chrome", "", 0},
		{"nothing on Linux", "linux", "", nil, "", "apt-get install chromium-headless-shell", 3},
		{"nothing on macOS", "darwin", "", nil, "", "brew install --cask google-chrome", 3},
		{"nothing on Windows", "windows", "", nil, "", "ASSAY_BROWSER", 3},
		{
			"the whole one by its name", "linux", "chromium",
			[]string{"google-chrome", "chromium-headless-shell"},
			"google-chrome", "", 0,
		},
		{
			"the shell by its name", "linux", "headless-shell",
			[]string{"chromium", "chrome-headless-shell"},
			"chrome-headless-shell", "", 0,
		},
		{"the whole one is not there", "linux", "chromium", []string{"chromium-headless-shell"}, "", "apt-get install chromium", 3},
		{"the shell is not there", "linux", "headless-shell", []string{"chromium"}, "", "chromium-headless-shell", 3},
		{"a program", "linux", "my-browser", []string{"chromium", "my-browser"}, "my-browser", "", 0},
		{"a program that is not there", "linux", "my-browser", []string{"chromium"}, "", "--browser", 2},
		{
			"an application on macOS", "darwin", "",
			[]string{"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"},
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "", 0,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := findOn(tt.goos, tt.explicit, func(name string) (string, error) {
				if slices.Contains(tt.have, name) {
					return name, nil
				}
				return "", exec.ErrNotFound
			})
			if got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
			var none *NotFoundError
			if tt.want == "" && (!errors.As(err, &none) || !strings.Contains(none.Hint(), tt.hint) || none.ExitCode() != tt.code) {
				t.Errorf("error = %v, want one with the hint %q", err, tt.hint)
			}
		})
	}
}

func TestFindHonoursWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	if got, err := Find("sh"); err != nil || !strings.HasSuffix(got, "sh") {
		t.Errorf("Find of a program = %q, %v", got, err)
	}
	_, err := Find("/no/such/browser")
	var none *NotFoundError
	if !errors.As(err, &none) || !strings.Contains(err.Error(), "/no/such/browser") {
		t.Errorf("error = %v, want it to name the path and look no further", err)
	}
	if _, err := Start(t.Context(), Options{Exec: "/no/such/browser"}); !errors.As(err, &none) {
		t.Errorf("Start: error = %v, want the same", err)
	}
}
