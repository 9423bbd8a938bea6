package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// results is stdout. It remembers that something could not be written, which
// whoever prints a help or a table may not look at.
type results struct {
	io.Writer
	lost error
}

func (r *results) Write(text []byte) (int, error) {
	n, err := r.Writer.Write(text)
	if err != nil {
		r.lost = err
	}
	return n, err
}

// writeFile writes the file that a flag names, once all of its text is there.
func writeFile(name, flag string, fill func(io.Writer) error) error {
	var text bytes.Buffer
	if err := fill(&text); err != nil {
		return err
	}
	if err := os.WriteFile(name, text.Bytes(), 0o644); err != nil {
		return &usageError{fmt.Sprintf("cannot write %s: %v", name, err), "name a file that can be written with --" + flag}
	}
	return nil
}
