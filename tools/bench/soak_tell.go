package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// tell sends the requests of a story, and names the one that is not answered as
// the story has it.
func (c *soakClient) tell(ctx context.Context, t story) error {
	facts := c.facts()
	for i := range t.steps {
		if err := c.take(ctx, &t.steps[i], facts); err != nil {
			return fmt.Errorf("%s, %s %s: %w", t.name, t.steps[i].verb, t.steps[i].path, err)
		}
	}
	return nil
}

// facts are the names that a story may use from its first step on.
func (c *soakClient) facts() map[string]string {
	now := time.Now().UTC()
	return map[string]string{
		"reference": fmt.Sprintf("story-%d-%d", c.number, c.round),
		"nobody":    fmt.Sprintf("%032x", c.round),
		"from":      now.Add(-time.Minute).Format(time.DateTime),
		"to":        now.Add(time.Minute).Format(time.DateTime),
		"yesterday": now.AddDate(0, 0, -1).Format(time.DateOnly),
		"today":     now.Format(time.DateOnly),
	}
}

// take sends one request and keeps of the answer what the step says.
func (c *soakClient) take(ctx context.Context, s *step, facts map[string]string) error {
	path, err := fill(s.path, facts)
	if err != nil {
		return err
	}
	form, err := c.formOf(s, facts)
	if err != nil {
		return err
	}
	var a soaked
	want := cmp.Or(s.status, http.StatusOK)
	if want == http.StatusSeeOther {
		a, err = c.visit(ctx, s.verb, path, form)
	} else {
		form.Set("entityId", c.server.entity)
		a, err = c.send(ctx, s.verb, path, form)
	}
	if err != nil {
		return err
	}
	if a.status != want {
		return fmt.Errorf("HTTP %d, want %d: %.300s", a.status, want, a.body)
	}
	for pair := range strings.FieldsSeq(s.keep) {
		name, member, _ := strings.Cut(pair, "=")
		if facts[name] = a.member(member); facts[name] == "" {
			return fmt.Errorf("no %s in the answer: %.300s%s", member, a.body, a.location)
		}
	}
	return nil
}

// formOf is the form of a step with its names filled in.
func (c *soakClient) formOf(s *step, facts map[string]string) (url.Values, error) {
	form := url.Values{}
	switch s.with {
	case browserForm:
		form = c.card(c.browser...)
	case cardForm:
		form = c.card()
	}
	for _, pair := range s.form {
		name, value, _ := strings.Cut(pair, "=")
		value, err := fill(value, facts)
		if err != nil {
			return nil, err
		}
		put(form, name, value)
	}
	return form, nil
}

// visit opens a page or sends its form, and follows no redirect.
func (c *soakClient) visit(ctx context.Context, verb, path string, form url.Values) (soaked, error) {
	base, err := url.Parse(c.server.url)
	if err != nil {
		return soaked{}, err
	}
	page, err := base.Parse(path)
	if err != nil {
		return soaked{}, err
	}
	a, body, err := c.request(ctx, verb, page.String(), form)
	if a.body = body; err != nil {
		return a, err
	}
	meet(c.endpoints, verb, path, form, a.status)
	if a.status >= http.StatusInternalServerError {
		err = fmt.Errorf("%s %s: HTTP %d: %.300s", verb, path, a.status, body)
	}
	return a, err
}

var placeholder = regexp.MustCompile(`\{[A-Za-z]+\}`)

// fill puts what is known in the place of the names in braces.
func fill(text string, facts map[string]string) (string, error) {
	var err error
	filled := placeholder.ReplaceAllStringFunc(text, func(name string) string {
		value, known := facts[name[1:len(name)-1]]
		if !known {
			err = fmt.Errorf("nothing is known of %s", name)
		}
		return value
	})
	return filled, err
}

// member returns a text of the answer by its path of names and indices:
// "records.0.id". A page's answer has Location, and what is in the query of that.
func (a *soaked) member(path string) string {
	if a.location != "" {
		if path == "Location" {
			return a.location
		}
		to, err := url.Parse(a.location)
		if err != nil {
			return ""
		}
		return to.Query().Get(path)
	}
	var at any
	if json.Unmarshal(a.body, &at) != nil {
		return ""
	}
	for name := range strings.SplitSeq(path, ".") {
		switch in := at.(type) {
		case map[string]any:
			at = in[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(in) {
				return ""
			}
			at = in[i]
		default:
			return ""
		}
	}
	text, _ := at.(string)
	return text
}
