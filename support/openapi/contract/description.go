package contract

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"assay/support/openapi"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// description is the generated document, taken apart. All contracts of a process
// have one in common: it does not change, and it takes long to compile.
type description struct {
	document map[string]any
	calls    []call
	first    map[string]bool // what paths begin with

	compiling sync.Mutex // guards all below
	compiler  *jsonschema.Compiler
	schemas   map[string]*jsonschema.Schema
}

// call is one operation of the document.
type call struct {
	verb, path string
	segments   []string
	operation  map[string]any
}

// documentURI is what the compiler calls the document.
const documentURI = "openapi:document"

var described = sync.OnceValues(func() (*description, error) {
	text, err := openapi.Describe(openapi.Options{Version: "0"}).JSON()
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	d := &description{
		document: document.(map[string]any), first: map[string]bool{},
		compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{},
	}
	for path, item := range d.document["paths"].(map[string]any) {
		segments := strings.Split(path, "/")
		d.first[segments[1]] = true
		for verb, operation := range item.(map[string]any) {
			if operation, is := operation.(map[string]any); is {
				d.calls = append(d.calls, call{strings.ToUpper(verb), path, segments, operation})
			}
		}
	}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	return d, d.compiler.AddResource(documentURI, document)
})

// ofTheAPI says whether some described path begins like this one.
func (d *description) ofTheAPI(path string) bool { return d.first[strings.Split(path, "/")[1]] }

// operation finds the described path of a request, "" if there is none.
func (d *description) operation(verb, path string) (template string, operation map[string]any) {
	segments := strings.Split(path, "/")
	for _, c := range d.calls {
		if c.verb != verb || !slices.EqualFunc(c.segments, segments, func(want, got string) bool {
			return want == got || strings.HasPrefix(want, "{")
		}) {
			continue
		}
		if operation == nil || strings.Count(c.path, "{") < strings.Count(template, "{") {
			template, operation = c.path, c.operation
		}
	}
	return template, operation
}

// schema returns the one at a place of the document, compiled once: a library
// that validates whole exchanges compiles it for each.
func (d *description) schema(at string) (*jsonschema.Schema, error) {
	d.compiling.Lock()
	defer d.compiling.Unlock()
	if s := d.schemas[at]; s != nil {
		return s, nil
	}
	s, err := d.compiler.Compile(documentURI + strings.NewReplacer("{", "%7B", "}", "%7D").Replace(at))
	d.schemas[at] = s
	return s, err
}
