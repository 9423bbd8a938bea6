//go:build !unix

package browser_test

// processCauses are what can become of the browser's processes. To let it happen
// takes signals, which this system does not have.
func processCauses() []cause { return nil }
