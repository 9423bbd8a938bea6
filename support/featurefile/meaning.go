package featurefile

import (
	"reflect"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// alike says whether two documents mean the same. Where something stands is no
// part of the meaning, nor are the blanks around the lines of descriptions and
// comments.
func alike(a, b *messages.GherkinDocument) bool {
	scrub(reflect.ValueOf(a))
	scrub(reflect.ValueOf(b))
	return reflect.DeepEqual(a, b)
}

// scrub takes out of a tree what is no part of its meaning.
func scrub(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scrub(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			scrub(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Field(i)
			switch v.Type().Field(i).Name {
			case "Location", "Id":
				field.SetZero()
			case "Description", "MediaType":
				field.SetString(squeezed(field.String()))
			default:
				scrub(field)
			}
		}
		if c, ok := v.Addr().Interface().(*messages.Comment); ok {
			c.Text = squeezed(c.Text)
		}
	}
}

// squeezed returns the lines of a text without the blanks around them and
// without empty ones that follow another.
func squeezed(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
