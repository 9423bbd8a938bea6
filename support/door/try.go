package door

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"assay/support/opp"
	"assay/support/shop"
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

// Sources are the examples that make what this one refers to.
func (t trial) Sources() []spec.Example {
	var made []spec.Example
	for _, e := range spec.Examples() {
		if kind, _ := defaultOf(e, "paymentType"); slices.Contains(t.Example.Refers, kind) && len(e.Refers) == 0 {
			made = append(made, e)
		}
	}
	return made
}

// outcome is what came of sending.
type outcome struct {
	Status   int
	Code     string
	Says     string
	Answer   string // pretty, masked
	Curl     string
	Scenario string
	SendOff  string // where the shopper starts; "" = the answer sends nobody away
	Payment  *transaction
	Follow   follow
}

func (d *Door) showExamples(w http.ResponseWriter, _ *http.Request) {
	d.show(w, http.StatusOK, "examples", view{Title: "Try it out", Here: "try", Page: spec.Examples()})
}

func (d *Door) showExample(w http.ResponseWriter, r *http.Request) {
	e, known := spec.LookupExample(r.PathValue("example"))
	if !known {
		d.fail(w, http.StatusNotFound, "No such example", "The list under Try it out has all of them.")
		return
	}
	all, err := d.transactions(r.Context(), d.o.EntityID)
	if err != nil {
		d.unavailable(w, err)
		return
	}
	t := trial{Example: e, ID: r.URL.Query().Get("id"), Known: candidates(e, all)}
	if t.ID == "" && len(t.Known) > 0 {
		t.ID = t.Known[0].ID
	}
	t.Fields = d.filledIn(t, all)
	d.showTrial(w, http.StatusOK, t)
}

// maxCandidates is how many earlier transactions a form offers.
const maxCandidates = 20

// candidates are the transactions that an example may refer to, the newest
// first.
func candidates(e spec.Example, all []transaction) []transaction {
	var fit []transaction
	for i := len(all) - 1; i >= 0 && len(fit) < maxCandidates; i-- {
		if refersTo(e, all[i]) {
			fit = append(fit, all[i])
		}
	}
	return fit
}

// earlier is the transaction that a trial refers to, as far as it is known.
func (t trial) earlier() transaction {
	for _, known := range t.Known {
		if known.ID == t.ID && known.Amount != "" {
			return known
		}
	}
	return transaction{Amount: "92.00", Currency: "EUR"}
}

// filledIn gives the parameters of an example the values of this moment.
func (d *Door) filledIn(t trial, all []transaction) []opp.Param {
	back := ""
	for _, p := range t.Example.Params {
		if strings.Contains(p.Value, "{shopperResultUrl}") {
			back = d.orders.open(d.shop).ResultURL()
		}
	}
	last := ""
	for _, other := range all {
		last = cmp.Or(other.Reference, last)
	}
	now, earlier := d.o.Now(), t.earlier()
	fill := strings.NewReplacer(
		"{expiryYear}", now.AddDate(3, 0, 0).Format("2006"), "{reference}", "try-"+strconv.FormatInt(now.UnixMilli(), 36),
		"{lastReference}", cmp.Or(last, "try-1"), "{shopperResultUrl}", back,
		"{earlierAmount}", earlier.Amount, "{earlierCurrency}", earlier.Currency,
	)
	fields := make([]opp.Param, len(t.Example.Params))
	for i, p := range t.Example.Params {
		fields[i] = opp.Param{Name: p.Name, Value: fill.Replace(p.Value)}
	}
	return fields
}

func (d *Door) showTrial(w http.ResponseWriter, status int, t trial) {
	d.show(w, status, "trial", view{Title: t.Example.Title, Here: "try", Page: t})
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
		if err != nil {
			d.unavailable(w, err)
			return
		}
		t.Known = candidates(e, all)
	}
	params, err := t.params()
	if err != nil {
		t.Wrong = err.Error()
		d.showTrial(w, http.StatusUnprocessableEntity, t)
		return
	}
	request := opp.Request{
		Method: e.Verb, Path: strings.ReplaceAll(e.Path, "{id}", url.PathEscape(t.ID)), Form: params, Listing: true,
	}
	answer, err := d.channel.Do(r.Context(), request)
	if err != nil {
		t.Wrong = d.mask.String(err.Error())
		d.showTrial(w, http.StatusBadGateway, t)
		return
	}
	t.Outcome = d.outcome(t, request, answer)
	d.showTrial(w, http.StatusOK, t)
}

// params are what the form asks to send: the fields that have a value, then the
// further ones.
func (t *trial) params() (opp.Params, error) {
	if len(t.Example.Refers) > 0 && t.ID == "" {
		return nil, errors.New("this request refers to an earlier transaction: give its id")
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

func (d *Door) outcome(t trial, request opp.Request, answer *opp.Payment) *outcome {
	o := &outcome{
		Status: answer.HTTPStatus(), Code: answer.Code(), Says: d.mask.String(answer.Description()),
		Answer: d.pretty(answer.Body()), Curl: d.curl(request), Scenario: d.scenario(t, request.Form, answer),
	}
	var said struct {
		ID, PaymentType string
		Redirect        *shop.Redirect
	}
	if json.Unmarshal(answer.Body(), &said) != nil || said.ID == "" {
		return o
	}
	if said.PaymentType == "" {
		said.PaymentType = "RG"
	}
	state := "approved"
	if spec.VerdictOf(o.Code) == spec.Rejected {
		state = "rejected"
	}
	o.Payment = &transaction{ID: said.ID, PaymentType: said.PaymentType, State: state}
	o.Follow = follow{said.ID, following(*o.Payment)}
	if said.Redirect != nil {
		o.SendOff = d.orders.sendOff(request.Form.Get("shopperResultUrl"), said.ID, *said.Redirect)
	}
	return o
}
