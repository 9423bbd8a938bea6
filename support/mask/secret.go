package mask

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a credential that cannot print itself: every verb of fmt, JSON,
// YAML, XML and slog show "[secret]". Only [Secret.Reveal] gives the value.
//
// Three holes are the language's own and closed by convention. fmt calls no
// methods on unexported fields, so a struct that keeps a Secret in one defines
// its own Format. encoding/json writes map keys of string kind as they are, so
// a Secret is never a key. And fmt asks nobody about %p, nor about %w for what
// is no error; go vet refuses both.
type Secret string

// Reveal returns the value itself, for the one place that needs it.
func (s Secret) Reveal() string { return string(s) }

// String returns "[secret]".
func (s Secret) String() string { return Hidden }

// GoString returns "[secret]".
func (s Secret) GoString() string { return Hidden }

// Format writes "[secret]" whatever the verb and flags.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Hidden) }

// MarshalJSON returns "[secret]" as a JSON string.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + Hidden + `"`), nil }

// MarshalText returns "[secret]"; YAML, XML and others ask for it.
func (s Secret) MarshalText() ([]byte, error) { return []byte(Hidden), nil }

// LogValue returns "[secret]" for slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(Hidden) }
