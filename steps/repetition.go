package steps

import (
	"fmt"
	"strings"
)

// repeatsAll expects every parameter that the feature has added to a request in
// its place in the answer, as the gateway does with what it knows nothing better
// to do with (D28).
func (w *World) repeatsAll(noun string) error {
	also := w.draft(noun).also
	if len(also) == 0 {
		return fmt.Errorf("nothing was added to the %s in this scenario", noun)
	}
	for _, p := range also {
		if err := w.theAnswerHas(answerPath(p.Name), `"`+p.Value+`"`); err != nil {
			return err
		}
	}
	return nil
}

// answerPath is where an answer repeats a parameter: "cart.items[0].name" is
// items, its first, name; a name in brackets is a member, dots and all.
func answerPath(name string) string {
	var path strings.Builder
	for len(name) > 0 {
		inner, rest, bracketed := strings.Cut(name, "[")
		path.WriteString(inner)
		if !bracketed {
			break
		}
		key, after, _ := strings.Cut(rest, "]")
		path.WriteString("." + strings.ReplaceAll(key, ".", `\.`))
		name = after
	}
	return path.String()
}
