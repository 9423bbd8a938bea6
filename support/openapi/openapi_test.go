package openapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"assay/support/spec"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write testdata/excerpt.yaml anew")

func described(t *testing.T) Document {
	t.Helper()
	return Describe(Options{
		Version: "1.2.3", Simulated: func(_, path string) bool { return path == "/v1/payments/{id}" },
	})
}

func text(t *testing.T, write func() ([]byte, error)) []byte {
	t.Helper()
	b, err := write()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Another implementation of OpenAPI reads the document and finds nothing wrong.
func TestTheDocumentIsValid(t *testing.T) {
	t.Parallel()
	d := described(t)
	for format, text := range map[string][]byte{"JSON": text(t, d.JSON), "YAML": text(t, d.YAML)} {
		loaded, err := openapi3.NewLoader().LoadFromData(text)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if err := loaded.Validate(t.Context()); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestJSONAndYAMLAreOneDocumentAndAlwaysTheSame(t *testing.T) {
	t.Parallel()
	var fromJSON, fromYAML any
	if err := json.Unmarshal(text(t, described(t).JSON), &fromJSON); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text(t, described(t).YAML), &fromYAML); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(fromYAML) // JSON has one kind of number only
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &fromYAML); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(fromJSON, fromYAML) {
		t.Errorf("JSON and YAML differ:\n%s", cmp.Diff(fromJSON, fromYAML))
	}
	if !bytes.Equal(text(t, described(t).YAML), text(t, described(t).YAML)) {
		t.Error("the document is another one the second time")
	}
}

// The parts of which everything else is more of the same.
func TestExcerpt(t *testing.T) {
	t.Parallel()
	root := described(t).root
	got := text(t, Document{object{
		{"status of a payment", at(t, root, "paths", "/v1/payments/{id}", "get")},
		{"report by reference", at(t, root, "paths", "/v3/query", "get")},
		{"schedule", at(t, root, "paths", "/scheduling/v1/schedules", "post")},
		{"card", at(t, root, "components", "schemas", "CardParameters")},
		{"envelope", at(t, root, "components", "schemas", "Envelope")},
		{"record", at(t, root, "components", "schemas", "Record")},
		{"too many requests", at(t, root, "components", "responses", "429")},
	}}.YAML)
	const golden = "testdata/excerpt.yaml"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s, which -update writes anew, differs:\n%s", golden, diff)
	}
}

// at follows keys into a document.
func at(t *testing.T, o object, path ...string) object {
	t.Helper()
	for _, key := range path {
		found := object(nil)
		for _, m := range o {
			if inner, is := m.value.(object); is && m.key == key {
				found = inner
			}
		}
		if found == nil {
			t.Fatalf("the document has no %s", strings.Join(path, " "))
		}
		o = found
	}
	return o
}

// No row of the tables is lost, whatever is added to them.
func TestEveryRowIsDescribed(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	rows := 0
	for _, op := range operations() {
		rows += len(op.rows)
		if ids[op.id()] {
			t.Errorf("two operations are called %s", op.id())
		}
		ids[op.id()] = true
	}
	if rows != len(spec.Endpoints()) {
		t.Errorf("%d endpoints are in operations, want %d", rows, len(spec.Endpoints()))
	}
	keys := keysOf(described(t).root, map[string]bool{})
	for _, p := range spec.Parameters() {
		if !keys[p.Name] && !keys[p.NamePattern()] && p.Name != unnamed {
			t.Errorf("the parameter %s is not described", p.Name)
		}
	}
	for _, r := range spec.ResponseParameters() {
		name := strings.TrimSuffix(strings.TrimSuffix(r.Name, ".*"), "[n]")
		literal := strings.TrimPrefix(name, "resultDetails.")
		if schemaOf(r) != "" && !keys[literal] && !keys[name[strings.LastIndex(name, ".")+1:]] {
			t.Errorf("the member %s of answers is not described", r.Name)
		}
	}
	for _, s := range spec.HTTPStatuses() {
		if !keys[strconv.Itoa(s.Status)] && s.Status != 405 {
			t.Errorf("the status %d is not described", s.Status)
		}
	}
}

// unnamed is a parameter of reports of which nobody says what call takes it.
const unnamed = "reconciliationType"

// keysOf collects the keys of a document, and the names of parameters that are
// no keys.
func keysOf(value any, keys map[string]bool) map[string]bool {
	switch v := value.(type) {
	case object:
		for _, m := range v {
			keys[m.key] = true
			if name, is := m.value.(string); is && m.key == "name" {
				keys[name] = true
			}
			keysOf(m.value, keys)
		}
	case []any:
		for _, item := range v {
			keysOf(item, keys)
		}
	}
	return keys
}
