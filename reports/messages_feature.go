package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	"github.com/cucumber/messages/go/v21"
)

const (
	// parseLimit is the longest feature text that is parsed. The parser needs
	// some hundred times the length of a text; a longer one was generated.
	parseLimit = 128 << 10
	// sketchSize is how many scenarios share a document made from records.
	sketchSize  = 200
	gherkinType = messages.SourceMediaType_TEXT_X_CUCUMBER_GHERKIN_PLAIN
)

// feature writes the scenarios of one file.
func (m *messenger) feature(scenarios []Scenario) {
	pickles := m.document(scenarios[0].File)
	var strangers []*Scenario
	for i := range scenarios {
		s := &scenarios[i]
		p := pickles[int64(s.Line)]
		if p == nil {
			strangers = append(strangers, s)
			continue
		}
		delete(pickles, int64(s.Line)) // a second scenario of that line gets a pickle of its own
		m.scenario(s, p, m.details(s, s.Steps == len(p.Steps)))
	}
	known := len(strangers) < len(scenarios)
	for part := 1; len(strangers) > 0 && m.err == nil; part++ {
		n := min(sketchSize, len(strangers))
		uri := cmp.Or(scenarios[0].File, "unknown.feature")
		if known || part > 1 || n < len(strangers) {
			uri = fmt.Sprintf("%s#%d", uri, part)
		}
		m.sketch(uri, strangers[:n])
		strangers = strangers[n:]
	}
}

// document writes source and syntax tree of a feature and returns its pickles
// by line: that of the scenario, or of the row of an outline.
func (m *messenger) document(file string) map[int64]*messages.Pickle {
	text, err := m.run.FeatureText(file)
	if err != nil {
		if m.err == nil {
			m.err = err
		}
		return nil
	}
	longest := 0
	for line := range strings.Lines(text) {
		longest = max(longest, len(line))
	}
	if text == "" || len(text) > parseLimit || longest >= bufio.MaxScanTokenSize { // at such a line the parser panics
		return nil
	}
	doc, err := gherkin.ParseGherkinDocument(strings.NewReader(text), m.ids.NewId)
	if err != nil {
		return nil // masked beyond recognition, or edited: do without
	}
	doc.Uri = file
	m.emit(&messages.Envelope{Source: &messages.Source{Uri: file, Data: text, MediaType: gherkinType}})
	m.emit(&messages.Envelope{GherkinDocument: doc})
	lines := linesOf(doc)
	pickles := map[int64]*messages.Pickle{}
	for _, p := range gherkin.Pickles(*doc, file, m.ids.NewId) {
		pickles[lines[p.AstNodeIds[len(p.AstNodeIds)-1]]] = p
	}
	return pickles
}

// linesOf returns the lines of scenarios and of rows by their node ids.
func linesOf(doc *messages.GherkinDocument) map[string]int64 {
	lines := map[string]int64{}
	scenario := func(s *messages.Scenario) {
		if s == nil {
			return
		}
		lines[s.Id] = s.Location.Line
		for _, examples := range s.Examples {
			for _, row := range examples.TableBody {
				lines[row.Id] = row.Location.Line
			}
		}
	}
	if doc.Feature == nil {
		return lines
	}
	for _, child := range doc.Feature.Children {
		scenario(child.Scenario)
		if child.Rule == nil {
			continue
		}
		for _, c := range child.Rule.Children {
			scenario(c.Scenario)
		}
	}
	return lines
}

// sketch writes scenarios whose feature cannot be had: a document made from
// their own records, with what the first attempt says about the steps.
func (m *messenger) sketch(uri string, scenarios []*Scenario) {
	var text strings.Builder
	line := int64(0)
	put := func(format string, args ...any) *messages.Location {
		line++
		text.WriteString(flat(fmt.Sprintf(format, args...)) + "\n")
		return &messages.Location{Line: line, Column: 1}
	}
	name := cmp.Or(scenarios[0].Feature, uri)
	feature := &messages.Feature{
		Location: put("Feature: %s", name), Tags: []*messages.Tag{}, Language: "en", Keyword: "Feature", Name: name,
	}
	pickles := make([]*messages.Pickle, len(scenarios))
	for i, s := range scenarios {
		node, pickle := m.sketchScenario(s, uri, put)
		feature.Children = append(feature.Children, &messages.FeatureChild{Scenario: node})
		pickles[i] = pickle
	}
	m.emit(&messages.Envelope{Source: &messages.Source{Uri: uri, Data: text.String(), MediaType: gherkinType}})
	m.emit(&messages.Envelope{GherkinDocument: &messages.GherkinDocument{
		Uri: uri, Feature: feature, Comments: []*messages.Comment{},
	}})
	for i, s := range scenarios {
		m.scenario(s, pickles[i], m.details(s, false))
	}
}

func (m *messenger) sketchScenario(s *Scenario, uri string, put func(string, ...any) *messages.Location) (
	*messages.Scenario, *messages.Pickle,
) {
	node := &messages.Scenario{
		Id: m.ids.NewId(), Keyword: "Scenario", Name: s.Name,
		Tags: []*messages.Tag{}, Steps: []*messages.Step{}, Examples: []*messages.Examples{},
	}
	pickle := &messages.Pickle{
		Id: m.ids.NewId(), Uri: uri, Name: s.Name, Language: "en",
		Steps: []*messages.PickleStep{}, Tags: []*messages.PickleTag{}, AstNodeIds: []string{node.Id},
	}
	if len(s.Tags) > 0 {
		at := put("  %s", strings.Join(s.Tags, " "))
		for _, name := range s.Tags {
			tag := &messages.Tag{Location: at, Name: name, Id: m.ids.NewId()}
			node.Tags = append(node.Tags, tag)
			pickle.Tags = append(pickle.Tags, &messages.PickleTag{Name: name, AstNodeId: tag.Id})
		}
	}
	node.Location = put("  Scenario: %s", s.Name)
	for _, told := range m.details(s, false) {
		for _, r := range told.Steps {
			keyword := cmp.Or(strings.TrimSpace(r.Keyword), "*") + " "
			step := &messages.Step{
				Location: put("    %s%s", keyword, r.Text), Keyword: keyword, Text: r.Text, Id: m.ids.NewId(),
			}
			node.Steps = append(node.Steps, step)
			pickle.Steps = append(pickle.Steps, &messages.PickleStep{
				Id: m.ids.NewId(), AstNodeIds: []string{step.Id}, Text: r.Text, Type: stepType(keyword),
			})
		}
		if len(node.Steps) > 0 {
			break
		}
	}
	return node, pickle
}

func stepType(keyword string) messages.PickleStepType {
	switch keyword {
	case "Given ":
		return messages.PickleStepType_CONTEXT
	case "When ":
		return messages.PickleStepType_ACTION
	case "Then ":
		return messages.PickleStepType_OUTCOME
	default:
		return messages.PickleStepType_UNKNOWN
	}
}

// flat keeps a text on one line.
func flat(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }
