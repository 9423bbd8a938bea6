package simulator

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
)

// vary makes an answer awkward in the ways the API's documentation warns of:
// every object gets a field that nobody knows, and its keys come in another
// order. The same seed gives the same answer.
//
// Source: D26.
func vary(body []byte, seed uint64) []byte {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	v := varier{d: d, seed: mix(seed)}
	varied, err := v.value()
	if err != nil {
		return body // not an object of ours: leave it alone
	}
	return varied
}

type varier struct {
	d    *json.Decoder
	seed uint64
}

func (v *varier) random(n int) int {
	v.seed = mix(v.seed)
	return int(v.seed % uint64(n))
}

func (v *varier) value() ([]byte, error) {
	t, err := v.d.Token()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return v.object()
		}
		return v.array()
	case string:
		return appendString(nil, t), nil
	default:
		return json.Marshal(t)
	}
}

func (v *varier) object() ([]byte, error) {
	var members [][]byte
	for v.d.More() {
		t, err := v.d.Token()
		if err != nil {
			return nil, err
		}
		key, ok := t.(string)
		if !ok {
			return nil, io.ErrUnexpectedEOF
		}
		value, err := v.value()
		if err != nil {
			return nil, err
		}
		members = append(members, append(append(appendString(nil, key), ':'), value...))
	}
	unknown := appendString(nil, "randomField"+strconv.Itoa(v.random(1<<31)))
	members = append(members, append(unknown, `:"Expect fields that nobody has told you of"`...))
	for i := len(members) - 1; i > 0; i-- {
		j := v.random(i + 1)
		members[i], members[j] = members[j], members[i]
	}
	_, err := v.d.Token()
	return append(append([]byte{'{'}, bytes.Join(members, []byte{','})...), '}'), err
}

func (v *varier) array() ([]byte, error) {
	var elements [][]byte
	for v.d.More() {
		value, err := v.value()
		if err != nil {
			return nil, err
		}
		elements = append(elements, value)
	}
	_, err := v.d.Token()
	return append(append([]byte{'['}, bytes.Join(elements, []byte{','})...), ']'), err
}
