package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNextTellsWhatHasChanged(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	a, b, deep := filepath.Join(root, "a.feature"), filepath.Join(root, "b.feature"), filepath.Join(root, "x", "y", "c.feature")
	lone, sibling := filepath.Join(t.TempDir(), "lone.feature"), ""
	sibling = filepath.Join(filepath.Dir(lone), "sibling.feature")
	for _, name := range []string{a, b, lone, sibling} {
		put(t, name, "Feature: one")
	}
	w, err := New([]string{root, lone})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if w.Files() != 3 {
		t.Errorf("%d files are watched, want 3", w.Files())
	}
	tests := []struct {
		name   string
		change func()
		want   []string
	}{
		{"one is written", func() { put(t, a, "Feature: two") }, []string{a}},
		{"two are written", func() { put(t, b, "Feature: two"); put(t, a, "Feature: three") }, []string{a, b}},
		{"one is replaced, as editors do", func() {
			put(t, b+"~", "Feature: three")
			if err := os.Rename(b+"~", b); err != nil {
				t.Error(err)
			}
		}, []string{b}},
		{"a new one in a new directory", func() { put(t, deep, "Feature: deep") }, []string{deep}},
		{"one there is written again", func() { put(t, deep, "Feature: deeper") }, []string{deep}},
		{"a file that was named; not its sibling, not what is no feature, not what is only touched", func() {
			put(t, sibling, "Feature: two")
			put(t, filepath.Join(root, "notes.txt"), "notes")
			put(t, a, "Feature: three")
			if err := os.Remove(b); err != nil {
				t.Error(err)
			}
			put(t, lone, "Feature: two")
		}, []string{lone}},
	}
	for _, tt := range tests {
		tt.change()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		got, err := w.Next(ctx)
		cancel()
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestNextEndsWithItsContext(t *testing.T) {
	t.Parallel()
	w, err := New([]string{t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestWhatIsNotThereCannotBeWatched(t *testing.T) {
	t.Parallel()
	if w, err := New([]string{filepath.Join(t.TempDir(), "gone", "a.feature")}); err == nil {
		w.Close()
		t.Error("a directory that is not there is watched")
	}
}
