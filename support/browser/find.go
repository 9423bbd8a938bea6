package browser

import (
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// NotFoundError says that no usable browser is on this machine.
type NotFoundError struct {
	Explicit string   // the path that was asked for, empty when none was
	Tried    []string // names and paths that were tried, in order
	goos     string
}

// Error names what was looked for.
func (e *NotFoundError) Error() string {
	if e.Explicit != "" {
		return fmt.Sprintf("browser: %q is not a program that can be run", e.Explicit)
	}
	return "browser: no Chromium found, looked for " + strings.Join(e.Tried, ", ")
}

// Hint gives the one command that installs a browser.
func (e *NotFoundError) Hint() string {
	if e.Explicit != "" {
		return "correct --browser or ASSAY_BROWSER, or leave both away to use the browser of this machine"
	}
	switch e.goos {
	case "darwin":
		return "install one with: brew install --cask google-chrome"
	case "windows":
		return "install Google Chrome, or set ASSAY_BROWSER to the path of a Chromium"
	}
	return "install one with: apt-get install chromium-headless-shell"
}

// ExitCode is that of a set-up that the user can correct.
func (e *NotFoundError) ExitCode() int { return 2 }

// Find returns the path of the browser to use: the explicit one, or else the
// first of the known ones that this machine has. The headless shell comes first
// because it does the same work with a third of the processor time of the whole
// Chromium. The error is a [*NotFoundError].
func Find(explicit string) (string, error) {
	if explicit != "" {
		path, err := exec.LookPath(explicit)
		if err != nil {
			return "", &NotFoundError{Explicit: explicit, goos: runtime.GOOS}
		}
		return path, nil
	}
	return findOn(runtime.GOOS, exec.LookPath)
}

func findOn(goos string, lookPath func(string) (string, error)) (string, error) {
	places := knownPlaces(goos)
	for _, place := range places {
		if path, err := lookPath(place); err == nil {
			return path, nil
		}
	}
	return "", &NotFoundError{Tried: places, goos: goos}
}

func knownPlaces(goos string) []string {
	switch goos {
	case "darwin":
		return []string{
			"chrome-headless-shell",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		}
	case "windows":
		return []string{
			"chrome-headless-shell.exe",
			"chrome.exe",
			`C:\Program Files\Google\Chrome\Application\chrome.exe`,
			`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
		}
	}
	return []string{
		"chromium-headless-shell",
		"chrome-headless-shell",
		"chromium",
		"chromium-browser",
		"google-chrome",
		"google-chrome-stable",
	}
}
