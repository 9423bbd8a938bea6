package steps

import (
	"strings"
	"testing"

	"assay/support/opp"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
)

// has makes a transaction the newest of its noun.
func has(t *testing.T, w *World, noun, id string) {
	t.Helper()
	canned := answers{}
	canned["POST /v1/payments"] = struct {
		status int
		body   string
	}{200, `{"id":"` + id + `","amount":"12.30","card":{"bin":"420000"},"result":{"code":"000.100.110"}}`}
	other, _ := worldAt(t, canned)
	p, err := other.gateway.Pay(t.Context(), opp.Params{})
	if err != nil {
		t.Fatal(err)
	}
	w.begin()
	w.remember(noun, p)
}

func TestTwoOfAKindGoByTheirNames(t *testing.T) {
	t.Parallel()
	w := NewWorld()
	has(t, w, "preauthorization", "pa1")
	w.remember("capture", w.last)
	if err := w.knownAs("first"); err != nil {
		t.Fatal(err)
	}
	has(t, w, "preauthorization", "pa2")
	for noun, want := range map[string]string{
		"preauthorization": "pa2", "payment": "pa2", `preauthorization "first"`: "pa1", `payment "first"`: "pa1",
		`capture "first"`: "pa1", "capture": "pa1", // of the first until the second has one
	} {
		if got, err := w.idOf(noun); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", noun, got, err, want)
		}
	}
	if err := w.goesOn("first"); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.idOf("payment"); got != "pa1" {
		t.Errorf("having gone on with the first, the payment is %q", got)
	}
	has(t, w, "preauthorization", "pa3")
	if got, _ := w.idOf(`payment "first"`); got != "pa1" {
		t.Errorf("a new payment has become the first: %q", got)
	}
}

func TestNamesThatMeanNothingAreRefused(t *testing.T) {
	t.Parallel()
	w := NewWorld()
	if err := w.knownAs("first"); err == nil {
		t.Error("nothing has a name")
	}
	has(t, w, "debit", "db")
	if err := w.knownAs("first"); err != nil {
		t.Fatal(err)
	}
	if err := w.knownAs("first"); err == nil {
		t.Error("a name is given twice")
	}
	_, wrongName := w.idOf(`debit "frist"`)
	for _, err := range []error{wrongName, w.goesOn("frist")} {
		if err == nil || !strings.Contains(err.Error(), `nothing is known as "frist" in this scenario: it knows first`) {
			t.Errorf("error = %v", err)
		}
	}
	if _, err := w.registrationID(`the registration "frist"`); err == nil {
		t.Error("an account is known by a name that nobody gave")
	}
}

func TestNotedValuesArePutIntoSteps(t *testing.T) {
	t.Parallel()
	w := NewWorld()
	has(t, w, "debit", "db1")
	for path, name := range map[string]string{"amount": "paid", "card.bin": "bin"} {
		if err := w.notesPath(path, name); err != nil {
			t.Fatal(err)
		}
	}
	step := &godog.Step{Text: `an amount of {paid} EUR for {id}, and {"a": 1}, \d{6}`, Argument: &messages.PickleStepArgument{
		DataTable: &messages.PickleTable{Rows: []*messages.PickleTableRow{{Cells: []*messages.PickleTableCell{
			{Value: "card.bin"}, {Value: "{bin}"},
		}}}},
		DocString: &messages.PickleDocString{Content: "{paid} {paid}"},
	}}
	if err := w.Fill(step); err != nil {
		t.Fatal(err)
	}
	if want := `an amount of 12.30 EUR for db1, and {"a": 1}, \d{6}`; step.Text != want {
		t.Errorf("the text is %q, want %q", step.Text, want)
	}
	if got := step.Argument.DataTable.Rows[0].Cells[1].Value; got != "420000" {
		t.Errorf("the cell is %q", got)
	}
	if got := step.Argument.DocString.Content; got != "12.30 12.30" {
		t.Errorf("the text below is %q", got)
	}
}

func TestValuesThatCannotBeNotedAreRefused(t *testing.T) {
	t.Parallel()
	w := NewWorld()
	if err := w.Fill(&godog.Step{Text: "{paid}"}); err == nil || !strings.Contains(err.Error(), "it has noted nothing yet") {
		t.Errorf("error = %v", err)
	}
	has(t, w, "debit", "db1")
	for _, path := range []string{"absent", "card", "result"} {
		if err := w.notesPath(path, "x"); err == nil {
			t.Errorf("%s is noted", path)
		}
	}
	if err := w.notesPath("amount", "id"); err == nil {
		t.Error("{id} is made to mean another thing")
	}
	if err := w.Note("paid", "1"); err != nil {
		t.Fatal(err)
	}
	if err := w.Note("paid", "2"); err == nil {
		t.Error("a name is noted twice")
	}
	if err := w.Note("also", "2"); err != nil {
		t.Fatal(err)
	}
	if err := w.Fill(&godog.Step{Text: "{piad}"}); err == nil || !strings.Contains(err.Error(), "it has noted {also}, {paid}") {
		t.Errorf("error = %v", err)
	}
}
