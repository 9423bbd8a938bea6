package boundary

import (
	"bytes"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/support/spec"

	"github.com/google/go-cmp/cmp"
)

func TestShortestAndLongest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern           string
		most              int
		shortest, longest string
	}{
		{`[0-9]{3,5}`, 0, "111", "11111"},
		{`[0-9]{1,3}(\.[0-9]{2})?`, 0, "1", "111.11"},
		{`0[1-9]|1[0-2]`, 0, "01", "01"},
		{`abc|a|ab`, 0, "a", "abc"},
		{`#[a-f]{2}`, 0, "#aa", "#aa"},
		{`[\s\S]{2,}`, 5, "11", "11111"},
		{`a+b*`, 4, "a", "aaaabbb"}, // both may stretch: the length is the caller's to judge
		{`[0-9]+`, 0, "1", ""},
		{`(x|yy){2}`, 0, "xx", "yyyy"},
		{`\p{L}`, 0, "a", "a"},
		{`[^a-z1A]`, 0, "\x00", "\x00"},
	}
	for _, tt := range tests {
		t.Run(tt.pattern, func(t *testing.T) {
			t.Parallel()
			re, err := syntax.Parse(tt.pattern, syntax.Perl)
			if err != nil {
				t.Fatal(err)
			}
			if got := shortest(re); got != tt.shortest {
				t.Errorf("shortest = %q, want %q", got, tt.shortest)
			}
			if got, _ := longest(re, tt.most); got != tt.longest {
				t.Errorf("longest = %q, want %q", got, tt.longest)
			}
		})
	}
}

// TestCasesAreWhatTheTableSays judges each case by the raw cells of its row.
func TestCasesAreWhatTheTableSays(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for _, c := range Cases() {
		if keys[c.Key()] {
			t.Errorf("the case %q is there twice", c.Key())
		}
		keys[c.Key()] = true
		p, known := spec.LookupParameter(c.Parameter)
		if !known {
			t.Errorf("no row is about %s", c.Parameter)
			continue
		}
		if c.How == Absent || c.Value == "" {
			continue
		}
		switch right := allowed(p, c.Value); {
		case c.How == Accepted && !right, c.How == Refused && right:
			t.Errorf("%s: %.40q is allowed: %v, and the case says the contrary", c.Key(), c.Value, right)
		case c.How == Refused && p.Level != "error":
			t.Errorf("%s: a mismatch is worth %s", c.Key(), p.Level)
		case c.How == Twice && !allowed(p, c.Last):
			t.Errorf("%s: the last value %.40q is not allowed", c.Key(), c.Last)
		}
	}
	if len(keys) < 1500 {
		t.Errorf("there are %d cases only", len(keys))
	}
}

func allowed(p *spec.Parameter, value string) bool {
	if len(p.Values) > 0 {
		for _, v := range p.Values {
			if v == value {
				return true
			}
		}
		return false
	}
	fits := p.Pattern == "" || regexp.MustCompile("^(?:"+p.Pattern+")$").MatchString(value)
	return fits && (p.MaxLength == 0 || utf8.RuneCountInString(value) <= p.MaxLength)
}

func TestEveryParameterHasCasesOrAReason(t *testing.T) {
	t.Parallel()
	cases, reasons := map[string]int{}, map[string]string{}
	for _, c := range Cases() {
		p, _ := spec.LookupParameter(c.Parameter)
		cases[p.Name]++
	}
	for _, g := range Missing() {
		reasons[g.Parameter] = g.Reason
	}
	for _, p := range spec.Parameters() {
		n, why := cases[p.Name], reasons[p.Name]
		if (n == 0) == (why == "") {
			t.Errorf("%s has %d cases, and the reason for none is %q", p.Name, n, why)
		}
		if n > 0 && p.Level == "error" && n < 4 {
			t.Errorf("%s has %d cases only", p.Name, n)
		}
	}
}

func TestTooLongIsOneCharacterMoreThanTheLongest(t *testing.T) {
	t.Parallel()
	most := map[string]int{}
	n := 0
	for _, c := range Cases() {
		switch length := utf8.RuneCountInString(c.Value); c.Kind {
		case "shortest", "longest":
			most[c.Parameter] = max(most[c.Parameter], length)
		case "too-long":
			if n++; length != most[c.Parameter]+1 {
				t.Errorf("%s has %d characters, the longest %d", c.Key(), length, most[c.Parameter])
			}
		}
	}
	if n == 0 {
		t.Error("nothing is too long")
	}
}

// Ids are quoted by reports and certificates: these may not change.
func TestKeysAndValuesOfAParameter(t *testing.T) {
	t.Parallel()
	var got []string
	for _, c := range Cases() {
		if c.Parameter == "card.expiryMonth" || c.Parameter == "customer.status" {
			got = append(got, strings.TrimSpace(strings.Join([]string{how[c.How], c.Key(), c.Value, c.Last}, " ")))
		}
	}
	want := []string{
		"accepted card.expiryMonth shortest 01",
		"refused card.expiryMonth too-short 0",
		"refused card.expiryMonth too-long 011",
		"refused card.expiryMonth wrong-character x1",
		"refused card.expiryMonth sql ' OR '1'='1' --",
		"refused card.expiryMonth html <script>alert(1)</script>",
		"refused card.expiryMonth template ${7*7}{{7*7}}",
		"refused card.expiryMonth path ../../../../etc/passwd",
		"refused card.expiryMonth line-break 1\nX-Injected: 1",
		"refused card.expiryMonth non-ascii Zoë漢字",
		"refused card.expiryMonth empty",
		"absent card.expiryMonth absent",
		"twice card.expiryMonth twice 0 01",
		"accepted customer.status value-NEW NEW",
		"accepted customer.status value-EXISTING EXISTING",
		"refused customer.status unlisted NEWX",
		"refused customer.status other-case new",
		"refused customer.status sql ' OR '1'='1' --",
		"refused customer.status html <script>alert(1)</script>",
		"refused customer.status template ${7*7}{{7*7}}",
		"refused customer.status path ../../../../etc/passwd",
		"refused customer.status line-break 1\nX-Injected: 1",
		"refused customer.status non-ascii Zoë漢字",
		"accepted customer.status empty",
		"twice customer.status twice NEWX NEW",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the cases differ (-want +got):\n%s", diff)
	}
}

var how = map[How]string{Accepted: "accepted", Refused: "refused", Absent: "absent", Twice: "twice"}

func TestTheFeatureIsTheSameAtEveryCall(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(Feature(), Feature()) {
		t.Error("two calls make different features: file and line of a row would mean another")
	}
}

func BenchmarkFeature(b *testing.B) {
	for b.Loop() {
		Feature()
	}
}
