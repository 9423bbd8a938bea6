// Package watch tells which feature files have changed since it last told.
//
// It is no reader of features: what is in a file is for others to say. It
// imports nothing of ours. Begin with [New].
package watch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long no event must come before a change counts as complete:
// editors write, rename and write again.
const quiet = 100 * time.Millisecond

// Watcher watches feature files and directories of them. It is for one
// goroutine.
type Watcher struct {
	paths  []string
	notify *fsnotify.Watcher
	known  map[string][sha256.Size]byte // of the files, by path
}

// New begins to watch: files, and whole directories with what will be in them.
// Close must be called after.
func New(paths []string) (*Watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &Watcher{paths: paths, notify: notify, known: map[string][sha256.Size]byte{}}
	w.changed()
	if len(notify.WatchList()) == 0 {
		return nil, errors.Join(errors.New("none of the directories can be watched"), notify.Close())
	}
	return w, nil
}

// Close ends the watch.
func (w *Watcher) Close() error { return w.notify.Close() }

// Files is how many files are there to watch.
func (w *Watcher) Files() int { return len(w.known) }

// Next waits until files have other contents than before, or new ones are there,
// and returns their paths in order, with slashes and as they were given. It
// returns an error when ctx ends first.
func (w *Watcher) Next(ctx context.Context) ([]string, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-w.notify.Events:
		case <-w.notify.Errors: // of events that were lost: look all the same
		}
		if err := w.settle(ctx); err != nil {
			return nil, err
		}
		if files := w.changed(); len(files) > 0 {
			return files, nil
		}
	}
}

// settle waits until no more events come.
func (w *Watcher) settle(ctx context.Context) error {
	timer := time.NewTimer(quiet)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-w.notify.Events:
			timer.Reset(quiet)
		case <-w.notify.Errors:
		case <-timer.C:
			return nil
		}
	}
}

// changed looks at all files. An event only says when to look: which file it is
// about depends on the editor and on the system. A file that is gone or cannot
// be read has not changed.
func (w *Watcher) changed() []string {
	var files []string
	now := map[string][sha256.Size]byte{}
	look := func(name string) {
		data, err := os.ReadFile(name)
		if err != nil {
			return
		}
		data = bytes.TrimSpace(data)
		sum := sha256.Sum256(data)
		if name = filepath.ToSlash(name); len(data) > 0 && w.known[name] != sum {
			files = append(files, name)
		}
		now[name] = sum
	}
	for _, path := range w.paths {
		path = filepath.Clean(path)
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			_ = w.notify.Add(filepath.Dir(path)) // editors replace the file itself
			look(path)
			continue
		}
		_ = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil //nolint:nilerr // it is gone, or not ours to read
			case entry.IsDir():
				_ = w.notify.Add(name)
			case strings.HasSuffix(name, ".feature"):
				look(name)
			}
			return nil
		})
	}
	w.known = now
	slices.Sort(files)
	return slices.Compact(files)
}
