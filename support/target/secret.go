package target

import (
	"fmt"
	"log/slog"
)

// hidden is what a secret looks like wherever it is printed.
const hidden = "[secret]"

// Secret is a token or password that cannot print itself: every way of
// formatting or encoding it gives "[secret]". Only [Secret.Reveal] gives it
// away.
type Secret string

// Reveal returns the secret in plain text, for the request that needs it.
func (s Secret) Reveal() string { return string(s) }

// String returns "[secret]".
func (s Secret) String() string { return hidden }

// GoString returns "[secret]", for %#v.
func (s Secret) GoString() string { return hidden }

// Format prints "[secret]" for every verb, %x and %q included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(hidden)) }

// MarshalText encodes "[secret]", which covers JSON and XML as well.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// MarshalYAML encodes "[secret]".
func (s Secret) MarshalYAML() (any, error) { return hidden, nil }

// LogValue logs "[secret]".
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
