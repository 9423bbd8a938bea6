package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

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

// oldBoolean is a text that readers of YAML 1.1 take for true or false.
var oldBoolean = regexp.MustCompile(`^(?i:y|n|yes|no|on|off)$`)

// yamlNode makes a part of the document, its members in their order, a node of
// YAML. The library's own way would write and read each part once per level.
func yamlNode(value any) *yaml.Node {
	node := &yaml.Node{}
	switch v := value.(type) {
	case object:
		node.Kind = yaml.MappingNode
		for _, m := range v {
			node.Content = append(node.Content, yamlNode(m.key), yamlNode(m.value))
		}
	case []any:
		node.Kind = yaml.SequenceNode
		for _, item := range v {
			node.Content = append(node.Content, yamlNode(item))
		}
	case []string:
		node.Kind = yaml.SequenceNode
		for _, item := range v {
			node.Content = append(node.Content, yamlNode(item))
		}
	case string:
		node.SetString(v)
		if oldBoolean.MatchString(v) {
			node.Style = yaml.DoubleQuotedStyle
		}
	default:
		node.Kind, node.Value = yaml.ScalarNode, fmt.Sprint(v)
	}
	if node.Kind != yaml.ScalarNode && len(node.Content) == 0 {
		node.Style = yaml.FlowStyle
	}
	return node
}
