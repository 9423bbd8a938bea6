package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// colored decides whether to colour what goes to w.
func (a *app) colored(w io.Writer) bool {
	switch {
	case a.color != "auto":
		return a.color == "always"
	case a.env("NO_COLOR") != "" || a.env("TERM") == "dumb":
		return false
	}
	return isTerminal(w)
}

// isTerminal says whether somebody is looking.
func isTerminal(w io.Writer) bool {
	if r, ok := w.(*results); ok {
		w = r.Writer
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
