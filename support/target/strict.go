package target

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// wholeFile is what messages call the top of a file.
const wholeFile = "the file"

// readStrict decodes YAML into out, a pointer to one of the file types, and
// returns the root for later look-ups of places. Whatever the file type does
// not have is refused with its line.
//
// The tree is checked here, ahead of the decoder and stricter than its
// KnownFields: the decoder's messages quote values, which may be secrets, and
// name Go types, which mean nothing to the author of the file.
func readStrict(file string, data []byte, out any) (place, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return place{}, syntaxError(file, err)
	}
	if err := dec.Decode(&second); err == nil {
		return place{}, place{file: file, node: &second}.errorf("keep one YAML document in the file",
			"a second YAML document begins here")
	}
	if len(doc.Content) == 0 {
		return place{file: file, node: &yaml.Node{Kind: yaml.MappingNode}}, nil
	}
	root := place{file: file, node: doc.Content[0]}
	if err := checkShape(root, wholeFile, reflect.TypeOf(out).Elem()); err != nil {
		return root, err
	}
	strict := yaml.NewDecoder(bytes.NewReader(data))
	strict.KnownFields(true)
	if err := strict.Decode(out); err != nil && !errors.Is(err, io.EOF) {
		return root, syntaxError(file, err)
	}
	return root, nil
}

// checkShape compares a node with the type it is to be decoded into.
func checkShape(p place, name string, t reflect.Type) error {
	p.node = follow(p.node)
	if p.node.Tag == "!!null" {
		return nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return checkShape(p, name, t.Elem())
	case reflect.Struct, reflect.Map:
		return checkMapping(p, name, t)
	case reflect.Slice:
		if p.node.Kind != yaml.SequenceNode {
			return p.errorf("write "+name+" as a list: [a, b] or one item a line after a dash", "%s must be a list", name)
		}
		for _, item := range p.node.Content {
			if err := checkShape(p.at(item), "an item of "+name, t.Elem()); err != nil {
				return err
			}
		}
		return nil
	}
	return checkScalar(p, name, t)
}

// checkMapping checks keys against a struct's fields; a map takes any.
func checkMapping(p place, name string, t reflect.Type) error {
	if p.node.Kind != yaml.MappingNode {
		remedy := "write the keys of " + name + " below it, indented, as key: value"
		if name == wholeFile {
			remedy = "begin its lines with keys, as key: value"
		}
		return p.errorf(remedy, "%s must have keys", name)
	}
	fields := map[string]reflect.Type{}
	var known []string
	if t.Kind() == reflect.Struct {
		known = keysOf(t, fields)
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(p.node.Content); i += 2 {
		key, value := p.at(p.node.Content[i]), p.at(p.node.Content[i+1])
		word := key.node.Value
		if line, twice := seen[word]; twice {
			return key.errorf("keep one of the two", "key %q was already given in line %d", word, line)
		}
		seen[word] = key.node.Line
		kind, ok := fields[word]
		switch {
		case t.Kind() == reflect.Map:
			kind = t.Elem()
		case key.node.Tag == "!!merge":
			if follow(value.node).Kind == yaml.SequenceNode {
				kind = reflect.SliceOf(t)
			} else {
				kind = t
			}
		case !ok:
			return key.errorf(didYouMean(word, known, "the keys of "+name+" are"), "unknown key %q", keyPart(word))
		case kind.Kind() == reflect.String && value.node.Kind == yaml.MappingNode && slices.Contains(known, word+"s"):
			return key.errorf("did you mean "+word+"s?", "%s must be text", word)
		}
		if err := checkShape(value, word, kind); err != nil {
			return err
		}
	}
	return nil
}

// keysOf fills fields with a struct's YAML keys and returns them in order.
func keysOf(t reflect.Type, fields map[string]reflect.Type) []string {
	var known []string
	for f := range t.Fields() {
		key, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if options == "inline" {
			known = append(known, keysOf(f.Type, fields)...)
			continue
		}
		fields[key] = f.Type
		known = append(known, key)
	}
	return known
}

// keyPart is as much of a key as could be a name: a value follows at once where
// the space after the colon was forgotten.
func keyPart(word string) string {
	for i, r := range word {
		if !unicode.IsLetter(r) && r != '_' && r != '-' {
			return word[:i] + "..."
		}
	}
	return word
}

// checkScalar checks a single value without ever quoting it.
func checkScalar(p place, name string, t reflect.Type) error {
	want := map[reflect.Kind]string{
		reflect.Int: "a whole number", reflect.Float64: "a number", reflect.Bool: "true or false", reflect.String: "text",
	}[t.Kind()]
	if p.node.Kind != yaml.ScalarNode || p.node.Decode(reflect.New(t).Interface()) != nil {
		return p.errorf("write "+name+" as "+want, "%s must be %s", name, want)
	}
	return nil
}

var (
	yamlLine = regexp.MustCompile(`line (\d+): (.*)`)
	// A secret that begins with an asterisk, without quotes, reads as an alias.
	yamlAnchor = regexp.MustCompile(`anchor '.*'`)
)

// syntaxError turns the YAML library's error into ours, its line in front.
func syntaxError(file string, err error) error {
	text := yamlAnchor.ReplaceAllString(err.Error(), "anchor")
	e := &Error{
		File: file, Problem: "not valid YAML: " + strings.TrimPrefix(text, "yaml: "),
		Remedy: "look for a tab, a missing colon or space, or an unclosed quote in this line or the one above",
	}
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		e.Line, _ = strconv.Atoi(m[1])
		e.Problem = fmt.Sprintf("not valid YAML: %s", m[2])
	}
	if strings.Contains(text, "UTF-8") {
		e.Remedy = "save the file as UTF-8"
	}
	return e
}
