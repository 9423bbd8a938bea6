package openapi

import (
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
)

// answerOf says, by when a member is present, which schema has it; without a
// match it is of a Transaction.
var answerOf = []struct{ when, schema string }{
	{"always", "Envelope"},
	{"GET /v1/resultcodes", "ResultCodes"},
	{"POST /v1/checkouts", "Checkout"},
	{"POST /paybylink", "Link"},
	{"GET /paybylink", "Link"},
	{"scheduling", "Schedule"},
	{"reports", "Report"},
	{"/v3/query", "Report"},
	{"v2 reconciliation", "Report"},
	{"webhook,", "Notification"},
}

// schemaOf returns the schema that a member of an answer belongs to, "" if it
// is in no answer.
func schemaOf(r spec.ResponseParameter) string {
	switch {
	case strings.Contains(r.Name, "(query parameter)"):
		return ""
	case strings.HasPrefix(r.Name, "result."):
		return "Result"
	case r.WhenPresent == "webhook":
		return "Notification"
	}
	for _, a := range answerOf {
		if strings.HasPrefix(r.WhenPresent, a.when) {
			return a.schema
		}
	}
	return "Transaction"
}

// answers writes the schemas that answers are put together of.
func answers() object {
	names := []string{"Envelope"}
	members := map[string]*node{"Envelope": {}}
	members["Envelope"].member("result").ref = "Result"
	for _, r := range spec.ResponseParameters() {
		name := schemaOf(r)
		if name == "" {
			continue
		}
		if members[name] == nil {
			names = append(names, name)
			members[name] = &node{}
		}
		r.Name = strings.TrimPrefix(r.Name, "result.")
		members[name].add(r)
	}
	var schemas object
	for _, name := range names {
		o := members[name].schema()
		if name == "Result" {
			o.set("x-result-groups", resultGroups())
		}
		schemas.set(name, o)
	}
	schemas.set("Identified", object{
		{"description", "What was done has an id."},
		{"type", "object"},
		{"properties", object{{"id", memberRef("id")}}},
		{"required", []string{"id"}},
	})
	schemas.set("Record", object{
		{"description", "A transaction in a list, without what belongs to the answer as a whole."},
		{"allOf", []any{schemaRef("Transaction"), schemaRef("Identified"), object{
			{"type", "object"},
			{"properties", object{{"result", schemaRef("Result")}, {"timestamp", memberRef("timestamp")}}},
			{"required", []string{"result", "timestamp"}},
		}}},
	})
	return schemas
}

func memberRef(name string) object { return schemaRef("Envelope/properties/" + name) }

// answer is what a call answers with: done says that it did what it was asked.
// A refusal is not told from a payment that was declined by its form.
func (op operation) answer(done bool) object {
	body := object{}
	switch kind := op.call().Answer; {
	case kind == "Script" && done:
		return object{{"*/*", object{}}}
	case kind == "Page" && done:
		return object{{"text/html", object{}}}
	case kind == "ResultCodes" && done:
		body = schemaRef(kind)
	case kind == "Settlement" && done:
		body = object{{"type", "object"}}
	case !done && slices.Contains([]string{"Script", "Page", "ResultCodes", "Settlement"}, kind):
		body = schemaRef("Envelope")
	default:
		parts := []any{schemaRef("Envelope"), schemaRef("Transaction")}
		if kind != "Payment" {
			parts = append(parts, schemaRef(kind))
		}
		if done && kind != "Report" {
			parts = append(parts, schemaRef("Identified"))
		}
		body.set("allOf", parts)
	}
	return object{{"application/json", object{{"schema", body}}}}
}

// refusals are the answers that are the same to every call. What a gateway that
// times out sends, or one that redirects, is not known.
func refusals() object {
	list := object{}
	for _, s := range spec.HTTPStatuses() {
		switch {
		case s.Status == 200 || s.Status == 400 || s.Status == 405:
		case s.Status < 400 || s.Status >= 500:
			list.set(strconv.Itoa(s.Status), response(s, nil))
		default:
			list.set(strconv.Itoa(s.Status), response(s, object{
				{"application/json", object{{"schema", schemaRef("Envelope")}}},
			}))
		}
	}
	return list
}

func response(s spec.HTTPStatus, content object) object {
	o := object{}
	o.describe(sentence(s.Meaning), s.Source)
	o.set("content", content)
	return o
}

// resultGroups are the meanings of result.code, in the order in which they are
// documented.
func resultGroups() []any {
	var list []any
	for _, g := range spec.Groups() {
		o := object{{"name", g.Name}, {"state", g.State}, {"meaning", g.Meaning}}
		if g.Regexp != nil {
			o.set("pattern", g.Regexp.String())
		}
		list = append(list, o)
	}
	return list
}

// webhooks is the notification of an event, as the merchant's shop receives it.
func webhooks() object {
	described := object{
		{"operationId", "notify"},
		{"summary", "Notification of an event"},
		{"description", "The body is encrypted, as hex or within JSON; decrypted it is type, action and payload."},
		{"security", []any{}},
		{"requestBody", object{{"content", object{
			{"text/plain", object{{"schema", object{{"type", "string"}, {"pattern", "^[0-9A-Fa-f]*$"}}}}},
			{"application/json", object{{"schema", schemaRef("Notification")}}},
		}}}},
		{"responses", object{{"2XX", object{{"description", "Received"}}}}},
	}
	return object{{"notification", object{{"post", described}}}}
}
