package openapi

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
)

// operation is a verb on a path. Rows of the table that differ in their query
// or in the name of a variable segment only are one operation.
type operation struct {
	verb, path string // the path without its query
	rows       []spec.Endpoint
}

var variable = regexp.MustCompile(`\{([^}]+)\}`)

// operations joins the rows of endpoints.tsv, in their order. Where several name
// a variable segment, the last name counts: it is the general one.
func operations() []operation {
	var all []operation
	at := map[string]int{}
	for _, e := range spec.Endpoints() {
		path, _, _ := strings.Cut(e.Path, "?")
		key := e.Verb + " " + variable.ReplaceAllString(path, "{}")
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, operation{verb: e.Verb})
		}
		all[i].path = path
		all[i].rows = append(all[i].rows, e)
	}
	return all
}

func (op operation) call() spec.Call {
	c, _ := spec.LookupCall(op.verb, op.path)
	return c
}

// open says whether the call needs no login.
func (op operation) open() bool { return strings.HasPrefix(op.rows[0].Auth, "none") }

// hasForm says whether parameters are in the body. An open POST is the
// browser's.
func (op operation) hasForm() bool { return op.verb == "POST" && !op.open() }

// paths writes all operations below their paths.
func paths(all []operation, simulated func(verb, path string) bool) object {
	var list object
	for _, op := range all {
		i := slices.IndexFunc(list, func(m member) bool { return m.key == op.path })
		if i < 0 {
			i = len(list)
			list = append(list, member{op.path, object{}})
		}
		described := op.describe()
		if simulated != nil {
			described.set("x-simulated", simulated(op.verb, op.path))
		}
		list[i].value = append(list[i].value.(object), member{strings.ToLower(op.verb), described})
	}
	return list
}

func (op operation) describe() object {
	var purposes, notes, sources []string
	for _, row := range op.rows {
		purposes = append(purposes, row.Purpose)
		if row.Note != "" && !host.MatchString(row.Note) {
			notes = append(notes, sentence(row.Note))
		}
		sources = append(sources, row.Source)
	}
	o := object{
		{"operationId", op.id()},
		{"tags", []string{op.call().Area}},
		{"summary", sentence(strings.Join(purposes, "; "))},
	}
	status := op.status()
	if status != "verified" {
		notes = append([]string{sentence(status) + "."}, notes...)
	}
	o.set("description", strings.Join(notes, "\n"))
	o.set("security", op.security())
	if op.open() {
		o = append(o, member{"security", []any{}})
	}
	o.set("parameters", op.parameters())
	if op.hasForm() {
		o.set("requestBody", object{{"required", true}, {"content", object{
			{"application/x-www-form-urlencoded", object{{"schema", op.form()}}},
		}}})
	}
	o.set("responses", op.responses())
	o.set("x-status", status)
	o.set("x-source", strings.Join(slices.Compact(sources), " ; "))
	return o
}

// id names the operation by verb and path: "getPaymentsById".
func (op operation) id() string {
	id := strings.ToLower(op.verb)
	for _, segment := range strings.Split(op.path, "/") {
		switch {
		case segment == "" || segment == "v1":
		case segment[0] == '{':
			id += "By" + capital(strings.Trim(segment, "{}"))
		default:
			for _, word := range strings.Split(segment, ".") {
				id += capital(word)
			}
		}
	}
	return id
}

// status is that of the row that is known best: a variant that nobody could
// verify is marked at its parameter.
func (op operation) status() string {
	for _, status := range []string{"verified", "observed"} {
		if slices.ContainsFunc(op.rows, func(e spec.Endpoint) bool { return e.Status == status }) {
			return status
		}
	}
	return "unverified"
}

func (op operation) security() []any {
	if op.open() {
		return nil
	}
	bearer := object{{"Authorization", []any{}}}
	legacy := object{{"authentication.userId", []any{}}, {"authentication.password", []any{}}}
	if op.hasForm() {
		legacy = object{} // its parameters are in the form
	}
	return []any{bearer, legacy}
}

// word is a name of a parameter within the text of a row.
var word = regexp.MustCompile(`[A-Za-z]+(\.[A-Za-z]+)*`)

// parameters are those of path and query. A call takes in its query what its
// rows name, and the channel.
func (op operation) parameters() []any {
	var list []any
	for _, m := range variable.FindAllStringSubmatch(op.path, -1) {
		list = append(list, object{
			{"name", m[1]}, {"in", "path"}, {"required", true}, {"schema", object{{"type", "string"}, {"minLength", 1}}},
		})
	}
	if op.verb == "POST" {
		return list
	}
	for _, p := range spec.Parameters() {
		row, named := op.names(p.Name)
		login := !op.open() && (p.Name == "entityId" || p.Name == "authentication.entityId")
		if !named && !login {
			continue
		}
		o := object{{"name", p.Name}, {"in", "query"}}
		if required := len(op.rows) == 1 && strings.Contains(row.Path, p.Name+"="); required {
			o.set("required", true)
		}
		doubt := ""
		if named && row.Status != op.status() {
			doubt = row.Status
		}
		o.describe(p.Description, doubt)
		if doubt == "observed" {
			o.set("x-status", doubt)
		}
		if queried(p.Group) {
			o.set("schema", parameterSchema(p))
		} else {
			o.set("schema", parameterRef(p.Group, p.Name))
		}
		list = append(list, o)
	}
	return list
}

// names returns the row that names a parameter.
func (op operation) names(parameter string) (spec.Endpoint, bool) {
	for _, row := range op.rows {
		_, query, _ := strings.Cut(row.Path, "?")
		if slices.Contains(word.FindAllString(query+" "+row.Purpose+" "+row.Note, -1), parameter) {
			return row, true
		}
	}
	return spec.Endpoint{}, false
}

// responses are the statuses of the API. One that refuses a login is no answer
// to a call without; 405 is none to a verb that is described here.
func (op operation) responses() object {
	list := object{}
	for _, s := range spec.HTTPStatuses() {
		switch {
		case s.Status == 405 || op.open() && (s.Status == 401 || s.Status == 403):
			continue
		case s.Status == 200:
			list.set("200", response(s, op.answer(true)))
		case s.Status == 400:
			list.set("400", response(s, op.answer(false)))
		default:
			list.set(strconv.Itoa(s.Status), ref("responses", strconv.Itoa(s.Status)))
		}
	}
	return list
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// sentence begins with a capital, unless the first word is a name of the API.
func sentence(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if s == "" || strings.ContainsAny(first, "./(") || first != strings.ToLower(first) {
		return s
	}
	return capital(s)
}
