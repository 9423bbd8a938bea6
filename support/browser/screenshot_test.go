package browser_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"assay/support/browser"
)

func TestScreenshotsShowNoSecret(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 2})
	bare, filled := open(t, b), open(t, b)
	for _, tab := range []*browser.Tab{bare, filled} {
		ok(t, tab.Go(t.Context(), s.URL+"/secrets.html"))
	}
	fill := func(tab *browser.Tab, pan, other string) {
		ok(t, tab.Walk(t.Context(), []browser.Action{
			{Fill: "Card number", With: pan},
			{Fill: "PIN", With: other},
			{Fill: "Security code", With: other},
			{Fill: "Remark", With: other},
			{Fill: "Holder", With: "Ada"},
		}))
	}
	fill(bare, "4111111111111111", "1")
	fill(filled, "5555 5555 5555 4444", "987654")
	one, two := shoot(t, bare), shoot(t, filled)

	// Two shoppers with different secrets look the same, and what is no secret
	// is still to be read.
	for y := range 400 {
		for x := range 400 {
			if one.At(x, y) != two.At(x, y) {
				t.Fatalf("pixel %d,%d tells one secret from another", x, y)
			}
		}
	}
	if ink(one, image.Rect(0, 0, 400, 40)) == 0 {
		t.Error("the holder's name is gone too")
	}
	black := 0
	for y := 50; y < 240; y++ {
		for x := range 400 {
			if r, g, bl, _ := one.At(x, y).RGBA(); r+g+bl == 0 {
				black++
			}
		}
	}
	if black < 4*200*30 {
		t.Errorf("%d black pixels, want four blanked fields", black)
	}

	// Afterwards the page is as it was.
	text, err := filled.Text(t.Context())
	ok(t, err)
	if !bytes.Contains([]byte(text), []byte("4200 0000 0000 0000")) {
		t.Error("the text of the page was changed")
	}
	ok(t, filled.Perform(t.Context(), browser.Action{Fill: "Card number", With: "visible"}))
	three := shoot(t, filled)
	field := image.Rect(0, 50, 400, 90)
	if ink(three, field) == ink(one, field) {
		t.Error("the field is still black after the picture")
	}
}

func TestScreenshotsReachIntoFrames(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 2})
	var shots []image.Image
	for _, pan := range []string{"4111111111111111", "5555555555554444"} {
		tab := open(t, b)
		ok(t, tab.Resize(t.Context(), 600, 600))
		ok(t, tab.Go(t.Context(), s.URL+"/framed.html"))
		ok(t, tab.Perform(t.Context(), browser.Action{Fill: "Card number", With: pan, Frame: browser.Path{"Card"}}))
		shots = append(shots, shoot(t, tab))
	}
	if got := shots[0].Bounds().Size(); got != image.Pt(600, 600) {
		t.Errorf("size = %v, want 600x600", got)
	}
	for y := range 500 {
		for x := range 500 {
			if shots[0].At(x, y) != shots[1].At(x, y) {
				t.Fatalf("pixel %d,%d tells one card from another", x, y)
			}
		}
	}
}

func shoot(t *testing.T, tab *browser.Tab) image.Image {
	t.Helper()
	data, err := tab.Screenshot(t.Context())
	ok(t, err)
	picture, err := png.Decode(bytes.NewReader(data))
	ok(t, err)
	return picture
}

// ink counts the pixels of an area that are neither white nor black.
func ink(p image.Image, area image.Rectangle) int {
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := p.At(x, y).RGBA()
			if sum := r + g + b; sum != 0 && sum != 3*0xffff {
				n++
			}
		}
	}
	return n
}
