package steps

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"assay/support/spec"
)

// Values returns all that a word may stand for: what its table has, or what its
// expression spells out. nil means that it is open, and its expression and
// meaning say what fits.
func (w Word) Values(brands *spec.Catalogue) []string {
	switch w.Name {
	case "brand":
		return each(brands.Brands(), func(b spec.Brand) string { return b.Name })
	case "currency":
		return each(spec.Currencies(), func(c spec.Currency) string { return c.Code })
	case "code":
		return each(spec.Codes(), func(c spec.Code) string { return c.Code })
	case "sample":
		return each(spec.Samples(), func(s spec.Sample) string { return s.Name })
	case "card":
		return cards()
	}
	return spelledOut(w.Pattern)
}

func each[T any](all []T, name func(T) string) []string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = name(one)
	}
	return names
}

// cards returns the published test cards as features name them.
func cards() []string {
	found := map[string]bool{}
	for _, pan := range spec.TestPANs() {
		if len(pan) >= 12 {
			found[pan[:6]+"..."+pan[len(pan)-4:]] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// spelledOut returns the texts of an expression that is nothing but texts.
func spelledOut(pattern string) []string {
	var texts []string
	for _, part := range strings.Split(pattern, "|") {
		text := strings.ReplaceAll(part, `\.`, ".")
		if regexp.QuoteMeta(text) != part && text != part || strings.ContainsAny(strings.ReplaceAll(part, `\.`, ""), `\.+*?()[]{}^$`) {
			return nil
		}
		texts = append(texts, text)
	}
	return texts
}

// Misfit is a word of a step with a value that it cannot have.
type Misfit struct {
	Sentence Sentence
	Word     Word
	Value    string
	Values   []string // what it may be; nil when its expression decides
}

// Misfit returns the first word of a step that fits s whose value no table has,
// or nil.
func (l *Library) Misfit(s Sentence, text string) *Misfit {
	match := s.Expr.FindStringSubmatch(text)
	if match == nil {
		return nil
	}
	for i, name := range s.Expr.words {
		value := match[i+1]
		values, closed := l.values[name]
		if !closed || noted.MatchString(value) || values[value] {
			continue
		}
		w, _ := l.word(name)
		return &Misfit{s, w, value, w.Values(l.brands)}
	}
	return nil
}

// Meant returns what a step that fits no sentence comes closest to: a sentence
// that it fits but for one word, if there is one.
func (l *Library) Meant(text string) *Misfit {
	for _, s := range l.sentences {
		loose, err := express(s.Text, l.words, func(w Word) string { return "(?P<" + w.Name + ">.+?)" })
		if err != nil {
			continue
		}
		match := loose.FindStringSubmatch(text)
		if match == nil {
			continue
		}
		var wrong []Misfit
		for i, name := range loose.words {
			w, _ := l.word(name)
			if value := match[i+1]; !regexp.MustCompile("^(?:" + w.Pattern + ")$").MatchString(value) {
				wrong = append(wrong, Misfit{s, w, value, w.Values(l.brands)})
			}
		}
		if len(wrong) == 1 && (len(match) > 2 || !strings.HasPrefix(s.Text, "{")) {
			return &wrong[0]
		}
	}
	return nil
}

// Open returns the expression of a sentence any of whose words may be a name in
// braces: what a scenario will have noted.
func (l *Library) Open(s Sentence) *Expression {
	expr, err := express(s.Text, l.words, func(w Word) string {
		return "(?P<" + w.Name + ">" + w.Pattern + "|" + noted.String() + ")"
	})
	if err != nil {
		return s.Expr
	}
	return expr
}
