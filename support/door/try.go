package door

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// trial is an example with the values that somebody has given it.
type trial struct {
	Example spec.Example
	Fields  []opp.Param // in the example's order
	More    string      // further parameters, name=value a line
	ID      string      // what "{id}" stands for
	Known   []transaction

	Wrong   string // why nothing was sent
	Outcome *outcome
}

// Before says in words what is done first, in order.
func (t trial) Before() []string {
	var words []string
	for _, step := range t.Example.After {
		words = append(words, inWordsBefore(step))
	}
	return words
}

// area is a heading of the list of examples.
type area struct {
	Name     string
	Examples []spec.Example
}

// areas groups the examples as their table does.
func areas() []area {
	var all []area
	for _, e := range spec.Examples() {
		if len(all) == 0 || all[len(all)-1].Name != e.Area {
			all = append(all, area{Name: e.Area})
		}
		last := &all[len(all)-1]
		last.Examples = append(last.Examples, e)
	}
	return all
}

func (d *Door) showExamples(w http.ResponseWriter, _ *http.Request) {
	d.show(w, http.StatusOK, "examples", view{Title: "Try it out", Here: "try", Page: areas()})
}

func (d *Door) showExample(w http.ResponseWriter, r *http.Request) {
	e, known := spec.LookupExample(r.PathValue("example"))
	if !known {
		d.fail(w, http.StatusNotFound, "No such example", "The list under Try it out has all of them.")
		return
	}
	t, err := d.filledIn(r.Context(), e, r.URL.Query().Get("id"))
	if err != nil {
		d.unavailable(w, err)
		return
	}
	d.showTrial(w, http.StatusOK, t)
}

func (d *Door) showTrial(w http.ResponseWriter, status int, t trial) {
	head := ""
	switch {
	case t.Wrong != "":
		head = "Not sent"
	case t.Outcome != nil:
		head = cmp.Or(t.Outcome.Code, "HTTP "+strconv.Itoa(t.Outcome.Status))
	}
	d.show(w, status, "trial", view{Title: t.Example.Title, Head: head, Here: "try", Page: t})
}

// tryExample sends what the form says and shows what came of it.
func (d *Door) tryExample(w http.ResponseWriter, r *http.Request) {
	e, known := spec.LookupExample(r.PathValue("example"))
	if err := r.ParseForm(); err != nil || !known {
		d.fail(w, http.StatusBadRequest, "Not understood", "The form could not be read. Start again under Try it out.")
		return
	}
	t := trial{Example: e, ID: strings.TrimSpace(r.PostForm.Get("id")), More: r.PostForm.Get("more")}
	for _, p := range e.Params {
		t.Fields = append(t.Fields, opp.Param{Name: p.Name, Value: r.PostForm.Get("p:" + p.Name)})
	}
	if len(e.Refers) > 0 {
		all, err := d.transactions(r.Context(), d.o.EntityID)
		if err == nil {
			t.Known, err = d.candidates(r.Context(), e, all)
		}
		if err != nil {
			d.unavailable(w, err)
			return
		}
	}
	params, err := t.params()
	if err != nil {
		t.Wrong = err.Error()
		d.showTrial(w, http.StatusUnprocessableEntity, t)
		return
	}
	request, answer, err := d.send(r.Context(), t, params)
	if err != nil {
		t.Wrong = d.mask.String(err.Error())
		d.showTrial(w, http.StatusBadGateway, t)
		return
	}
	t.Outcome = d.outcome(r.Context(), t, request, answer)
	d.showTrial(w, http.StatusOK, t)
}

func (d *Door) send(ctx context.Context, t trial, params opp.Params) (opp.Request, *opp.Payment, error) {
	request := opp.Request{
		Method: t.Example.Verb, Path: strings.ReplaceAll(t.Example.Path, "{id}", url.PathEscape(t.ID)),
		Form: params, Listing: true,
	}
	answer, err := d.channel.Do(ctx, request)
	return request, answer, err
}

// params are what the form asks to send: the fields that have a value, then the
// further ones.
func (t *trial) params() (opp.Params, error) {
	if len(t.Example.Refers) > 0 && t.ID == "" {
		return nil, errors.New("this request refers to something that is there already: give its id")
	}
	var params opp.Params
	for _, p := range t.Fields {
		if p.Value != "" {
			params.Set(p.Name, p.Value)
		}
	}
	for line := range strings.Lines(t.More) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, found := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !found || name == "" {
			return nil, errors.New("a further parameter is written name=value, one a line")
		}
		params.Set(name, value)
	}
	return params, nil
}

// earlier is the transaction that a trial refers to, as far as it is known.
func (t trial) earlier() transaction {
	for _, known := range t.Known {
		if known.ID == t.ID && known.Amount != "" {
			return transaction{Amount: known.Amount, Currency: cmp.Or(known.Currency, "EUR")}
		}
	}
	return transaction{Amount: "92.00", Currency: "EUR"}
}
