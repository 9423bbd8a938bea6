package browser

import (
	"context"
	"slices"
)

// Perform does one action.
func (t *Tab) Perform(ctx context.Context, a Action) error { return t.Walk(ctx, []Action{a}) }

// Walk does the actions in turn and stops at the first that fails. Each has a
// deadline of its own.
func (t *Tab) Walk(ctx context.Context, actions []Action) error {
	for _, a := range actions {
		if err := a.Check(); err != nil {
			return &Error{Kind: Misused, Action: a.String(), URL: t.where(), Err: t.browser.reason(err)}
		}
	}
	for len(actions) > 0 {
		group := alternatives(actions)
		done, err := t.oneOf(ctx, group)
		if err != nil {
			return err
		}
		actions = actions[done+1:]
	}
	return nil
}

// alternatives returns the first action and, as long as each may be left out,
// the one that could come instead. All of them are in one frame.
func alternatives(actions []Action) []Action {
	n := 1
	for n < len(actions) && actions[n-1].Optional && !actions[n].Back && slices.Equal(actions[n].Frame, actions[0].Frame) {
		n++
	}
	return actions[:n]
}

// oneOf does whichever of the alternatives the page offers first, the earlier
// when it offers several, and returns its index. When all of them may be left
// out, it looks only once.
func (t *Tab) oneOf(ctx context.Context, group []Action) (int, error) {
	last := len(group) - 1
	done := last
	err := t.do(ctx, group[last].String(), func(ctx context.Context) (string, error) {
		if group[0].Back {
			return "", t.back(ctx)
		}
		index, note, err := t.use(ctx, group)
		if err != nil {
			return "", err
		}
		if index < 0 {
			return "leave out: " + group[last].String(), nil
		}
		done = index
		return group[index].String() + note, nil
	})
	return done, err
}

// use finds one of the group's targets and acts on it. A find that a navigation
// interrupts is begun again in the new document; the act is not.
func (t *Tab) use(ctx context.Context, group []Action) (index int, note string, err error) {
	wants := make([]want, len(group))
	for i, a := range group {
		wants[i] = a.want()
	}
	optional := group[len(group)-1].Optional
	for {
		world, err := t.world(ctx, group[0].Frame)
		if err != nil {
			return -1, "", err
		}
		limit := within(ctx)
		if optional {
			limit = 0
		}
		var found finding
		err = t.ask(ctx, world, &found, "find", wants, limit.Milliseconds())
		if again(err) {
			t.page.lost(world)
			continue
		}
		switch {
		case err != nil:
			return -1, "", err
		case found.Index < 0 && optional:
			return -1, "", nil
		case found.Index < 0:
			return -1, "", t.notFound(group[len(group)-1], found)
		case wants[found.Index].Verb == "see", wants[found.Index].Verb == "gone":
			t.look(ctx)
			return found.Index, "", nil
		}
		stale, note, err := t.act(ctx, world, group[found.Index])
		if !stale {
			return found.Index, note, err
		}
	}
}

// act uses what find kept. It reports stale when nothing has been done: the
// document was replaced, or the element removed, in between.
func (t *Tab) act(ctx context.Context, world string, a Action) (stale bool, note string, err error) {
	var acted struct {
		Stale   bool   `json:"stale"`
		Refused string `json:"refused"`
		Secret  bool   `json:"secret"`
	}
	t.look(ctx)
	err = t.ask(ctx, world, &acted, "act")
	shown := t.browser.options.Mask.Field(a.Fill, a.With)
	acted.Secret = acted.Secret || again(err) || secretName.MatchString(a.Fill)
	if a.Fill != "" && (acted.Secret || shown != a.With) {
		t.recorder.keepSecret(a.With)
	}
	switch {
	case isGone(err):
		t.page.lost(world)
		return true, "", nil
	case again(err):
		// The document went while the script ran, which a press often causes:
		// it has been done.
		t.page.lost(world)
	case err != nil:
		return false, "", err
	case acted.Stale:
		return true, "", nil
	case acted.Refused != "":
		return false, "", &Error{Kind: Refused, Err: refused(acted.Refused)}
	}
	if a.Fill == "" {
		return false, "", nil
	}
	if acted.Secret {
		return false, " with [secret]", nil
	}
	return false, " with " + quoted(shown), nil
}
