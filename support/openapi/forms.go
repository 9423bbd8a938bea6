package openapi

import (
	"slices"
	"strings"

	"assay/support/spec"
)

// forms writes a schema for each group of parameters. What a form may hold is
// put together of them, see operation.form.
func forms() object {
	var schemas object
	var groups []string
	for _, p := range spec.Parameters() {
		if !slices.Contains(groups, p.Group) && !queried(p.Group) {
			groups = append(groups, p.Group)
		}
	}
	for _, group := range groups {
		schemas.set(formName(group), groupSchema(group))
	}
	schemas.set("OtherMembersOfGroups", object{
		{"description", "The published lists of some groups have gaps: further members are tolerated."},
		{"type", "object"},
		{"patternProperties", object{{spec.GroupPattern(), object{{"type", "string"}}}}},
	})
	schemas.set("Channel", object{
		{"description", "Every form names its channel."},
		{"type", "object"},
		{"anyOf", []any{required("entityId"), required("authentication.entityId")}},
	})
	schemas.set("GeneralParameters", object{
		{"description", "The parameters that are not of some calls only."},
		{"allOf", append(generalForms(groups), schemaRef("OtherMembersOfGroups"), schemaRef("Channel"))},
	})
	return schemas
}

// required wants a parameter of the group authentication.
func required(name string) object {
	property := object{{name, parameterRef("authentication", name)}}
	return object{{"properties", property}, {"required", []string{name}}}
}

func parameterRef(group, name string) object {
	return schemaRef(formName(group) + "/properties/" + name)
}

// queried says whether a group is in the query of some calls and in no form.
func queried(group string) bool {
	return slices.ContainsFunc(spec.Calls(), func(c spec.Call) bool {
		return c.Verb == "GET" && slices.Contains(c.Groups, group)
	})
}

// generalForms leaves out the groups that some calls have to themselves.
func generalForms(groups []string) []any {
	var parts []any
	for _, group := range groups {
		own := func(c spec.Call) bool { return slices.Contains(c.Groups, group) }
		if !slices.ContainsFunc(spec.Calls(), own) {
			parts = append(parts, schemaRef(formName(group)))
		}
	}
	return parts
}

// formName is "CustomerBrowserParameters" for the group "customer.browser".
func formName(group string) string {
	name := ""
	for _, part := range strings.Split(group, ".") {
		name += capital(part)
	}
	return name + "Parameters"
}

// groupSchema describes the parameters of a group: those with an index in their
// name by the pattern of the name.
func groupSchema(group string) object {
	var exact, patterns object
	var required []string
	for _, p := range spec.Parameters() {
		switch {
		case p.Group != group || p.Name == "Authorization":
		case p.NamePattern() != "":
			patterns.set(p.NamePattern(), parameterSchema(p))
		default:
			exact.set(p.Name, parameterSchema(p))
			if p.Requirement == "required" && strings.HasPrefix(p.Name, group+".") {
				required = append(required, p.Name)
			}
		}
	}
	o := object{{"type", "object"}}
	o.set("properties", exact)
	o.set("patternProperties", patterns)
	if len(required) > 1 {
		// Not the other way round: a token may come with nothing but a new expiry or CVV.
		o.set("dependentRequired", object{{required[0], required[1:]}})
	}
	return o
}

// form is what the body of a call may hold: the general parameters, those of
// the call, and nothing else.
func (op operation) form() object {
	parts := []any{schemaRef("GeneralParameters")}
	for _, group := range op.call().Groups {
		parts = append(parts, schemaRef(formName(group)))
	}
	return object{{"type", "object"}, {"allOf", parts}, {"unevaluatedProperties", false}}
}

// parameterSchema describes the value of a parameter. A format whose mismatch
// the API does not refuse is told, not enforced.
func parameterSchema(p *spec.Parameter) object {
	o := object{}
	prefix := ""
	if p.Level != "error" {
		prefix = "x-"
	}
	o.describe(p.Description, p.Note)
	o.set("type", "string")
	if p.Pattern != "" {
		o.set(prefix+"pattern", "^(?:"+p.Pattern+")$")
	}
	o.set(prefix+"enum", p.Values)
	if p.MaxLength > 0 {
		o.set(prefix+"maxLength", p.MaxLength)
	}
	o.set("x-format", p.Format)
	o.set("x-requirement", p.Requirement)
	o.set("x-note", p.Note)
	o.set("x-source", p.Source)
	return o
}
