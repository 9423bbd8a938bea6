package browser

import (
	"errors"
	"fmt"
)

// Action is one thing that a shopper does. Exactly one of Fill, Press, Choose,
// See, Gone and Back is given. Names are those a person reads: the label of a field,
// the text of a button. Case, spaces and a trailing "*" or ":" do not matter.
//
// An action waits until the page offers what it needs, also across navigations,
// and then acts once: a press is never repeated.
type Action struct {
	Fill string `yaml:"fill,omitempty"` // a field ...
	With string `yaml:"with,omitempty"` // ... and what to type into it

	Press string `yaml:"press,omitempty"` // a button, link, checkbox or radio button

	Choose string `yaml:"choose,omitempty"` // a list or group of radio buttons ...
	Option string `yaml:"option,omitempty"` // ... and which of its options

	See  string `yaml:"see,omitempty"`  // text that the page must show
	Gone string `yaml:"gone,omitempty"` // text that it must show no longer
	Back bool   `yaml:"back,omitempty"` // the browser's own button

	Frame Path   `yaml:"frame,omitempty"` // where to act, when not on the page itself
	Role  string `yaml:"role,omitempty"`  // tells things of the same name apart: button, link, ...

	// Optional skips the action when the page shows what the next action
	// needs, or has nothing of the kind once it is loaded.
	Optional bool `yaml:"optional,omitempty"`
}

// want is an action as the agent in the page takes it.
type want struct {
	Verb   string `json:"verb"`
	Name   string `json:"name"`
	With   string `json:"with,omitempty"`
	Option string `json:"option,omitempty"`
	Role   string `json:"role,omitempty"`
}

func (a Action) want() want {
	w := want{With: a.With, Option: a.Option, Role: a.Role}
	switch {
	case a.Fill != "":
		w.Verb, w.Name = "fill", a.Fill
	case a.Press != "":
		w.Verb, w.Name = "press", a.Press
	case a.Choose != "":
		w.Verb, w.Name = "choose", a.Choose
	case a.See != "":
		w.Verb, w.Name = "see", a.See
	case a.Gone != "":
		w.Verb, w.Name = "gone", a.Gone
	}
	return w
}

// String describes the action without what is typed.
func (a Action) String() string {
	in := ""
	if len(a.Frame) > 0 {
		in = " in " + a.Frame.String()
	}
	switch {
	case a.Fill != "":
		return fmt.Sprintf("fill %q%s", a.Fill, in)
	case a.Press != "":
		return fmt.Sprintf("press %q%s", a.Press, in)
	case a.Choose != "":
		return fmt.Sprintf("choose %q from %q%s", a.Option, a.Choose, in)
	case a.See != "":
		return fmt.Sprintf("see %q%s", a.See, in)
	case a.Gone != "":
		return fmt.Sprintf("see %q no longer%s", a.Gone, in)
	case a.Back:
		return "go back"
	}
	return "do nothing"
}

// Check says what is wrong with an action, whatever the page.
func (a Action) Check() error {
	count := 0
	for _, given := range []bool{a.Fill != "", a.Press != "", a.Choose != "", a.See != "", a.Gone != "", a.Back} {
		if given {
			count++
		}
	}
	switch {
	case count != 1:
		return fmt.Errorf("an action has exactly one of fill, press, choose, see, gone and back, this one has %d", count)
	case a.With != "" && a.Fill == "":
		return errors.New("with goes with fill")
	case (a.Option != "") != (a.Choose != ""):
		return errors.New("choose and option go together")
	case a.Back && (len(a.Frame) > 0 || a.Role != "" || a.Optional):
		return errors.New("back takes no frame, role or optional")
	case a.Role != "" && a.See+a.Gone != "":
		return errors.New("see and gone take no role")
	}
	return nil
}
