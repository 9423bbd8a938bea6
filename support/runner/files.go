package runner

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"assay/features"

	"golang.org/x/sync/errgroup"
)

// location is a path of the command line: a directory or file, perhaps with the
// lines wanted ("debit.feature:12:20").
type location struct {
	path  string
	lines []int
}

func parseLocation(text string) location {
	parts := strings.Split(text, ":")
	l := location{path: parts[0]}
	for i, part := range parts[1:] {
		n, err := strconv.Atoi(part)
		if err != nil { // a colon of the path itself: "C:\features"
			l.path, l.lines = strings.Join(parts[:i+2], ":"), nil
			continue
		}
		l.lines = append(l.lines, n)
	}
	return l
}

// builtIn is the directory name under which the embedded features are known.
const builtIn = "features"

// readFeatures parses the features that the paths name, each file once. Without
// paths it is the embedded specification.
func readFeatures(paths []string) ([]*feature, map[string][]int, error) {
	if len(paths) == 0 {
		all, err := walk(features.FS, ".", builtIn)
		return all, nil, err
	}
	var all []*feature
	lines := map[string][]int{}
	seen := map[string]bool{}
	for _, text := range paths {
		l := parseLocation(text)
		found, err := readLocation(l.path)
		if err != nil {
			return nil, nil, err
		}
		if len(l.lines) > 0 {
			lines[found[0].path] = append(lines[found[0].path], l.lines...)
		}
		for _, f := range found {
			if !seen[f.path] {
				seen[f.path] = true
				all = append(all, f)
			}
		}
	}
	return all, lines, nil
}

// readLocation reads one file or directory: of the disk, else of the embedded
// specification.
func readLocation(name string) ([]*feature, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		found, err := walk(os.DirFS(name), ".", filepath.ToSlash(filepath.Clean(name)))
		if err == nil && len(found) == 0 {
			err = usage("feature files end in .feature", "there is no feature file in %s", name)
		}
		return found, err
	case err == nil:
		f, err := readFile(os.DirFS(filepath.Dir(name)), filepath.Base(name), filepath.ToSlash(filepath.Clean(name)))
		return []*feature{f}, err
	case !errors.Is(err, fs.ErrNotExist):
		return nil, usage("", "cannot read %s: %v", name, err)
	}
	inside := path.Clean(filepath.ToSlash(name))
	inside = strings.TrimPrefix(strings.TrimPrefix(inside, builtIn), "/")
	if inside == "" {
		inside = "."
	}
	if _, err := fs.Stat(features.FS, inside); err != nil {
		return nil, usage("name a directory, a feature file or file:line; \"assay list\" shows the built-in features",
			"there is no %s here, nor among the built-in features", name)
	}
	return walk(features.FS, inside, builtIn)
}

// walk reads all feature files below a directory in the order of their names.
func walk(fsys fs.FS, root, prefix string) ([]*feature, error) {
	var names []string
	err := fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(name, ".feature") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, usage("", "cannot read the features in %s: %v", prefix, err)
	}
	slices.Sort(names)
	all := make([]*feature, len(names))
	failures := make([]error, len(names))
	var parsing errgroup.Group
	parsing.SetLimit(runtime.NumCPU())
	for i, name := range names {
		parsing.Go(func() error {
			all[i], failures[i] = readFile(fsys, name, path.Join(prefix, name))
			return nil
		})
	}
	_ = parsing.Wait()
	for _, err := range failures { // the first in the order of names, whoever was quicker
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readFile(fsys fs.FS, name, shown string) (*feature, error) {
	r, err := fsys.Open(name)
	if err != nil {
		return nil, usage("", "cannot read %s: %v", shown, err)
	}
	defer r.Close()
	return parseFeature(shown, r)
}
