package door

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"assay/support/spec"
)

// prepareExample does what an example needs to be done first, and comes back to
// it.
func (d *Door) prepareExample(w http.ResponseWriter, r *http.Request) {
	e, known := spec.LookupExample(r.PathValue("example"))
	if !known {
		d.fail(w, http.StatusNotFound, "No such example", "The list under Try it out has all of them.")
		return
	}
	id, err := d.prepare(r.Context(), e)
	if err != nil {
		d.fail(w, http.StatusBadGateway, "It could not be prepared", d.reason(err))
		return
	}
	back := "/try/" + e.Name
	if id != "" {
		back += "?id=" + url.QueryEscape(id)
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// prepare carries out what comes before an example, and returns the id of what
// the example is to refer to: "" when that is not one of what was made.
func (d *Door) prepare(ctx context.Context, e spec.Example) (id string, err error) {
	for _, step := range e.After {
		if pause, err := time.ParseDuration(step); err == nil {
			if err := d.control.Advance(ctx, d.o.EntityID, pause); err != nil {
				return "", err
			}
			continue
		}
		if setting, value, isSetting := strings.Cut(step, "="); isSetting {
			patch := map[string]any{"settings": map[string]string{setting: value}}
			if err := d.control.Configure(ctx, d.o.EntityID, patch); err != nil {
				return "", err
			}
			continue
		}
		before, _ := spec.LookupExample(step)
		made, err := d.make(ctx, before)
		if err != nil {
			return "", err
		}
		for _, t := range made {
			if refersTo(e, t) {
				id = t.ID
			}
		}
	}
	return id, nil
}

// make sends an example as it is filled in, after what comes before it, and
// returns what came to be: a payment may store its account, too.
func (d *Door) make(ctx context.Context, e spec.Example) ([]transaction, error) {
	id, err := d.prepare(ctx, e)
	if err != nil {
		return nil, err
	}
	t, err := d.filledIn(ctx, e, id)
	if err != nil {
		return nil, err
	}
	params, err := t.params()
	if err != nil {
		return nil, err
	}
	_, answer, err := d.send(ctx, t, params)
	if err != nil {
		return nil, err
	}
	if answer.Verdict() == spec.Rejected {
		return nil, fmt.Errorf("%s is answered with %s %s", e.Title, answer.Code(), answer.Description())
	}
	made := d.named(ctx, answer)
	if other, known := d.keep(t, params, answer); known {
		made = append(made, other)
	}
	return made, nil
}

// inWordsBefore says what is done first.
func inWordsBefore(step string) string {
	if e, isExample := spec.LookupExample(step); isExample {
		return e.Title
	}
	if setting, value, isSetting := strings.Cut(step, "="); isSetting {
		return "the channel's setting " + setting + " becomes " + value
	}
	return "the channel's clock goes on by " + step
}
