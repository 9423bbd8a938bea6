package target

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("assay.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("assay.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML in the way an editor hands it to the schema.
func asJSON(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSchemaAcceptsWhatTheReaderAccepts(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("testdata/example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	// The schema wants entityId as text, YAML reads 123e45 as a number.
	example = bytes.Replace(example, []byte("123e45"), []byte(`"123e45"`), 1)
	if err := compiledSchema(t).Validate(asJSON(t, example)); err != nil {
		t.Errorf("the example: %v", err)
	}
}

func TestTheSchemaRefusesWhatTheReaderRefuses(t *testing.T) {
	t.Parallel()
	s := compiledSchema(t)
	for name, text := range map[string]string{
		"an unknown key":        "targts: {}",
		"an unknown target key": withTarget(base, channels, "baseURL: x"),
		"baseUrl without slash": withTarget("baseUrl: https://eu-test.example.com", channels),
		"an unknown ability":    withTarget(base, channels, "abilities: [telepathy]"),
		"no channel":            withTarget(base, "channels: []"),
		"no baseUrl":            withTarget(channels),
		"a negative limit":      withTarget(base, channels, "limits: {statusPerMinute: -1}"),
	} {
		if err := s.Validate(asJSON(t, []byte(text))); err == nil {
			t.Errorf("%s is accepted by the schema", name)
		}
		if _, err := parse("c.yaml", []byte(text), vars()); err == nil {
			t.Errorf("%s is accepted by the reader", name)
		}
	}
}

func TestEveryKeyOfTheFileIsExplained(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, f := range []any{fileConfig{}, fileLint{}, fileTarget{}, fileChannel{}, Limits{}} {
		for field := range reflect.TypeOf(f).Fields() {
			used[field.Name] = true
			if !strings.HasSuffix(meanings[field.Name], ".") {
				t.Errorf("%s has no meaning, or not a sentence", field.Name)
			}
		}
	}
	for name := range meanings {
		if !used[name] {
			t.Errorf("%s is explained and does not exist", name)
		}
	}
}

func TestVariablesAreUniqueAndExplained(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, v := range Variables() {
		if seen[v.Name] || v.Meaning == "" {
			t.Errorf("%s is there twice, or without meaning", v.Name)
		}
		seen[v.Name] = true
	}
}
