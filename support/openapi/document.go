package openapi

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"assay/support/spec"

	"go.yaml.in/yaml/v3"
)

// Options is what the tables do not know.
type Options struct {
	Version string // of the description; required by OpenAPI

	// Simulated says whether the simulator answers a call. Its answer is written
	// to each operation as x-simulated. nil: nothing is written.
	Simulated func(verb, path string) bool
}

// Document is a description of the API.
type Document struct{ root object }

// Describe makes the description of all endpoints of the tables, those that are
// not simulated included.
func Describe(o Options) Document {
	all := operations()
	return Document{object{
		{"openapi", "3.1.0"},
		{"info", object{
			{"title", "Open Payment Platform API"},
			{"version", o.Version},
			{"description", about},
		}},
		{"servers", servers()},
		{"tags", tags(all)},
		{"paths", paths(all, o.Simulated)},
		{"webhooks", webhooks()},
		{"components", object{
			{"securitySchemes", securitySchemes()},
			{"responses", refusals()},
			{"schemas", append(forms(), answers()...)},
		}},
	}}
}

const about = `What is known of the API, generated from tables of facts that each name their source.

Requests are forms, answers are JSON. A declined payment is answered with HTTP 400 and the whole payment:
result.code says what happened, and x-result-groups what the codes mean. Answers may have members that
are not described here. A verb that a path does not have is answered with 405.

What carries x-status, with another word than verified, nobody could verify. x-simulated says whether the
simulator answers a call. A format in x-pattern, x-enum or x-maxLength is documented but not enforced.`

// JSON returns the document as indented JSON.
func (d Document) JSON() ([]byte, error) {
	text, err := d.root.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, text, "", "  ")
	b.WriteByte('\n')
	return b.Bytes(), err
}

// YAML returns the document as YAML.
func (d Document) YAML() ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(yamlNode(d.root)); err != nil {
		return nil, err
	}
	err := e.Close()
	return b.Bytes(), err
}

// host is how the table of endpoints names the platform's own hosts.
var host = regexp.MustCompile(`(https://[^ ,;]+)/ \((test|live)`)

func servers() []any {
	var list []any
	for _, e := range spec.Endpoints() {
		for _, m := range host.FindAllStringSubmatch(e.Note, -1) {
			list = append(list, object{{"url", m[1]}, {"description", m[2]}})
		}
	}
	return list
}

// tags lists the areas of the API with their paths, in the order of their first
// endpoint.
func tags(all []operation) []any {
	var areas []string
	paths := map[string][]string{}
	for _, op := range all {
		area := op.call().Area
		if paths[area] == nil {
			areas = append(areas, area)
		}
		if !slices.Contains(paths[area], op.path) {
			paths[area] = append(paths[area], op.path)
		}
	}
	var list []any
	for _, area := range areas {
		list = append(list, object{{"name", area}, {"description", strings.Join(paths[area], ", ")}})
	}
	return list
}

// securitySchemes are the two ways to log in. The older one has its parameters
// in the body of a POST, where OpenAPI knows no scheme: the form has them.
func securitySchemes() object {
	schemes := object{}
	for _, p := range spec.Parameters() {
		scheme := object{}
		switch p.Name {
		case "Authorization":
			scheme = object{{"type", "http"}, {"scheme", "bearer"}}
		case "authentication.userId", "authentication.password":
			scheme = object{{"type", "apiKey"}, {"in", "query"}, {"name", p.Name}}
		default:
			continue
		}
		scheme.describe(p.Description, p.Note)
		schemes.set(p.Name, scheme)
	}
	return schemes
}

// describe sets the description, and says in it and by x-status when one of the
// remarks says that nobody could verify the fact.
func (o *object) describe(text string, remarks ...string) {
	doubt := strings.Contains(strings.Join(remarks, " ")+text, "unverified")
	if doubt && !strings.Contains(text, "unverified") {
		text += " (unverified)"
	}
	o.set("description", text)
	if doubt {
		o.set("x-status", "unverified")
	}
}

// ref points to a component.
func ref(kind, name string) object { return object{{"$ref", "#/components/" + kind + "/" + name}} }

func schemaRef(name string) object { return ref("schemas", name) }
