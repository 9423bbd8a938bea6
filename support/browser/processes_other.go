//go:build !linux

package browser

// endProcesses does nothing where processes cannot be listed by reading files:
// ending the process group has to do.
func endProcesses(string) {}
