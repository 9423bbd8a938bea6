package steps

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"assay/support/spec"
)

// ownNoun is what the sentences of an author are filed under.
const ownNoun = "own"

// Library is what features may be written in: the sentences of this package and
// those that an author adds. It is read only.
type Library struct {
	sentences []Sentence
	openOwn   func() []*Expression // those of an author, with a name for any word
	words     []Word
	brands    *spec.Catalogue
	values    map[string]map[string]bool // by word: what its table has
}

// NewLibrary returns the sentences of this package and those of an author, whose
// texts may use the author's words besides the usual ones. It refuses what
// could not be carried out.
func NewLibrary(brands *spec.Catalogue, own []Sentence, further []Word) (*Library, error) {
	l := &Library{sentences: Catalogue(), words: Words(), brands: brands, values: map[string]map[string]bool{}}
	for _, w := range further {
		if err := l.addWord(w); err != nil {
			return nil, err
		}
	}
	for _, s := range own {
		if err := l.add(s); err != nil {
			return nil, fmt.Errorf("the sentence %q cannot be added: %w", s.Text, err)
		}
	}
	l.openOwn = sync.OnceValue(func() []*Expression {
		var all []*Expression
		for _, s := range l.sentences[len(l.sentences)-len(own):] {
			all = append(all, l.Open(s))
		}
		return all
	})
	for _, w := range l.words {
		if values := w.Values(brands); values != nil {
			l.values[w.Name] = map[string]bool{}
			for _, v := range values {
				l.values[w.Name][v] = true
			}
		}
	}
	return l, nil
}

// Sentences returns all sentences, the author's last.
func (l *Library) Sentences() []Sentence { return l.sentences }

// Words returns all words, the author's last.
func (l *Library) Words() []Word { return l.words }

// WordsOf returns the words of a sentence in their order.
func (l *Library) WordsOf(s Sentence) []Word {
	var words []Word
	for _, name := range s.Expr.words {
		if w, known := l.word(name); known {
			words = append(words, w)
		}
	}
	return words
}

// ValuesOf returns what a word may stand for; see [Word.Values].
func (l *Library) ValuesOf(w Word) []string { return w.Values(l.brands) }

func (l *Library) word(name string) (Word, bool) {
	i := slices.IndexFunc(l.words, func(w Word) bool { return w.Name == name })
	if i < 0 {
		return Word{}, false
	}
	return l.words[i], true
}

var wordName = regexp.MustCompile(`^[a-z]+$`)

func (l *Library) addWord(w Word) error {
	expr, err := regexp.Compile(w.Pattern)
	switch {
	case !wordName.MatchString(w.Name):
		return fmt.Errorf("the word {%s} cannot be added: its name must be of small letters", w.Name)
	case err != nil:
		return fmt.Errorf("the word {%s} cannot be added: %w", w.Name, err)
	case w.Pattern == "" || expr.NumSubexp() > 0:
		return fmt.Errorf("the word {%s} cannot be added: its pattern must have no groups but (?:...)", w.Name)
	}
	if _, taken := l.word(w.Name); taken {
		return fmt.Errorf("the word {%s} cannot be added: there is one of that name", w.Name)
	}
	l.words = append(l.words, w)
	return nil
}

// add puts an author's sentence into the library.
func (l *Library) add(s Sentence) error {
	if s.Keyword != "Given" && s.Keyword != "When" && s.Keyword != "Then" {
		return fmt.Errorf("its keyword is %q, not Given, When or Then", s.Keyword)
	}
	if slices.ContainsFunc(l.sentences, func(known Sentence) bool { return known.Text == s.Text }) {
		return errors.New("there is one of these words already")
	}
	expr, err := express(s.Text, l.words, group)
	if err != nil {
		return err
	}
	for i, name := range expr.words {
		if slices.Contains(expr.words[:i], name) {
			return fmt.Errorf("it has the word {%s} twice", name)
		}
	}
	s.Noun, s.Expr = ownNoun, expr
	if s.With, err = signature(s.Do, len(expr.words)); err != nil {
		return err
	}
	l.sentences = append(l.sentences, s)
	return nil
}

var (
	contextType = reflect.TypeFor[context.Context]()
	worldType   = reflect.TypeFor[*World]()
	errorType   = reflect.TypeFor[error]()
)

// signature checks the function of a sentence with so many words, and says what
// follows the step.
func signature(do any, words int) (with string, err error) {
	t := reflect.TypeOf(do)
	if t == nil || t.Kind() != reflect.Func || reflect.ValueOf(do).IsNil() {
		return "", errors.New("its Do is no function")
	}
	want := []string{"context.Context", "*steps.World"}
	fits := t.NumIn() >= 2 && t.In(0) == contextType && t.In(1) == worldType
	for i := range words {
		want = append(want, "string")
		fits = fits && t.NumIn() > i+2 && t.In(i+2).Kind() == reflect.String
	}
	with = follows(t)
	if with != "" {
		words++
	}
	if !fits || t.NumIn() != words+2 || t.IsVariadic() || t.NumOut() != 1 || t.Out(0) != errorType {
		return "", fmt.Errorf("its Do is a %s, not a func(%s) error, perhaps with a *godog.Table or *godog.DocString at the end",
			t, strings.Join(want, ", "))
	}
	return with, nil
}

// bind gives an author's function its world. A panic in it is the author's
// mistake and an error of the step.
func bind(s Sentence, w *World) any {
	do := reflect.ValueOf(s.Do)
	in := []reflect.Type{contextType}
	for i := 2; i < do.Type().NumIn(); i++ {
		in = append(in, do.Type().In(i))
	}
	bound := reflect.FuncOf(in, []reflect.Type{errorType}, false)
	return reflect.MakeFunc(bound, func(args []reflect.Value) (results []reflect.Value) {
		defer func() {
			if r := recover(); r != nil {
				err := fmt.Errorf("the step %q panicked%s: %v", s.Text, panicPlace(), r)
				results = []reflect.Value{reflect.ValueOf(&err).Elem()}
			}
		}()
		return do.Call(append([]reflect.Value{args[0], reflect.ValueOf(w)}, args[1:]...))
	}).Interface()
}

// panicPlace says where the panic that is being recovered from began.
func panicPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") && frame.Function != "" {
			return fmt.Sprintf(" at %s:%d", frame.File[strings.LastIndex(frame.File, "/")+1:], frame.Line)
		}
		if !more {
			return ""
		}
	}
}
