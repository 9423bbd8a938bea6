package opp

import (
	"net/url"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestParams(t *testing.T) {
	t.Parallel()
	abac := func() Params { return Params{{"a", "1"}, {"b", "2"}, {"a", "3"}, {"c", "4"}} }
	tests := []struct {
		name   string
		change func(*Params)
		want   Params
	}{
		{"Add appends, repeats too", func(p *Params) { p.Add("b", "9") }, append(abac(), Param{"b", "9"})},
		{
			"Set keeps the first place and drops repeats", func(p *Params) { p.Set("a", "9") },
			Params{{"a", "9"}, {"b", "2"}, {"c", "4"}},
		},
		{"Set appends what is new", func(p *Params) { p.Set("d", "9") }, append(abac(), Param{"d", "9"})},
		{"Del removes every repeat", func(p *Params) { p.Del("a") }, Params{{"b", "2"}, {"c", "4"}}},
		{"Del of nothing is nothing", func(p *Params) { p.Del("x") }, abac()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before := abac()
			p := before
			tt.change(&p)
			if !slices.Equal(p, tt.want) {
				t.Errorf("got %v, want %v", p, tt.want)
			}
			if !slices.Equal(before, abac()) {
				t.Errorf("the original changed to %v", before)
			}
		})
	}
	p := abac()
	if p.Get("a") != "1" || p.Get("x") != "" || !p.Has("c") || p.Has("x") {
		t.Error("Get or Has is wrong")
	}
}

// A reader that is not ours must read back what was encoded, order and all.
func TestEncodingIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := map[string][]string{}
		var p Params
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			name, value := rapid.String().Draw(t, "name"), rapid.String().Draw(t, "value")
			p.Add(name, value)
			want[name] = append(want[name], value)
		}
		encoded := string(p.encode(nil))
		got, err := url.ParseQuery(encoded)
		if err != nil {
			t.Fatalf("%q: %v", encoded, err)
		}
		if len(got) != len(want) {
			t.Fatalf("%q reads as %v, want %v", encoded, got, want)
		}
		for name := range want {
			if !slices.Equal(got[name], want[name]) {
				t.Fatalf("%q: %q reads as %q, want %q", encoded, name, got[name], want[name])
			}
		}
		for i := range len(encoded) {
			if encoded[i] >= 0x80 || encoded[i] <= ' ' {
				t.Fatalf("%q has the byte %q", encoded, encoded[i])
			}
		}
	})
}
