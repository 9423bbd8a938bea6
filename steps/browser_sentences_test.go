package steps

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSentencesThatOpenATabAreListed reads this package's own source: a sentence
// belongs into the list when what it calls opens a tab of the browser, directly
// or by way of other functions.
func TestSentencesThatOpenATabAreListed(t *testing.T) {
	t.Parallel()
	calls, handlers, texts := sources(t)
	var want []string
	for sentence, handler := range handlers {
		if reaches(calls, handler, "OpenTab", map[string]bool{}) {
			want = append(want, texts[sentence])
		}
	}
	if len(want) == 0 {
		t.Fatal("no sentence opens a tab: this test looks in the wrong place")
	}
	var got []string
	for _, expr := range inTheBrowser {
		got = append(got, expr.text)
	}
	for _, s := range want {
		if !slices.Contains(got, s) {
			t.Errorf("the sentence %q opens a tab: add it to inTheBrowser", s)
		}
	}
	for _, s := range got {
		if !slices.Contains(want, s) {
			t.Errorf("the sentence %q opens no tab: take it out of inTheBrowser", s)
		}
	}
}

// sources returns, by name, what each function mentions, the function behind
// each variable that holds a sentence, and the sentence.
func sources(t *testing.T) (calls map[string][]string, handlers, texts map[string]string) {
	t.Helper()
	calls, handlers, texts = map[string][]string{}, map[string]string{}, map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				readFunction(fn, calls, handlers)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				return true
			}
			if call, ok := v.Values[0].(*ast.CallExpr); ok && len(call.Args) == 1 {
				if text, ok := call.Args[0].(*ast.BasicLit); ok {
					texts[v.Names[0].Name] = strings.Trim(text.Value, "`\"")
				}
			}
			return true
		})
	}
	return calls, handlers, texts
}

// readFunction notes the functions and the methods of the World that a function uses. In one that registers
// sentences, r.When(aSentence, w.method) tells which method is behind which.
func readFunction(fn *ast.FuncDecl, calls map[string][]string, handlers map[string]string) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if of, ok := n.X.(*ast.Ident); ok && of.Name == "w" || n.Sel.Name == "OpenTab" {
				calls[fn.Name.Name] = append(calls[fn.Name.Name], n.Sel.Name)
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok {
				calls[fn.Name.Name] = append(calls[fn.Name.Name], f.Name)
			}
			if len(n.Args) != 2 {
				return true
			}
			sentence, isVariable := n.Args[0].(*ast.Ident)
			if method, ok := n.Args[1].(*ast.SelectorExpr); ok && isVariable {
				handlers[sentence.Name] = method.Sel.Name
			}
		}
		return true
	})
}

func reaches(calls map[string][]string, from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(calls[from], func(name string) bool { return reaches(calls, name, to, seen) })
}
