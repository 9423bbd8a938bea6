package runner

import (
	"bytes"
	"strconv"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// render writes scenarios as one feature text for godog: Backgrounds and rows
// put in, every scenario named by its place in the slice and its id. What godog
// runs is thereby exactly what was chosen, in the order chosen. There is nothing
// in it that godog's parser would only have to pass over. What a cell of a row
// breaks over lines comes as one, see [attempt.say].
func render(scenarios []*scenario) []byte {
	var b bytes.Buffer
	b.WriteString("Feature: chunk\n")
	for i, s := range scenarios {
		b.WriteString("Scenario: " + strconv.Itoa(i) + " " + onLine.Replace(s.id) + "\n")
		for step := range s.steps {
			s.renderStep(&b, step)
		}
	}
	return b.Bytes()
}

// place returns the index that render gave a scenario, read from its name: tags
// would cost more to parse than the steps.
func place(name string) (int, error) {
	number, _, _ := strings.Cut(name, " ")
	return strconv.Atoi(number)
}

// keywords are English whatever the language of the feature: godog tells steps
// apart by the type of their keyword.
var keywords = map[messages.StepKeywordType]string{
	messages.StepKeywordType_CONTEXT:     "Given ",
	messages.StepKeywordType_ACTION:      "When ",
	messages.StepKeywordType_OUTCOME:     "Then ",
	messages.StepKeywordType_CONJUNCTION: "And ",
	messages.StepKeywordType_UNKNOWN:     "* ",
}

func (s *scenario) renderStep(b *bytes.Buffer, step *messages.Step) {
	b.WriteString(keywords[step.KeywordType])
	b.WriteString(onLine.Replace(s.fill(step.Text)))
	b.WriteByte('\n')
	if step.DocString != nil {
		b.WriteString(`      """` + onLine.Replace(s.fill(step.DocString.MediaType)) + "\n")
		for _, line := range strings.Split(s.fill(step.DocString.Content), "\n") {
			b.WriteString("      " + strings.ReplaceAll(line, `"""`, `\"\"\"`) + "\n")
		}
		b.WriteString(`      """` + "\n")
	}
	for _, cells := range s.table(step) {
		b.WriteString("      " + rowText(cells) + "\n")
	}
}

// onLine keeps what stands on one line of a feature from becoming several.
var onLine = strings.NewReplacer("\r", " ", "\n", " ")

// rowText writes a row of a table.
func rowText(cells []string) string {
	var b strings.Builder
	b.WriteByte('|')
	for _, cell := range cells {
		b.WriteString(" " + cellEscaper.Replace(cell) + " |")
	}
	return b.String()
}

var cellEscaper = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "|", `\|`)

// table returns the cells of a step's data table, the row's values put in.
func (s *scenario) table(step *messages.Step) [][]string {
	if step.DataTable == nil {
		return nil
	}
	rows := make([][]string, len(step.DataTable.Rows))
	for i, row := range step.DataTable.Rows {
		for _, cell := range row.Cells {
			rows[i] = append(rows[i], s.fill(cell.Value))
		}
	}
	return rows
}
