package openapi

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// object is a part of the document: members in the order in which they are
// written, so that the same tables give the same text.
type object []member

type member struct {
	key   string
	value any
}

// set appends a member, unless its value is empty.
func (o *object) set(key string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case object:
		if len(v) == 0 {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	}
	*o = append(*o, member{key, value})
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for _, part := range []any{m.key, m.value} {
			text, err := plainJSON(part)
			if err != nil {
				return nil, err
			}
			b.Write(text)
			b.WriteByte(':')
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON leaves <, > and & as they are: the document is no part of a page.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// MarshalYAML writes the members in their order.
func (o object) MarshalYAML() (any, error) {
	mapping := &yaml.Node{Kind: yaml.MappingNode}
	if len(o) == 0 {
		mapping.Style = yaml.FlowStyle
	}
	for _, m := range o {
		for _, part := range []any{m.key, m.value} {
			var node yaml.Node
			if err := node.Encode(part); err != nil {
				return nil, err
			}
			mapping.Content = append(mapping.Content, &node)
		}
	}
	return mapping, nil
}
