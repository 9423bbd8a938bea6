package browser_test

import (
	"context"
	"strings"
	"testing"

	"assay/support/browser"
)

func TestActions(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline})
	tests := []struct {
		name    string
		actions []browser.Action
	}{
		{"a field is filled by its label, whatever its case and its star, and the form sent", []browser.Action{
			{Fill: "your name", With: "Ada <i>"},
			{Press: "Send it"},
			{See: "Ada <i>"},
		}},
		{"a label that holds its field names it", []browser.Action{{Fill: "Comment", With: "hello"}}},
		{"an option is chosen by its text", []browser.Action{
			{Fill: "Your name", With: "Ada"},
			{Choose: "Choose a bank", Option: "Second Bank"},
			{Press: "Send it"},
			{See: "Ada b2"},
		}},
		{"a radio button is an option of its group", []browser.Action{{Choose: "Speed", Option: "Fast"}}},
		{"a checkbox is pressed by its label", []browser.Action{{Press: "I accept the terms"}}},
		{"a role tells a link from a button", []browser.Action{
			{Press: "Send it again", Role: "link"},
			{See: "Your payment"},
		}},
		{"back leads to the form, which is filled anew", []browser.Action{
			{Fill: "Your name", With: "Ada"},
			{Press: "Send it"},
			{See: "Ada"},
			{Back: true},
			{Fill: "Your name", With: "Eve"},
			{Press: "Send it"},
			{See: "Eve"},
		}},
		{"what is to be gone is waited for until the page that showed it has gone", []browser.Action{
			{Gone: "Thank you"},
			{Fill: "Your name", With: "Ada"},
			{Press: "Send it"},
			{Gone: "Your payment"},
			{See: "Ada"},
		}},
		{"what is optional and not there is left out for what follows", []browser.Action{
			{Press: "Accept cookies", Optional: true},
			{Fill: "Nickname", With: "x", Optional: true},
			{Fill: "Your name", With: "Ada"},
			{Press: "No such thing", Optional: true},
		}},
		{"what is optional and there is done first", []browser.Action{
			{Fill: "Your name", With: "Optional", Optional: true},
			{Press: "Send it"},
			{See: "Optional"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab := open(t, b)
			ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
			ok(t, tab.Walk(t.Context(), tt.actions))
		})
	}
}

func TestActionsThatCannotBeDone(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 6}) // each waits until its deadline
	tests := []struct {
		name   string
		action browser.Action
		kind   browser.Kind
		says   []string
	}{
		{
			"a missing button lists those there are",
			browser.Action{Press: "Buy"},
			browser.NotFound,
			[]string{`no button or link "Buy"`, `"Send it"`, `"I accept the terms"`, `"Your name *"`, `"Your payment"`},
		},
		{
			"a missing field",
			browser.Action{Fill: "IBAN", With: "x"},
			browser.NotFound,
			[]string{`no field "IBAN"`, `"Comment:"`},
		},
		{"text that is not shown", browser.Action{See: "Thank you"}, browser.NotFound, []string{`does not show "Thank you"`}},
		{
			"text that is shown still",
			browser.Action{Gone: "Your payment"},
			browser.NotFound,
			[]string{`still shows "Your payment"`, `The page is "Your payment"`},
		},
		{"a disabled button", browser.Action{Press: "Not yet"}, browser.NotFound, []string{"disabled"}},
		{"a hidden button", browser.Action{Press: "Secret door"}, browser.NotFound, []string{"cannot be seen"}},
		{"a covered button", browser.Action{Press: "Underneath"}, browser.NotFound, []string{"lies over"}},
		{"two of a name", browser.Action{Press: "Twice"}, browser.NotFound, []string{"several"}},
		{"a fixed field", browser.Action{Fill: "Fixed", With: "y"}, browser.NotFound, []string{"cannot be written"}},
		{
			"an option the list has not",
			browser.Action{Choose: "Choose a bank", Option: "Closed Bank"},
			browser.NotFound,
			[]string{`has no "Closed Bank"`, `"First Bank", "Second Bank"`},
		},
		{
			"a role that the name has not",
			browser.Action{Press: "Send it", Role: "checkbox"},
			browser.NotFound,
			[]string{`no checkbox "Send it"`},
		},
		{"a value that is too long", browser.Action{Fill: "Short", With: "abcd"}, browser.Refused, []string{"at most 3"}},
		{"a value of the wrong sort", browser.Action{Fill: "Amount", With: "abc"}, browser.Refused, []string{"number field"}},
		{
			"a frame that is not there",
			browser.Action{Press: "OK", Frame: browser.Path{"Challenge"}},
			browser.NotFound,
			[]string{`no frame "Challenge"`},
		},
		{"no page before this one", browser.Action{Back: true}, browser.Navigation, []string{"no page before"}},
		{"two things at once", browser.Action{Press: "a", See: "b"}, browser.Misused, []string{"exactly one"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab := open(t, b)
			ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
			ctx, cancel := context.WithTimeout(t.Context(), soon)
			defer cancel()
			err := wantKind(t, tab.Perform(ctx, tt.action), tt.kind)
			for _, says := range tt.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("error = %q, want it to say %q", err, says)
				}
			}
			if err.Hint() == "" {
				t.Error("no hint")
			}
		})
	}
}

func TestTheSizeOfAFrame(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/framed.html"))
	width, height, err := tab.FrameSize(t.Context(), browser.Path{"Card"})
	if err != nil || width != 450 || height != 420 {
		t.Errorf("FrameSize = %d, %d, %v, want 450, 420", width, height, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	_, _, err = tab.FrameSize(ctx, browser.Path{"Another"})
	if err := wantKind(t, err, browser.NotFound); !strings.Contains(err.Error(), `it has "Card"`) {
		t.Errorf("error = %q, want it to list the frames there are", err)
	}
}
