package assay_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the path of this module; what follows it in an import is a
// directory here.
const module = "assay"

// mayImport is the whole of the architecture: of the packages of this module,
// those that each one may import. A package that is missing here fails.
//
// Data flows one way, features -> steps -> support -> gateway, and what
// happened flows into reports. The simulator and the client share facts
// (spec), never code: a mistake in both would pass every test.
var mayImport = map[string][]string{
	"cmd/assay": {"cli"},
	"cli": {
		"reports", "support/boundary", "support/catalogue", "support/coverage", "support/door", "support/featurefile",
		"support/fidelity", "support/lint", "support/openapi", "support/runner", "support/simulator", "support/target",
		"support/watch", "steps",
	},
	"features": {},
	"steps": {
		"support/browser", "support/opp", "support/shop", "support/simulator/control", "support/spec",
	},
	"reports":           {"support/mask"},
	"support/boundary":  {"support/spec"},
	"support/browser":   {"support/mask"},
	"support/catalogue": {"reports"},
	"support/coverage":  {"features", "reports", "support/mask", "support/spec"},
	"support/door": {
		"support/mask", "support/opp", "support/shop", "support/simulator/control", "support/spec",
	},
	"support/featurefile":      {},
	"support/fidelity":         {"support/spec"},
	"support/lint":             {"support/featurefile"},
	"support/mask":             {},
	"support/openapi":          {"support/spec"},
	"support/formwalk":         {"support/browser", "support/mask"},
	"support/openapi/contract": {"support/openapi"},
	"support/pace":             {},
	"support/opp":              {"support/mask", "support/spec"},
	"support/runner": {
		"features", "reports", "steps", "support/boundary", "support/browser", "support/catalogue", "support/featurefile",
		"support/formwalk", "support/lint", "support/mask", "support/opp", "support/pace", "support/shop",
		"support/simulator", "support/simulator/control", "support/spec", "support/target",
	},
	"support/shop":              {"support/mask"},
	"support/simulator":         {"support/spec"},
	"support/simulator/control": {},
	"support/spec":              {},
	"support/target":            {},
	"support/watch":             {},
}

// homes are the libraries that belong to some packages only, so that each can
// be replaced in one place. All others may be used where they are needed.
var homes = map[string][]string{
	"github.com/cucumber/godog":    {"steps", "support/runner"},
	"github.com/cucumber/gherkin":  {"reports", "support/featurefile"},
	"github.com/go-resty/resty":    {"support/opp"},
	"github.com/tidwall/gjson":     {"steps", "support/opp"},
	"github.com/chromedp":          {"support/browser"},
	"github.com/spf13/cobra":       {"cli"},
	"github.com/fsnotify/fsnotify": {"support/watch"},
}

// vague are names that say nothing about what a package is for.
var vague = []string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "types"}

func TestPackagesImportOnlyWhatTheyMay(t *testing.T) {
	t.Parallel()
	for dir, files := range packages(t) {
		allowed, known := mayImport[dir]
		if !known {
			t.Errorf("%s is not in the table mayImport: say there what it may import, or move its code", dir)
			continue
		}
		for _, f := range files {
			for _, imp := range f.imports {
				ours, isOurs := strings.CutPrefix(imp.path, module+"/")
				if isOurs && ours != dir && !slices.Contains(allowed, ours) {
					t.Errorf("%s: %s may not import %s, only %v", imp.at, dir, ours, allowed)
				}
			}
		}
	}
}

func TestLibrariesStayAtHome(t *testing.T) {
	t.Parallel()
	for dir, files := range packages(t) {
		for _, f := range files {
			for _, imp := range f.imports {
				for library, at := range homes {
					if (imp.path == library || strings.HasPrefix(imp.path, library+"/")) && !slices.Contains(at, dir) {
						t.Errorf("%s: %s may not import %s, which is at home in %v", imp.at, dir, imp.path, at)
					}
				}
			}
		}
	}
}

func TestEveryPackageOfTheTableExists(t *testing.T) {
	t.Parallel()
	there := packages(t)
	for _, dir := range slices.Sorted(maps.Keys(mayImport)) {
		if there[dir] == nil {
			t.Errorf("the table mayImport has %s, which is not there: remove the row", dir)
		}
	}
}

// A part of a package, in a directory below it, is told with it.
func TestReadmeTellsOfEveryPackage(t *testing.T) {
	t.Parallel()
	_, told, _ := strings.Cut(string(content(t, "README.md")), "## Project structure")
	told, _, _ = strings.Cut(told, "\n## ")
	there := packages(t)
	for _, dir := range slices.Sorted(maps.Keys(there)) {
		if there[path.Dir(dir)] != nil {
			continue
		}
		if !strings.Contains(told, "| `"+dir+"` |") && !strings.Contains(told, "| `"+dir+"/` |") {
			t.Errorf("the structure in README.md says nothing of %s", dir)
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	for dir, files := range packages(t) {
		var documented []string
		for _, f := range files {
			if f.doc != "" {
				documented = append(documented, f.name)
			}
			if f.doc != "" && f.pkg != "main" && !strings.HasPrefix(f.doc, "Package "+f.pkg+" ") {
				t.Errorf("%s: its package comment begins %.40q, want \"Package %s ...\"", f.name, f.doc, f.pkg)
			}
		}
		switch len(documented) {
		case 0:
			t.Errorf("%s has no package comment: say what it is, what it is not, what it may import", dir)
		case 1:
		default:
			t.Errorf("%s has %d package comments, in %v: one is read, the others are not", dir, len(documented), documented)
		}
		if slices.Contains(vague, path.Base(dir)) {
			t.Errorf("%s has a name that says nothing: name it after what it is for", dir)
		}
	}
}

// source is what the tests above want to know of a Go file.
type source struct {
	name, pkg, doc string
	imports        []imported
}

type imported struct{ path, at string }

// packages parses the Go files of this module that are no tests, by directory.
// The root has none: it is no package, only a place for tests like these.
func packages(t *testing.T) map[string][]source {
	t.Helper()
	all := map[string][]source{}
	for _, name := range repository(t) {
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || nested(t, name) {
			continue
		}
		all[path.Dir(name)] = append(all[path.Dir(name)], parse(t, name))
	}
	if len(all) == 0 {
		t.Fatal("found no Go file at all: this test looks in the wrong place")
	}
	return all
}

func parse(t *testing.T, name string) source {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	s := source{name: name, pkg: file.Name.Name}
	if file.Doc != nil {
		s.doc = file.Doc.Text()
	}
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		s.imports = append(s.imports, imported{path: p, at: set.Position(spec.Pos()).String()})
	}
	return s
}

// nested says whether a file is of another module, or is data for a test.
func nested(t *testing.T, name string) bool {
	t.Helper()
	if slices.Contains(strings.Split(name, "/"), "testdata") {
		return true
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if found, err := filepath.Glob(dir + "/go.mod"); err != nil || len(found) > 0 {
			return true
		}
	}
	return false
}

// repository lists the files of the repository, slash separated. What builds
// and runs leave behind is no part of it.
func repository(t *testing.T) []string {
	t.Helper()
	left := []string{".git", "bin", "reports/out", "assay-out", "node_modules"}
	var files []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (slices.Contains(left, name) || slices.Contains(left, entry.Name())):
			return fs.SkipDir
		case entry.Type().IsRegular() && name != ".git": // which is a file in a linked work tree
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
