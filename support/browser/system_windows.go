package browser

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

const canReap = false

// ownGroup does nothing: there the browser ends when its pipes close.
func ownGroup(*exec.Cmd) {}

// takeLock makes the file. A file that is open cannot be removed there, which
// is what tryLock looks at.
func takeLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintln(f, os.Getpid()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// tryLock is an error when another process has the file open.
func tryLock(path string) (*os.File, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil {
		return nil, errors.New("in use")
	}
	return takeLock(path)
}
