package shop_test

import (
	"bytes"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"assay/support/shop"
)

func TestEffectiveMethod(t *testing.T) {
	t.Parallel()
	for method, want := range map[string]string{"": "POST", "GET": "GET", "get": "GET", "POST": "POST", "post": "POST"} {
		if got := (shop.Redirect{Method: method}).EffectiveMethod(); got != want {
			t.Errorf("EffectiveMethod of %q = %q, want %q", method, got, want)
		}
	}
}

const bankHost = "https://bank.example"

// with makes parameters of names and values.
func with(pairs ...string) []shop.Parameter {
	var parameters []shop.Parameter
	for i := 0; i < len(pairs); i += 2 {
		parameters = append(parameters, shop.Parameter{Name: pairs[i], Value: pairs[i+1]})
	}
	return parameters
}

func TestGetURL(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		url        string
		parameters []shop.Parameter
		want       string
	}{
		{"nothing goes along", "/pay", nil, "/pay"},
		{"parameters make a query", "/pay", with("a", "1", "b", "2"), "/pay?a=1&b=2"},
		{"a query of its own stays in front", "/pay?s=9", with("a", "1"), "/pay?s=9&a=1"},
		{"an empty query", "/pay?", with("a", "1"), "/pay?a=1"},
		{"a query with a loose end", "/pay?s=9&", with("a", "1"), "/pay?s=9&a=1"},
		{"a name that the query has already is repeated", "/?a=0", with("a", "1", "a", "2"), "/?a=0&a=1&a=2"},
		{"what a query cannot hold is encoded", "/", with("ä b", "&=+#?%/ é"), "/?%C3%A4+b=%26%3D%2B%23%3F%25%2F+%C3%A9"},
		{"an empty value keeps its sign", "/", with("a", ""), "/?a="},
		{"a fragment stays at the end", "/pay?s=9#top", with("a", "1"), "/pay?s=9&a=1#top"},
		{"what is encoded already is left alone", "/a%2Fb?s=%26", with("a", "1"), "/a%2Fb?s=%26&a=1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := shop.Redirect{URL: bankHost + tt.url, Method: "GET", Parameters: tt.parameters}.GetURL()
			if err != nil {
				t.Fatal(err)
			}
			if want := bankHost + tt.want; got != want {
				t.Errorf("GetURL = %q, want %q", got, want)
			}
		})
	}
}

func TestWritePage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		redirect shop.Redirect
		method   string
		action   string
		fields   []shop.Parameter
	}{
		{
			"no method is POST, and the query stays in the address",
			shop.Redirect{URL: "https://bank.example/pay?s=9&t=8", Parameters: with("a", "1")},
			"post", "https://bank.example/pay?s=9&t=8",
			with("a", "1"),
		},
		{
			"names repeat and keep their order",
			shop.Redirect{URL: "https://bank.example/", Method: "POST", Parameters: with("b", "2", "a", "1", "b", "3")},
			"post", "https://bank.example/",
			with("b", "2", "a", "1", "b", "3"),
		},
		{
			"markup in names and values is text",
			shop.Redirect{
				URL:        "https://bank.example/",
				Parameters: with(`"><script>x</script>`, `'"><img src=x onerror=alert(1)>&amp;`),
			},
			"post", "https://bank.example/",
			with(`"><script>x</script>`, `'"><img src=x onerror=alert(1)>&amp;`),
		},
		{
			"a form sent with GET takes the query along as fields",
			shop.Redirect{URL: "https://bank.example/pay?s=9&t=%26+x#top", Method: "GET", Parameters: with("s", "1")},
			"get", "https://bank.example/pay#top",
			with("s", "9", "t", "& x", "s", "1"),
		},
		{
			"a name that shadows the form's own is harmless",
			shop.Redirect{URL: "https://bank.example/", Parameters: with("submit", "1", "action", "2")},
			"post", "https://bank.example/",
			with("submit", "1", "action", "2"),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var page bytes.Buffer
			if err := tt.redirect.WritePage(&page); err != nil {
				t.Fatal(err)
			}
			method, action, fields := readForm(t, page.String())
			if method != tt.method || action != tt.action {
				t.Errorf("form = %s %s, want %s %s", method, action, tt.method, tt.action)
			}
			if !reflect.DeepEqual(fields, tt.fields) {
				t.Errorf("fields = %q, want %q", fields, tt.fields)
			}
			if n := strings.Count(page.String(), "<script"); n != 1 {
				t.Errorf("%d scripts in the page, want its own only:\n%s", n, page.String())
			}
			if !strings.Contains(page.String(), "<noscript><button") {
				t.Error("no button for browsers without scripts")
			}
		})
	}
}

// readForm reads the page with a parser that is not ours.
func readForm(t *testing.T, page string) (method, action string, fields []shop.Parameter) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	attribute := func(n *html.Node, name string) string {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && n.Data == "form":
			method, action = attribute(n, "method"), attribute(n, "action")
		case n.Type == html.ElementNode && n.Data == "input":
			fields = append(fields, shop.Parameter{Name: attribute(n, "name"), Value: attribute(n, "value")})
		}
	}
	return method, action, fields
}

func TestRedirectsThatLeadNowhere(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		redirect shop.Redirect
	}{
		{"no address", shop.Redirect{}},
		{"a relative address", shop.Redirect{URL: "/pay"}},
		{"a script", shop.Redirect{URL: "javascript:alert(1)"}},
		{"no host", shop.Redirect{URL: "https:///pay"}},
		{"not an address", shop.Redirect{URL: "https://bank.example/%zz"}},
		{"a method that no form has", shop.Redirect{URL: "https://bank.example/", Method: http.MethodPut}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := tt.redirect.GetURL(); err == nil {
				t.Error("GetURL gave no error")
			}
			if err := tt.redirect.WritePage(&bytes.Buffer{}); err == nil {
				t.Error("WritePage gave no error")
			}
		})
	}
}

func FuzzGetURL(f *testing.F) {
	f.Add("https://bank.example/pay?s=9#top", "a", "1 &=#")
	f.Add("https://bank.example/?", "", "")
	f.Fuzz(func(t *testing.T, address, name, value string) {
		r := shop.Redirect{URL: address, Method: "GET", Parameters: []shop.Parameter{{Name: name, Value: value}}}
		got, err := r.GetURL()
		if err != nil {
			return
		}
		was, err := url.Parse(address)
		if err != nil {
			t.Fatalf("took %q, which is no address", address)
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatalf("made %q, which is no address: %v", got, err)
		}
		if u.Host != was.Host || u.Path != was.Path || u.Fragment != was.Fragment {
			t.Fatalf("%q leads elsewhere than %q", got, address)
		}
		_, last, _ := strings.Cut(u.RawQuery[strings.LastIndexByte("&"+u.RawQuery, '&'):], "=")
		if back, err := url.QueryUnescape(last); err != nil || back != value {
			t.Fatalf("value %q came out as %q of %q (%v)", value, back, got, err)
		}
	})
}

// What is answered reaches the shop as it is.
func TestRedirectsAreReadAsAnswered(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, object string
		want         shop.Redirect
		wrong        bool
	}{
		{name: "no method, and nothing goes along", object: `{"url":"https://a.example/x"}`, want: shop.Redirect{URL: "https://a.example/x"}},
		{
			name: "parameters in their order, names that repeat",
			object: `{"url":"https://a.example/x","method":"GET","parameters":[{"name":"b","value":"1"},{"name":"a","value":"2"},` +
				`{"name":"b","value":"3"}]}`,
			want: shop.Redirect{
				URL: "https://a.example/x", Method: "GET",
				Parameters: []shop.Parameter{{Name: "b", Value: "1"}, {Name: "a", Value: "2"}, {Name: "b", Value: "3"}},
			},
		},
		{
			name: "preconditions",
			object: `{"url":"https://a.example/x","preconditions":[{"url":"https://acs.example/m","method":"POST",` +
				`"origin":"iframe#hidden","parameters":[{"name":"d","value":"2"}]}]}`,
			want: shop.Redirect{URL: "https://a.example/x", Preconditions: []shop.Precondition{{
				URL: "https://acs.example/m", Method: "POST", Parameters: []shop.Parameter{{Name: "d", Value: "2"}},
			}}},
		},
		{name: "no object", object: `"https://a.example/x"`, wrong: true},
		{name: "a list of methods", object: `{"url":"https://a.example/x","method":["GET"]}`, wrong: true},
		{name: "nothing", object: ``, wrong: true},
	}
	for _, tt := range tests {
		got, err := shop.ReadRedirect([]byte(tt.object))
		if !reflect.DeepEqual(got, tt.want) || (err != nil) != tt.wrong {
			t.Errorf("%s: redirect = %+v, %v, want %+v", tt.name, got, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "a.example") {
			t.Errorf("%s: the error repeats the answer: %v", tt.name, err)
		}
	}
}
