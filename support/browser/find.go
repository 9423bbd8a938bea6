package browser

import (
	"cmp"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// NotFoundError says that no usable browser is on this machine.
type NotFoundError struct {
	Explicit string   // the name or path that was asked for, empty when none was
	Tried    []string // names and paths that were tried, in order
	goos     string
}

// Error names what was looked for.
func (e *NotFoundError) Error() string {
	if e.mistaken() {
		return fmt.Sprintf("browser: %q is not a program that can be run", e.Explicit)
	}
	return fmt.Sprintf("browser: no %s found, looked for %s",
		cmp.Or(e.Explicit, "Chromium"), strings.Join(e.Tried, ", "))
}

// mistaken says that one program was asked for, which is none. Otherwise a kind of
// browser, or any, is not on the machine.
func (e *NotFoundError) mistaken() bool {
	return e.Explicit != "" && e.Explicit != HeadlessShell && e.Explicit != WholeChromium
}

// Hint gives the one command that installs a browser.
func (e *NotFoundError) Hint() string {
	if e.mistaken() {
		return "correct --browser or ASSAY_BROWSER, or leave both away to use the browser of this machine"
	}
	switch e.goos {
	case "darwin":
		return "install one with: brew install --cask google-chrome"
	case "windows":
		return "install Google Chrome, or set ASSAY_BROWSER to the path of a Chromium"
	}
	if e.Explicit == WholeChromium {
		return "install it with: apt-get install chromium"
	}
	return "install one with: apt-get install chromium-headless-shell"
}

// ExitCode is 2 for a mistaken option, 3 for what the machine lacks.
func (e *NotFoundError) ExitCode() int {
	if e.mistaken() {
		return 2
	}
	return 3
}

// Names that stand for a kind of browser instead of one program.
const (
	HeadlessShell = "headless-shell" // a Chromium without a window, the fastest
	WholeChromium = "chromium"       // the browser that people use, the most faithful
)

// Find returns the path of the browser to use: the explicit one, or else the
// first of the known ones that this machine has. The headless shell comes first
// because it does the same work with a third of the processor time of the whole
// Chromium; either kind can be asked for by its name. The error is a
// [*NotFoundError].
func Find(explicit string) (string, error) { return findOn(runtime.GOOS, explicit, exec.LookPath) }

func findOn(goos, explicit string, lookPath func(string) (string, error)) (string, error) {
	shells, whole := knownPlaces(goos)
	places := append(shells, whole...)
	switch explicit {
	case HeadlessShell:
		places = shells
	case WholeChromium:
		places = whole
	case "":
	default:
		places = []string{explicit}
	}
	for _, place := range places {
		if path, err := lookPath(place); err == nil {
			return path, nil
		}
	}
	return "", &NotFoundError{Explicit: explicit, Tried: places, goos: goos}
}

// isShell reports whether a program is a headless shell, by its name. Other than
// the whole Chromium, it goes on when its last window is closed.
func isShell(path string) bool { return strings.Contains(filepath.Base(path), HeadlessShell) }

// knownPlaces returns names and paths of both kinds, the likelier first.
func knownPlaces(goos string) (shells, whole []string) {
	switch goos {
	case "darwin":
		return []string{"chrome-headless-shell"}, []string{
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		}
	case "windows":
		return []string{"chrome-headless-shell.exe"}, []string{
			"chrome.exe",
			`C:\Program Files\Google\Chrome\Application\chrome.exe`,
			`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
		}
	}
	return []string{"chromium-headless-shell", "chrome-headless-shell"},
		[]string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}
}
