package mask

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestString(t *testing.T) {
	t.Parallel()
	m := New(Options{PANs: []string{"6250947000000052", "4200 0000 0000 0001", "not a number", "12345"}})
	tests := []struct{ name, text, want string }{
		{"empty text stays empty", "", ""},
		{"text without anything to hide stays", "the answer has no result.code", "the answer has no result.code"},
		{"a card number keeps its ends", "card 4200000000000000 declined", "card 420000******0000 declined"},
		{"at the very start and end", "4200000000000000", "420000******0000"},
		{"glued to letters", "x4200000000000000y", "x420000******0000y"},
		{"with spaces", "4200 0000 0000 0000", "4200 00** **** 0000"},
		{"with dashes", "(4200-0000-0000-0000)", "(4200-00**-****-0000)"},
		{"with non-breaking spaces", "4200\u00a00000\u00a00000\u00a00000", "4200\u00a000**\u00a0****\u00a00000"},
		{"with thin spaces", "4200\u20090000\u20090000\u20090000", "4200\u200900**\u2009****\u20090000"},
		{"with zero-width spaces", "4200\u200b0000\u200b0000\u200b0000", "4200\u200b00**\u200b****\u200b0000"},
		{"with en dashes", "4200\u20130000\u20130000\u20130000", "4200\u201300**\u2013****\u20130000"},
		{
			"where a time zone could be", "2026-11-22 12:00:01 -4200000000000000",
			"2026-11-22 12:00:01 -420000******0000",
		},
		{"with plus signs, as in a query", "n=4200+0000+0000+0000", "n=4200+00**+****+0000"},
		{"with escaped spaces", "n=4200%200000%200000%200000", "n=4200%2000**%20****%200000"},
		{"after an escaped quote", "%224200000000000000%22", "%22420000******0000%22"},
		{"after a JSON escape", `\u00224200000000000000\u0022`, `\u0022420000******0000\u0022`},
		{"after a per cent sign", "%4200000000000000", "%420000******0000"},
		{"after another number", "12 4200 0000 0000 0000 35", "12 4200 00** **** 0000 35"},
		{"fifteen digits", "374500262001008", "374500*****1008"},
		{"nineteen digits", "6799998900000060018", "679999*********0018"},
		{"twelve digits keep only the last four", "676770000005", "********0005"},
		{"a known number that fails Luhn", "6250947000000052", "625094******0052"},
		{"a known number with dashes", "6250-9470-0000-0052", "6250-94**-****-0052"},
		{"a known number glued to its expiry", "62509470000000520534", "625094******00520534"},
		{"what is left of one number does not show another", "123455 4200000000000000", "****** **0000******0000"},
		{"two numbers", "4200000000000000,5200000000000007", "420000******0000,520000******0007"},
		{"sixteen digits that fail Luhn stay", "4200000000000002", "4200000000000002"},
		{"eleven digits stay", "42000000000", "42000000000"},
		{"twenty digits stay", "42000000000000000000", "42000000000000000000"},
		{"zeros stay", "000000000000000000", "000000000000000000"},
		{"an amount of twelve digits stays", "a 676770000005.00 b", "a 676770000005.00 b"},
		{"with dots", "4200.0000.0000.0000", "4200.00**.****.0000"},
		{"with slashes", "n=4200/0000/0000/0000/x", "n=4200/00**/****/0000/x"},
		{"with underscores", "a_4200_0000_0000_0000_b", "a_4200_00**_****_0000_b"},
		{"with several bytes", "4200 - 0000 - 0000 - 0000", "4200 - 00** - **** - 0000"},
		{"with tags", "<b>4200</b><b>0000</b><b>0000</b><b>0000</b>", "<b>4200</b><b>00**</b><b>****</b><b>0000</b>"},
		{"with escaped no-break spaces", `4200\u00a00000\u00a00000\u00a00000`, `4200\u00a000**\u00a0****\u00a00000`},
		{"with no-break spaces in HTML", "4200&nbsp;0000&nbsp;0000&nbsp;0000", "4200&nbsp;00**&nbsp;****&nbsp;0000"},
		{"with spaces that are escaped twice", "%25224200%25200000%25200000%25200000", "%25224200%252000**%2520****%25200000"},
		{"after a quote that is escaped twice", "%2522n%2522%253A%25224200000000000000", "%2522n%2522%253A%2522420000******0000"},
		{"fifteen digits in groups", "3745.006262.1008, 3745.002620.01008", "3745.006262.1008, 3745.00****.*1008"},
		{"nineteen digits in groups", "6799.9989.0000.0060.018", "6799.99**.****.***0.018"},
		{"a known number in a list", `["6250","9470","0000","0052"]`, `["6250","94**","****","0052"]`},
		{"in base64", "data=eyJudW1iZXIiOiI0MjAwMDAwMDAwMDAwMDAwIn0=&x", "data=[secret]&x"},
		{"in base64 of a URL, in a path", "/x/eyJudW1iZXIiOiI0MjAwMDAwMDAwMDAwMDAwIiwiYSI6Ij8_In0/y", "/x/[secret]"},
		{
			"in base64 at the end of a path", "/v1/checkouts/eyJudW1iZXIiOiI0MjAwMDAwMDAwMDAwMDAwIn0=",
			"/v1/checkouts/[secret]",
		},
		{"in base64 in base64", "ZXlKdWRXMWlaWElpT2lJME1qQXdNREF3TURBd01EQXdNREF3SW4w", "[secret]"},
		{"a number at the end of a sentence", "is 4200000000000000.", "is 420000******0000."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := m.String(tt.text); got != tt.want {
				t.Errorf("String(%q) = %q, want %q", tt.text, got, tt.want)
			}
			if got := string(m.Bytes([]byte(tt.text))); got != tt.want {
				t.Errorf("Bytes(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// The ids hold a Luhn-valid run of digits each, so that only their shape keeps
// them whole.
func TestStringLeavesAlone(t *testing.T) {
	t.Parallel()
	m := New(Options{PANs: []string{"4200000000000000"}})
	for _, text := range []string{
		"8ac7a4a14200000000000000cdefabcd",
		"8ac7a4c9aaaa4200000000000000aabb_5f1c4200000000000000aaaabbbbcccc",
		`{"id":"8ac7a4a14200000000000000cdefabcd","amount":"92.00"}`,
		"/v1/payments/8ac7a4a14200000000000000cdefabcd?x",
		"resourcePath=%2Fv1%2Fpayments%2F8ac7a4a14200000000000000cdefabcd",
		`"\n8ac7a4a14200000000000000cdefabcd"`,
		"8AC7A4A14200000000000000CDEFABCD.uat01-vm-tx04",
		"0f1e4200000000000000f1e2d3c4b5a697887962@2026-11-02 08:00:00 +0000",
		"a1b24200000000000000f1e2d3c4b5a69788796200112233445566778899aabb",
		"01JD4200000000000000ABCDEF",
		"0f1e2d3c-4b5a-4697-8879-676770000005",
		"2026-11-22T12:00:01.575Z",
		"2026-11-22 12:00:01+0000",
		"2026-11-22 12:00:01.123456789+0000",
		"1234.5678.9012 Assay_Channel",
		`["5411","5812","5999","4110"]`, // Luhn-valid in a row, and a list
		"2024/2025/2026/2023",           // Luhn-valid, as is the next, and no card begins so
		"1999.0000.0000.0001",
		"4200.0000-0000.0000",
		"4200.000000.0, 4200.000000.9",
		"eyJudW1iZXIiOiI0MjAwMDAuLi4wMDAwIn0=",
		"676770000005.00",
		"127.0.0.1:43210",
		"000.100.110",
	} {
		if got := m.String(text); got != text {
			t.Errorf("String(%q) = %q, want it unchanged", text, got)
		}
	}
}

func TestLearn(t *testing.T) {
	t.Parallel()
	const secret = `sy6KJsT8+dGd/P"w&c==`
	quoted, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	basic := base64.StdEncoding.EncodeToString([]byte("user:" + secret))
	m := New(Options{})
	m.Learn(secret, "tiny", "", "another-secret")
	tests := []struct{ name, text, want string }{
		{"as it is", "token " + secret + "!", "token [secret]!"},
		{"twice", secret + secret, "[secret]"},
		{"in a query", "t=" + url.QueryEscape(secret) + "&x=1", "t=[secret]&x=1"},
		{"in a query, lower case", "t=" + strings.ToLower("%2B") + "1", "t=%2b1"},
		{"in a path", "/" + url.PathEscape(secret) + "/x", "/[secret]/x"},
		{"in JSON", `{"t":` + string(quoted) + `}`, `{"t":"[secret]"}`},
		{"in HTML", html.EscapeString(secret), "[secret]"},
		{"in HTML as browsers write it", "sy6KJsT8+dGd/P&quot;w&amp;c==", "[secret]"},
		{"in a query in a query", url.QueryEscape("u=" + url.QueryEscape(secret)), "u%3D[secret]"},
		{"in JSON in JSON", strconv.Quote(string(quoted)), `"\"[secret]\""`},
		{"in base64", base64.StdEncoding.EncodeToString([]byte(secret)), "[secret]="},
		{"another", "another-secret", "[secret]"},
		{"part of a longer word", "xanother-secrety", "x[secret]y"},
		{"too short to look for", "tiny", "tiny"},
		{"an incomplete one", secret[:len(secret)-1], secret[:len(secret)-1]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := m.String(tt.text); got != tt.want {
				t.Errorf("String(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
	if got := m.String(basic); len(got) > len(Hidden)+10 || !strings.Contains(got, Hidden) {
		t.Errorf("String(%q) = %q, want the secret's part hidden", basic, got)
	}
}

func TestLearnOverlapping(t *testing.T) {
	t.Parallel()
	m := New(Options{})
	m.Learn("abcdefgh", "efghijkl", "abcdefghij")
	m.Learn("secret", "mnopqrstuvwx", "opqrst")
	for text, want := range map[string]string{
		"-abcdefghijkl-":      "-[secret]-",
		"-abcdefghi-":         "-[secret]i-",
		"-mnopqrstuvwx-":      "-[secret]-",
		"a secret [secret] b": "a [secret] [secret] b",
	} {
		if got := m.String(text); got != want {
			t.Errorf("String(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestLearnWhileReading(t *testing.T) {
	t.Parallel()
	m := New(Options{})
	var wg sync.WaitGroup
	for _, s := range []string{"first-secret", "second-secret", "third-secret"} {
		wg.Go(func() {
			for range 50 {
				m.Learn(s)
				if got := m.String("x " + s); got != "x [secret]" {
					t.Errorf("after Learn(%q) String = %q", s, got)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestNilMasker(t *testing.T) {
	t.Parallel()
	var m *Masker
	m.Learn("some-secret")
	if got := m.String("some-secret 4200000000000000"); got != "some-secret 420000******0000" {
		t.Errorf("String = %q", got)
	}
	if got := m.Field("card.cvv", "123"); got != Hidden {
		t.Errorf("Field = %q", got)
	}
}

func TestBytesReturnsItsArgument(t *testing.T) {
	t.Parallel()
	m := New(Options{})
	m.Learn("some-secret")
	clean := []byte(`{"id":"8ac7a4a1000000000000000000000101","amount":"92.00"}`)
	if got := m.Bytes(clean); &got[0] != &clean[0] {
		t.Error("Bytes copied although there was nothing to hide")
	}
	dirty := []byte("4200000000000000")
	if got := m.Bytes(dirty); string(dirty) != "4200000000000000" || string(got) != "420000******0000" {
		t.Errorf("Bytes = %q, and its argument became %q", got, dirty)
	}
	if got := m.Bytes(nil); got != nil {
		t.Errorf("Bytes(nil) = %q", got)
	}
}

func TestNothingFoundAllocatesNothing(t *testing.T) {
	m := New(Options{PANs: []string{"4200000000000000"}})
	m.Learn("a-rather-long-access-token", "a-password")
	text := string(answer)
	if n := testing.AllocsPerRun(100, func() { m.String(text); m.Bytes(answer); m.Learn("a-password") }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// Ids are told by the words that digits stand in, and a body may be one word: it is
// not read again for every number in it.
func TestNoWordIsFollowedThroughALongText(t *testing.T) {
	t.Parallel()
	m := New(Options{PANs: []string{"4200000000000000"}})
	for _, unit := range longUnits {
		text := strings.Repeat(unit, 1<<14/len(unit))
		if got := m.String(text); strings.Contains(got, "4200000000000000") {
			t.Errorf("%s, over and over: a number is left", unit)
		}
		middle := len(text) / 2
		if got := word(text, middle, middle); len(got) > 2*longestID+2 {
			t.Errorf("%s, over and over: a word of %d bytes", unit, len(got))
		}
	}
}

// longUnits make texts that once took time with the square of their length.
var longUnits = []string{"a4200000000000000", "4200000000000000", "4200000000000000-", "4200000000000000,"}

func BenchmarkLongText(b *testing.B) {
	m := New(Options{PANs: []string{"4200000000000000"}})
	for _, unit := range longUnits {
		for _, size := range []int{1 << 14, 1 << 18} {
			text := strings.Repeat(unit, size/len(unit))
			b.Run(fmt.Sprintf("%s/%dKiB", unit, size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					m.String(text)
				}
			})
		}
	}
}

func TestEcho(t *testing.T) {
	t.Parallel()
	const secret = `a b/"c&d`
	tests := []struct{ name, text, value, want string }{
		{"as it is", "x" + secret + "y", secret, "x[secret]y"},
		{"in a form", "v=" + url.QueryEscape(secret) + "&x", secret, "v=[secret]&x"},
		{"in JSON in JSON", `"{\"v\":\"a b/\\\"c&d\"}"`, secret, `"{\"v\":\"[secret]\"}"`},
		{"in HTML", `<p>a b/&#34;c&amp;d</p>`, secret, `<p>[secret]</p>`},
		{"a short one alone", "cvv 123, 1234, 12:123", "123", "cvv [secret], 1234, 12:123"},
		{"a short one behind an escape", `cvv%3D123%26n \u0022123\u0022`, "123", `cvv%3D[secret]%26n \u0022[secret]\u0022`},
		{"a short one behind an escape of an escape", "cvv%2522%253A%2522123%2522", "123", "cvv%2522%253A%2522[secret]%2522"},
		{"nothing", "x", "", "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Echo(tt.text, tt.value, Hidden); got != tt.want {
				t.Errorf("Echo(%q, %q) = %q, want %q", tt.text, tt.value, got, tt.want)
			}
		})
	}
}

func TestPacked(t *testing.T) {
	t.Parallel()
	hide := func(text string) string { return Echo(text, "123", Hidden) }
	code := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, tt := range []struct{ name, text, want string }{
		{"a short value", `{"d":"` + code(`{"cvv":"123"}`) + `"}`, `{"d":"[secret]"}`},
		{"all of several", code("cvv=123&month=05") + " " + code("cvv: 123, more"), "[secret] [secret]"},
		{"what could be read is not its matter", "cvv 123", "cvv 123"},
		{"another text", code(`{"cvv":"124"}`), code(`{"cvv":"124"}`)},
		{"bytes", code("\x00\x01\x02cvv=123&month=05"), code("\x00\x01\x02cvv=123&month=05")},
		{"the last bytes of a long one", code(strings.Repeat("a", 1000) + " 123"), Hidden},
		{"a short word", code("a 123"), code("a 123")},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Packed(tt.text, hide); got != tt.want {
				t.Errorf("Packed(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// TestBase64InBase64 packs a number, and a text that can be read in several ways
// each time that it is unpacked: without an end to that, the last would take hours.
func TestBase64InBase64(t *testing.T) {
	t.Parallel()
	code := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	m := New(Options{})
	packed := "card 4200000000000000"
	for range mostPacked {
		packed = code(packed)
		if got := m.String(packed); got != Hidden {
			t.Errorf("String(%q) = %q, want it hidden", packed, got)
		}
	}
	nest := "nothing to hide in here"
	for range 20 {
		nest = code(strings.Repeat("?", 24) + nest)
	}
	if got := m.String(nest); got != nest {
		t.Errorf("a nest without a secret becomes %q", got)
	}
}
