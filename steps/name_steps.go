package steps

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/godog"
	"github.com/tidwall/gjson"
)

var (
	knownAs   = sentence(`the merchant knows it as "{name}"`)
	goesOn    = sentence(`the merchant goes on with "{name}"`)
	notesPath = sentence(`the merchant notes the answer's "{path}" as "{name}"`)
)

func registerName(r Registrar, w *World) {
	r.Given(knownAs, w.knownAs)
	r.Given(goesOn, w.goesOn)
	r.Given(notesPath, w.notesPath)
}

// knownAs gives what the merchant is at a name, so that another can be begun.
func (w *World) knownAs(name string) error {
	if w.last == nil {
		return fmt.Errorf("nothing has been answered yet that could be known as %q", name)
	}
	if w.named[name] != nil {
		return fmt.Errorf("something else is known as %q already: give each its own name", name)
	}
	w.named[name] = w.thread
	return nil
}

// goesOn makes what has the name what the merchant is at: its transactions are
// the newest again, and its shopper is the one who acts.
func (w *World) goesOn(name string) error {
	t := w.named[name]
	if t == nil {
		return fmt.Errorf("nothing is known as %q in this scenario: %s", name, knownNames(w.named))
	}
	w.closeTab()
	w.inWidget = false
	w.thread = t
	return nil
}

// notesPath keeps a value of the newest answer for later steps, which have it in
// braces: {name}.
func (w *World) notesPath(path, name string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	got := p.Get(path)
	if !got.Exists() || got.Type == gjson.Null || got.IsObject() || got.IsArray() {
		return wrong(p, path, describe(got), "a value to note")
	}
	return w.Note(name, got.String())
}

// Note keeps a value under a name. Steps that follow have it in braces, in their
// text and their tables: {name}.
func (w *World) Note(name, value string) error {
	if name == "id" {
		return fmt.Errorf("{%s} is the payment's id everywhere: note the value under another name", name)
	}
	if _, taken := w.noted[name]; taken {
		return fmt.Errorf("{%s} stands for something else already: note each value under its own name", name)
	}
	w.noted[name] = value
	return nil
}

var noted = regexp.MustCompile(`\{` + namePattern + `\}`)

// Mentions says whether a text has a name in braces that a scenario may have
// noted.
func Mentions(text string) bool { return strings.Contains(text, "{") && noted.MatchString(text) }

// Fill puts what the scenario has noted into a step before it is carried out,
// for each name in braces. {id} is the payment's id.
func (w *World) Fill(step *godog.Step) error {
	texts := []*string{&step.Text}
	if step.Argument != nil && step.Argument.DataTable != nil {
		for _, row := range step.Argument.DataTable.Rows {
			for _, cell := range row.Cells {
				texts = append(texts, &cell.Value)
			}
		}
	}
	if step.Argument != nil && step.Argument.DocString != nil {
		texts = append(texts, &step.Argument.DocString.Content)
	}
	for _, text := range texts {
		if err := w.fill(text); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) fill(text *string) error {
	if !Mentions(*text) {
		return nil
	}
	var missing error
	*text = noted.ReplaceAllStringFunc(*text, func(braced string) string {
		value, err := w.notedValue(strings.Trim(braced, "{}"))
		if err != nil {
			missing = err
		}
		return value
	})
	return missing
}

func (w *World) notedValue(name string) (string, error) {
	if name == "id" {
		return w.idOf("payment")
	}
	if value, known := w.noted[name]; known {
		return value, nil
	}
	names := []string{"it has noted nothing yet"}
	if len(w.noted) > 0 {
		names = nil
		for known := range w.noted {
			names = append(names, "{"+known+"}")
		}
		slices.Sort(names)
		names[0] = "it has noted " + names[0]
	}
	return "", fmt.Errorf("{%s} has not been noted in this scenario: %s", name, strings.Join(names, ", "))
}
