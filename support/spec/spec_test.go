package spec

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestEveryFactHasASourceAndAKeyOfItsOwn walks all tables: a fact without a
// source is a rumour, and a doubled key hides one of its rows.
func TestEveryFactHasASourceAndAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	keys := map[string][]string{ // table: columns of its key
		"advices.tsv":             {"advice"},
		"brands.tsv":              {"paymentBrand"},
		"parameters.tsv":          {"name"},
		"result-codes.tsv":        {"code"},
		"result-groups.tsv":       {"group"},
		"limits.tsv":              {"paymentBrand"},
		"currencies.tsv":          {"code"},
		"pages.tsv":               {"paymentBrand"},
		"personas.tsv":            {"paymentBrand", "persona"},
		"samples.tsv":             {"sample", "position"},
		"test-data.tsv":           {"brand", "kind", "value", "trigger"},
		"endpoints.tsv":           {"verb", "path"},
		"examples.tsv":            {"name"},
		"demands.tsv":             {"id"},
		"decisions.tsv":           {"id"},
		"rules.tsv":               {"id"},
		"fidelity.tsv":            {"area", "what"},
		"calls.tsv":               {"verb", "path"},
		"boundary-exceptions.tsv": {"name"},

		"response-parameters.tsv": {"name"},
		"http-statuses.tsv":       {"status"},
		"payment-methods.tsv":     {"kind"},
	}
	entries, err := tables.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		columns, known := keys[entry.Name()]
		if !known {
			t.Errorf("%s: no key known to this test", entry.Name())
			continue
		}
		source := "source"
		if entry.Name() == "result-groups.tsv" {
			source = "regex_source"
		}
		seen := map[string]bool{}
		for i, r := range embedded(entry.Name(), func(r row) row { return r }) {
			if r.get(source) == "" {
				t.Errorf("%s:%d has no source", entry.Name(), i+2)
			}
			var key []string
			for _, column := range columns {
				key = append(key, r.get(column))
			}
			if joined := strings.Join(key, "/"); seen[joined] {
				t.Errorf("%s:%d: %s is there twice", entry.Name(), i+2, joined)
			} else {
				seen[joined] = true
			}
		}
	}
}

func TestEveryCodeFallsIntoExactlyOneGroup(t *testing.T) {
	t.Parallel()
	ungrouped := []string{"000.500.000", "000.500.100"}
	for _, c := range Codes() {
		matching := groupsOf(c.Code)
		if again := groupsOf(c.Code); !reflect.DeepEqual(again, matching) {
			t.Errorf("%s matches %v, and %v when asked again", c.Code, matching, again)
		}
		switch {
		case slices.Contains(ungrouped, c.Code):
			if len(matching) != 0 || c.Group != "none" {
				t.Errorf("%s: groups %v, table says %q, want none", c.Code, matching, c.Group)
			}
		case len(matching) != 1:
			t.Errorf("%s matches %d groups, want 1", c.Code, len(matching))
		case matching[0].Name != c.Group:
			t.Errorf("%s matches %s, the table says %s", c.Code, matching[0].Name, c.Group)
		}
	}
}

func TestVerdictOf(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"000.100.110": Approved, "000.000.000": Approved, "000.400.000": UnderReview, "000.200.000": Pending,
		"800.400.500": Pending, "800.100.153": Rejected, "700.400.510": Rejected, "000.100.220": ChargedBack,
		"000.500.000": "", "nonsense": "",
	} {
		if got := VerdictOf(code); got != want {
			t.Errorf("VerdictOf(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestEveryPatternCompilesAndEveryLevelIsKnown(t *testing.T) {
	t.Parallel()
	for _, p := range Parameters() {
		p.matches("x")
		if !slices.Contains([]string{"error", "warn", "none"}, p.Level) {
			t.Errorf("%s: level %q", p.Name, p.Level)
		}
	}
}

func TestBrandsNameKnownParametersAndWorkflows(t *testing.T) {
	t.Parallel()
	if len(Brands()) != 196 {
		t.Errorf("%d brands, want 196", len(Brands()))
	}
	for _, b := range Brands() {
		if !slices.Contains([]string{Sync, Async, AsyncConfirmation}, b.Workflow) {
			t.Errorf("%s: workflow %q", b.Name, b.Workflow)
		}
		for _, name := range slices.Concat(b.Required, b.Optional) {
			for _, alternative := range strings.Split(name, "|") {
				if _, known := LookupParameter(strings.ReplaceAll(alternative, "[n]", "[0]")); !known {
					t.Errorf("%s names the parameter %q, which parameters.tsv lacks", b.Name, alternative)
				}
			}
		}
	}
	for _, b := range Brands() {
		page, has := LookupPage(b.Name)
		if has == (b.Workflow == Sync) {
			t.Errorf("%s is %s and has a page: %v", b.Name, b.Workflow, has)
		}
		if has && !slices.Contains(PageKinds, page.Kind) {
			t.Errorf("%s: page kind %q", b.Name, page.Kind)
		}
	}
	if n := len(known().pages); n != 129 {
		t.Errorf("%d pages, want one for each of the 129 brands that are not synchronous", n)
	}
}

func TestLookupParameter(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, want string }{
		{"amount", "amount"},
		{"ammount", ""},
		{"entityID", ""},
		{"cart.items[12].price", "cart.items[n].price"},
		{"cart.items[x].price", ""},
		{"customParameters[SHOPPER_ref]", "customParameters[name]"},
		{"customParameters[PAYOLUTION_ITEM_PRICE_3]", "customParameters[PAYOLUTION_ITEM_PRICE_n]"},
		{"customParameters[forceResultCode]", "customParameters[forceResultCode]"},
		{"customParameters[a b]", ""},
		{"corporate.vatId", "corporate.*"},
		{"airline.passengers[0].legs[1].carrier", "airline.passengers[n].legs[n].*"},
	}
	for _, tt := range tests {
		p, known := LookupParameter(tt.name)
		if got := nameOf(p); got != tt.want || known != (tt.want != "") {
			t.Errorf("LookupParameter(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func nameOf(p *Parameter) string {
	if p == nil {
		return ""
	}
	return p.Name
}

func TestCheckSpeaksTheWordsOfTheAPI(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, value, want string }{
		{"amount", "92.00", ""},
		{"amount", "-20.20", `must match ^[0-9]{1,12}(\.[0-9]{2})?$`},
		{"amount", "1.0", `must match ^[0-9]{1,12}(\.[0-9]{2})?$`},
		{"testMode", "EXTERNAL", ""},
		{"testMode", "LIVE", "must be one of [INTERNAL, EXTERNAL]"},
		{"card.holder", "Jö", `must match ^[\s\S]{3,128}$`},
		{"card.holder", "Jön", ""},
		{"promotionCode", strings.Repeat("x", 16), `must match ^[\s\S]{0,15}$`},
	}
	for _, tt := range tests {
		p, known := LookupParameter(tt.name)
		if !known {
			t.Fatalf("no parameter %q", tt.name)
		}
		if got, ok := p.Check(tt.value); got != tt.want || ok != (tt.want == "") {
			t.Errorf("%s=%q: %q, %v; want %q", tt.name, tt.value, got, ok, tt.want)
		}
	}
}

func TestInDocumentedGroup(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"customer.shoeSize": true, "customParameters[x]": true, "forex.rate": true,
		"amount": false, "entityID": false, "nonsense.leaf": false,
	} {
		if got := InDocumentedGroup(name); got != want {
			t.Errorf("InDocumentedGroup(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestPersonasFillTheYearAndFallBack(t *testing.T) {
	t.Parallel()
	text := "paymentBrand\tpersona\tparameters\tsource\n" +
		"VISA\tapproves\tcard.number=4200000000000000;card.expiryYear={expiryYear}\there\n" +
		"*\tapproves\tcard.number=5454545454545454\there\n"
	personas, err := ParsePersonas(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	got, found := personas.Find("VISA", "approves", 2026)
	if want := []Param{{"card.number", "4200000000000000"}, {"card.expiryYear", "2028"}}; !found || !slices.Equal(got, want) {
		t.Errorf("VISA approves = %v, want %v", got, want)
	}
	if got, _ := personas.Find("JCB", "approves", 2026); len(got) != 1 || got[0].Value != "5454545454545454" {
		t.Errorf("JCB approves = %v, want the fallback", got)
	}
	if _, found := personas.Find("VISA", "faints", 2026); found {
		t.Error("a persona nobody described was found")
	}
	if personas[0].Parameters[1].Value != "{expiryYear}" {
		t.Error("Find changed the table")
	}
}

func TestBrokenTestDataIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"brand\tpersona\n": "no column",
		"paymentBrand\tpersona\tparameters\tsource\nVISA\tapproves\tcard.number\there\n":   `has no "="`,
		"paymentBrand\tpersona\tparameters\tsource\nVISA\tapproves\ta=b\there\tand more\n": "line 2: 5 cells",
	} {
		if _, err := ParsePersonas(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error = %v, want one with %q", err, want)
		}
	}
}

func TestTestPANsHoldThoseThatFailLuhn(t *testing.T) {
	t.Parallel()
	for _, number := range []string{"4200000000000000", "6250947000000052", "4200000000000001", "377777777777771"} {
		if !slices.Contains(TestPANs(), number) {
			t.Errorf("%s is missing", number)
		}
	}
}

func TestSamplesKeepOrderAndRepeats(t *testing.T) {
	t.Parallel()
	if len(Samples()) != 92 {
		t.Errorf("%d samples, want 92", len(Samples()))
	}
	total := 0
	for _, s := range Samples() {
		total += len(s.Params)
	}
	if total != 797 {
		t.Errorf("%d parameters in the samples, want 797", total)
	}
}

func TestABrandOfAFileJoinsTheCatalogue(t *testing.T) {
	t.Parallel()
	head := strings.Join(brandColumns, "\t") + "\n"
	more, err := Known().With(strings.NewReader(head +
		"MYBANK\tMy Bank\tbank_account\tasync\t\t\tEUR\tshopperResultUrl\t\tDB\there\t\tbank\tGET\n" +
		"PAYPAL\tPayPal\twallet\tsync\t\t\t\t\t\t\there\t\t\t\n"))
	if err != nil {
		t.Fatal(err)
	}
	b, found := more.Lookup("MYBANK")
	page, shown := more.Page("MYBANK")
	if !found || !shown || b.Workflow != Async || page.Kind != "bank" || page.Method != "GET" {
		t.Errorf("MYBANK = %+v with page %+v", b, page)
	}
	if len(more.Brands()) != len(Brands())+1 {
		t.Errorf("%d brands, want one more than %d", len(more.Brands()), len(Brands()))
	}
	if b, _ := more.Lookup("PAYPAL"); b.Workflow != Sync {
		t.Errorf("PAYPAL was not replaced: %+v", b)
	}
	if _, has := more.Page("PAYPAL"); has {
		t.Error("PAYPAL is synchronous now and still has a page")
	}
	if b, _ := LookupBrand("PAYPAL"); b.Workflow != Async {
		t.Error("With changed the tables")
	}
	for wrong, want := range map[string]string{
		"X\t\t\tlater\t\t\t\t\t\t\t\t\t\t\n":     `workflow "later"`,
		"X\t\t\tasync\t\t\t\t\t\t\t\t\tatm\t\n":  `page "atm"`,
		"X\t\t\tsync\t\t\t\t\t\t\t\t\t\tPUT\n":   `method "PUT"`,
		"\tX\t\tasync\t\t\t\t\t\t\t\t\tbank\t\n": "no paymentBrand",
	} {
		if _, err := Known().With(strings.NewReader(head + wrong)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestAnAdviceBlocksWithACodeOfItsGroup(t *testing.T) {
	t.Parallel()
	for _, a := range Advices() {
		if g, known := GroupOf(a.Code); !known || g.Name != "reject-mac-control" {
			t.Errorf("advice %s blocks with %s of group %q", a.Name, a.Code, g.Name)
		}
	}
	for _, c := range Codes() {
		blocks := func(a Advice) bool { return a.Code == c.Code }
		if c.Group == "reject-mac-control" && !slices.ContainsFunc(Advices(), blocks) {
			t.Errorf("no advice blocks with %s", c.Code)
		}
	}
}
