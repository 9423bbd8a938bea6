package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// childWatch looks at what the processes below this one use together, again and
// again. It reads /proc: where there is none, it sees nothing.
type childWatch struct {
	stop chan struct{}
	peak chan int64
}

// watchChildren starts to watch all of them but one.
func watchChildren(but int) *childWatch {
	w := &childWatch{stop: make(chan struct{}), peak: make(chan int64)}
	go func() {
		every := time.NewTicker(150 * time.Millisecond)
		defer every.Stop()
		var peak int64
		for {
			select {
			case <-every.C:
				peak = max(peak, together(os.Getpid(), but))
			case <-w.stop:
				w.peak <- peak
				return
			}
		}
	}()
	return w
}

// most ends the watch and returns the most memory that was in use at once, in
// bytes.
func (w *childWatch) most() int64 {
	close(w.stop)
	return <-w.peak
}

// together returns the memory of the processes below root, without one and what
// is below that. Pages that several of them share count once.
func together(root, but int) int64 {
	below := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		stat, err := os.ReadFile(file)
		if err != nil { // it has ended
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		// After the name, which may hold anything, come the state and the parent.
		fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
		parent, _ := strconv.Atoi(string(fields[1]))
		below[parent] = append(below[parent], pid)
	}
	var total int64
	for left := below[root]; len(left) > 0; {
		pid := left[0]
		if left = left[1:]; pid != but {
			total += proportional(pid)
			left = append(left, below[pid]...)
		}
	}
	return total
}

// proportional returns a process's share of the memory that it uses (Pss).
func proportional(pid int) int64 {
	text, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "smaps_rollup"))
	for line := range bytes.Lines(text) {
		if amount, found := bytes.CutPrefix(line, []byte("Pss:")); found {
			kb, _ := strconv.ParseInt(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(amount), []byte("kB")))), 10, 64)
			return kb * 1024
		}
	}
	return 0
}
