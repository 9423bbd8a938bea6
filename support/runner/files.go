package runner

import (
	"bytes"
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
	"assay/support/boundary"

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

// file is a feature file that was found.
type file struct {
	fsys  fs.FS
	name  string        // in fsys
	shown string        // to people: "features/payments/debit.feature"
	disk  string        // where it can be written; "" = it is part of the binary
	make  func() []byte // of one that is made from the tables; fsys and name are of no use then
}

// generated is the directory name under which features are known that are made
// from the tables.
const generated = "generated"

// generatedFiles returns the features that are made from the tables.
func generatedFiles() []file {
	return []file{{shown: generated + "/parameters.feature", make: boundary.Feature}}
}

func (f file) read() ([]byte, error) {
	if f.make != nil {
		return f.make(), nil
	}
	return fs.ReadFile(f.fsys, f.name)
}

// embedded is what a program has built in: its features, and the directory
// under whose name they are known.
type embedded struct {
	fsys   fs.FS
	prefix string
}

// embedded is that of the selection's author, else that of assay.
func (sel Selection) embedded() embedded {
	if sel.Features != nil {
		return embedded{sel.Features, ""}
	}
	return embedded{features.FS, builtIn}
}

// features parses the features that the paths name, each file once. Without
// paths it is the whole specification, and with it what is made from the tables
// if that is wanted.
func (e embedded) features(paths []string, made bool) ([]*feature, map[string][]int, error) {
	files, lines, err := e.find(paths)
	if err != nil {
		return nil, nil, err
	}
	if made && len(paths) == 0 {
		files = append(files, generatedFiles()...)
	}
	all, err := parseFiles(files)
	return all, lines, err
}

// find returns the files that the paths name, each once, and the lines wanted of
// them.
func (e embedded) find(paths []string) ([]file, map[string][]int, error) {
	if len(paths) == 0 {
		all, err := walk(e.fsys, ".", e.prefix, "")
		return all, nil, err
	}
	var all []file
	lines := map[string][]int{}
	shown := map[string]string{} // how a file was called first
	for _, text := range paths {
		l := parseLocation(text)
		found, err := e.locate(l.path)
		if err != nil {
			return nil, nil, err
		}
		if len(l.lines) > 0 && path.Base(found[0].shown) != path.Base(filepath.ToSlash(l.path)) {
			return nil, nil, usage("name the file that the line is in", "%s is a directory, which has no lines", l.path)
		}
		for _, f := range found {
			name, seen := shown[f.identity()]
			if !seen {
				name = f.shown
				shown[f.identity()] = name
				all = append(all, f)
			}
			if len(l.lines) > 0 {
				lines[name] = append(lines[name], l.lines...)
			}
		}
	}
	return all, lines, nil
}

// identity tells files apart, whatever path or link leads to them.
func (f file) identity() string {
	if f.disk == "" {
		return f.shown
	}
	full, err := filepath.Abs(f.disk)
	if err != nil {
		return f.shown
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real
	}
	return full
}

// locate finds one file or all of a directory: on the disk, else in the
// specification.
func (e embedded) locate(name string) ([]file, error) {
	if name == "" { // a variable of a script that is not set; all would be more than was meant
		return nil, usage("leave it out to name all features that are built in", "a path is empty")
	}
	info, err := os.Stat(name)
	clean := filepath.ToSlash(filepath.Clean(name))
	switch {
	case err == nil && info.IsDir():
		found, err := walk(os.DirFS(name), ".", clean, name)
		if err == nil && len(found) == 0 {
			err = usage("feature files end in .feature", "there is no feature file in %s", name)
		}
		return found, err
	case err == nil:
		return []file{{fsys: os.DirFS(filepath.Dir(name)), name: filepath.Base(name), shown: clean, disk: name}}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, usage("", "cannot read %s: %v", name, err)
	}
	inside := path.Clean(filepath.ToSlash(name))
	if made := generatedFiles(); inside == generated {
		return made, nil
	} else if i := slices.IndexFunc(made, func(f file) bool { return f.shown == inside }); i >= 0 {
		return made[i : i+1], nil
	}
	inside = strings.TrimPrefix(strings.TrimPrefix(inside, e.prefix), "/")
	if inside == "" {
		inside = "."
	}
	if _, err := fs.Stat(e.fsys, inside); err != nil {
		return nil, usage("name a directory, a feature file, file:line or an id such as PA-001; \"assay list\" shows those that are built in",
			"there is no %q here, nor among the built-in features", name)
	}
	return walk(e.fsys, inside, e.prefix, "")
}

// walk finds all feature files below a directory in the order of their names.
// Dir is where fsys is on the disk, "" where it is not.
func walk(fsys fs.FS, root, prefix, dir string) ([]file, error) {
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
	all := make([]file, len(names))
	for i, name := range names {
		all[i] = file{fsys: fsys, name: name, shown: path.Join(prefix, name)}
		if dir != "" {
			all[i].disk = filepath.Join(dir, filepath.FromSlash(name))
		}
	}
	return all, nil
}

// parseFiles reads feature files, several at a time.
func parseFiles(files []file) ([]*feature, error) {
	all := make([]*feature, len(files))
	failures := make([]error, len(files))
	var parsing errgroup.Group
	parsing.SetLimit(runtime.NumCPU())
	for i, f := range files {
		parsing.Go(func() error {
			all[i], failures[i] = f.parse()
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

// parse reads the feature; one that is part of the program is read once.
func (f file) parse() (*feature, error) {
	if f.make != nil || f.fsys == fs.FS(features.FS) {
		return kept(f)
	}
	return f.parseAnew()
}

func (f file) parseAnew() (*feature, error) {
	text, err := f.read()
	if err != nil {
		return nil, usage("", "cannot read %s: %v", f.shown, err)
	}
	parsed, err := parseFeature(f.shown, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	// At once, file by file: what the parser makes of thousands of rows is large.
	parsed.all, err = parsed.expand()
	return parsed, err
}
