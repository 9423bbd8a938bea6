package runner

import (
	"fmt"
	"strings"
)

// tagExpression is a parsed Cucumber tag expression: "@PA and not @browser".
type tagExpression interface {
	// matches says whether a scenario with these tags is meant.
	matches(tags map[string]bool) bool
}

type (
	tagLiteral string
	tagNot     struct{ operand tagExpression }
	tagAnd     struct{ left, right tagExpression }
	tagOr      struct{ left, right tagExpression }
	tagTrue    struct{}
)

func (t tagLiteral) matches(tags map[string]bool) bool { return tags[string(t)] }
func (t tagNot) matches(tags map[string]bool) bool     { return !t.operand.matches(tags) }
func (t tagAnd) matches(tags map[string]bool) bool {
	return t.left.matches(tags) && t.right.matches(tags)
}

func (t tagOr) matches(tags map[string]bool) bool {
	return t.left.matches(tags) || t.right.matches(tags)
}
func (tagTrue) matches(map[string]bool) bool { return true }

// parseTags reads a tag expression. not binds closer than and, and closer than
// or; all tags named are returned for the check against the registry. The empty
// expression means every scenario.
//
// Source: Cucumber documentation, "Tag expressions".
func parseTags(text string) (tagExpression, []string, error) {
	p := tagParser{tokens: tagTokens(text)}
	if len(p.tokens) == 0 {
		return tagTrue{}, nil, nil
	}
	e, err := p.or()
	if err == nil && p.at < len(p.tokens) {
		err = fmt.Errorf("%q is not expected there", p.tokens[p.at])
	}
	if err != nil {
		return nil, nil, usage(`write it like '@PA and not (@browser or @clock)'; tags begin with "@"`,
			"the tag expression %q cannot be read: %v", text, err)
	}
	return e, p.tags, nil
}

// tagTokens splits at spaces and around parentheses. A backslash takes the next
// character as it is, so that tags may hold any.
func tagTokens(text string) []string {
	var tokens []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			tokens = append(tokens, word.String())
			word.Reset()
		}
	}
	escaped := false
	for _, c := range text {
		switch {
		case escaped:
			word.WriteRune(c)
			escaped = false
		case c == '\\':
			escaped = true
		case c == '(' || c == ')':
			end()
			tokens = append(tokens, string(c))
		case c == ' ' || c == '\t' || c == '\n':
			end()
		default:
			word.WriteRune(c)
		}
	}
	end()
	return tokens
}

type tagParser struct {
	tokens []string
	at     int
	tags   []string
}

func (p *tagParser) next() string {
	if p.at == len(p.tokens) {
		return ""
	}
	return p.tokens[p.at]
}

func (p *tagParser) take(token string) bool {
	if p.next() != token {
		return false
	}
	p.at++
	return true
}

func (p *tagParser) or() (tagExpression, error) {
	left, err := p.and()
	for err == nil && p.take("or") {
		var right tagExpression
		right, err = p.and()
		left = tagOr{left, right}
	}
	return left, err
}

func (p *tagParser) and() (tagExpression, error) {
	left, err := p.not()
	for err == nil && p.take("and") {
		var right tagExpression
		right, err = p.not()
		left = tagAnd{left, right}
	}
	return left, err
}

func (p *tagParser) not() (tagExpression, error) {
	if p.take("not") {
		operand, err := p.not()
		return tagNot{operand}, err
	}
	if p.take("(") {
		inner, err := p.or()
		if err == nil && !p.take(")") {
			err = fmt.Errorf("a \")\" is missing")
		}
		return inner, err
	}
	token := p.next()
	switch {
	case token == "":
		return nil, fmt.Errorf("a tag is missing at the end")
	case !strings.HasPrefix(token, "@"):
		return nil, fmt.Errorf("%q is not a tag", token)
	}
	p.at++
	p.tags = append(p.tags, token)
	return tagLiteral(token), nil
}
