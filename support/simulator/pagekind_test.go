package simulator_test

import (
	"slices"
	"strings"
	"testing"
)

func TestShopperApproves(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		s := w.last(g, kind).sees(200, "Decline payment")
		s.enter(w.approval...).comesBack().ends(200, "000.100.110").has("amount", "10.00").lacks("redirect")
	})
}

func TestShopperDeclines(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		w.last(g, kind).enter("action=decline").comesBack().ends(400, "100.396.102").lacks("amount")
	})
}

func TestShopperCancelsAnywhere(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		for forms := range len(w.way) + 1 {
			s := w.come(g, kind, forms).sees(200, "Cancel payment")
			s.enter("action=cancel").comesBack().ends(400, "100.396.101")
		}
	})
}

func TestShopperErrsThreeTimes(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		for forms, entry := range w.wrong {
			s := w.come(g, kind, forms)
			s.enter(entry...).sees(200, `role="alert"`, "wrong. 2 tries left.", w.titles[forms])
			s.enter(entry...).sees(200, "wrong. 1 try left.")
			s.enter(entry...).comesBack().ends(400, "100.380.401")
		}
	})
}

// TestShopperErrsAndGetsItRight errs twice wherever something is asked: each
// screen counts for itself.
func TestShopperErrsAndGetsItRight(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		s := w.come(g, kind, 0)
		for at, form := range append(slices.Clone(w.way), w.approval) {
			if entry := w.wrong[at]; entry != nil {
				s.enter(entry...).enter(entry...).sees(200, "1 try left.")
			}
			if kind == "qr" {
				s.phone()
			}
			s.enter(form...)
		}
		s.comesBack().ends(200, "000.100.110")
	})
}

func TestShopperCannotSkipAScreen(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		forms := append(slices.Clone(w.way), w.approval, []string{"action=decline"}, []string{"action=nothing"})
		for at := range len(w.way) {
			s := w.come(g, kind, at)
			for n, form := range forms {
				if n != at {
					s.enter(form...).sees(200, w.titles[at])
				}
			}
			if strings.Contains(s.page.raw, `role="alert"`) {
				s.t.Errorf("%s: a form of another screen counts as wrong:\n%s", kind, s.page.raw)
			}
			s.ends(200, w.first())
		}
	})
}

func TestShopperLeavesItAlone(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		s := w.last(g, kind)
		if w.code != "" { // D33
			g.advance("167h30m")
		}
		g.advance("29m59s")
		s.ends(200, w.first())
		g.advance("1s")
		s.ends(400, "100.396.103").has("result.description", "Previously pending transaction timed out")
		s.enter(w.approval...).sees(410, "Session expired", "Back to the shop")
		s.open("GET", s.at, "")
		s.sees(410, "Session expired")
		s.open("GET", strings.Replace(s.at, "/device", "/page", 1), "")
		s.sees(410, "Session expired")
	})
}

func TestShopperSubmitsTwice(t *testing.T) {
	eachKind(t, func(_ *testing.T, g *gateway, kind string, w walk) {
		s := w.last(g, kind)
		page := s.at
		s.enter(w.approval...).comesBack()
		s.at = page
		s.enter("action=cancel").sees(409, "This payment is finished", "Back to the shop", "order=7&amp;id=", "10.00")
		s.enter(w.approval...).sees(409, "This payment is finished")
		s.ends(200, "000.100.110")
		s.open("GET", page, "")
		s.sees(200, "This payment is finished")
		s.open("GET", strings.Replace(page, "/device", "/page", 1), "")
		s.sees(200, "This payment is finished")
	})
}

func TestAChoiceIsWanted(t *testing.T) {
	t.Parallel()
	for kind, at := range map[string]int{"bank": 0, "wallet": 1, "bnpl": 0} {
		form := map[string][]string{
			"bank": {"action=choose", "bank=Nobody's"}, "wallet": {"action=approve", "source="},
			"bnpl": join(lend, []string{"terms="}),
		}[kind]
		w := walks[kind]
		s := w.come(start(t), kind, at)
		for range 4 { // it is not held against the shopper
			s.enter(form...).sees(200, `role="alert"`, "Please ", w.titles[at])
		}
		for _, form := range append(slices.Clone(w.way[at:]), w.approval) {
			s.enter(form...)
		}
		s.returns()
	}
}

func TestALenderRefuses(t *testing.T) {
	t.Parallel()
	s := start(t).visit("bnpl").sees(200, "Play a refusal")
	s.enter("action=refuse").returns().ends(400, "100.400.002")
}

func TestAShopperRefusesTheTerms(t *testing.T) {
	t.Parallel()
	s := start(t).visit("bnpl").sees(200, "Refuse the terms")
	s.enter("action=disagree").returns().ends(400, "100.396.106").
		has("result.description", "User did not agree to payment method terms")
}

func TestALenderLooksAtTheForm(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, entry, says string }{
		{"no date", "birthDate=yesterday", "The birth date is wrong. 2"},
		{"a date that is none", "birthDate=1980-02-30", "The birth date is wrong. 2"},
		{"eighteen tomorrow", "birthDate=2008-11-23", "The birth date is wrong. 2"},
		{"too old", "birthDate=1899-12-31", "The birth date is wrong. 2"},
		{"a short number", "phone=123456", "The phone number is wrong. 2"},
		{"a long number", "phone=1234567890123456", "The phone number is wrong. 2"},
		{"words", "phone=1234567 ask Jane", "The phone number is wrong. 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			start(t).visit("bnpl").enter(join(lend, []string{tt.entry})...).sees(200, tt.says)
		})
	}
	start(t).visit("bnpl").enter(join(lend, []string{"birthDate=2008-11-22"})...).returns()
}
