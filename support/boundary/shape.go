package boundary

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// shortest returns a shortest text that a pattern allows.
func shortest(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpAlternate:
		best := shortest(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			if s := shortest(sub); utf8.RuneCountInString(s) < utf8.RuneCountInString(best) {
				best = s
			}
		}
		return best
	case syntax.OpStar, syntax.OpQuest:
		return ""
	case syntax.OpRepeat:
		return strings.Repeat(shortest(re.Sub[0]), re.Min)
	}
	return simple(re, shortest)
}

// longest returns a longest text that a pattern allows. What may be repeated for
// ever is repeated until the text has most characters; where most is 0 there is
// no longest text.
func longest(re *syntax.Regexp, most int) (text string, bounded bool) {
	bare := stretch(re, 0)
	if !endless(re) {
		return bare, true
	}
	room := most - utf8.RuneCountInString(bare)
	if most == 0 || room < 0 {
		return "", false
	}
	return stretch(re, room), true
}

// stretch returns a longest text in which endless repetitions have more repeats
// than they need.
func stretch(re *syntax.Regexp, more int) string {
	inner := func(sub *syntax.Regexp) string { return stretch(sub, more) }
	switch re.Op {
	case syntax.OpAlternate:
		best := inner(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			if s := inner(sub); utf8.RuneCountInString(s) > utf8.RuneCountInString(best) {
				best = s
			}
		}
		return best
	case syntax.OpQuest:
		return inner(re.Sub[0])
	case syntax.OpStar:
		return strings.Repeat(inner(re.Sub[0]), more)
	case syntax.OpPlus:
		return strings.Repeat(inner(re.Sub[0]), 1+more)
	case syntax.OpRepeat:
		if re.Max < 0 {
			return strings.Repeat(inner(re.Sub[0]), re.Min+more)
		}
		return strings.Repeat(inner(re.Sub[0]), re.Max)
	}
	return simple(re, inner)
}

// endless says whether a pattern sets no limit to the length.
func endless(re *syntax.Regexp) bool {
	if re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat && re.Max < 0 {
		return true
	}
	for _, sub := range re.Sub {
		if endless(sub) {
			return true
		}
	}
	return false
}

// simple is the text of what has one length only; of its parts is what makes
// texts of those.
func simple(re *syntax.Regexp, of func(*syntax.Regexp) string) string {
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune)
	case syntax.OpCharClass:
		return string(representative(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "a"
	case syntax.OpCapture, syntax.OpPlus:
		return of(re.Sub[0])
	case syntax.OpConcat:
		var b strings.Builder
		for _, sub := range re.Sub {
			b.WriteString(of(sub))
		}
		return b.String()
	}
	return ""
}

// representative picks a character of a class, given as pairs of first and last:
// a plain one if it has any.
func representative(class []rune) rune {
	for _, r := range "1aA" {
		for i := 0; i+1 < len(class); i += 2 {
			if class[i] <= r && r <= class[i+1] {
				return r
			}
		}
	}
	return class[0]
}
