package door_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	offered  = regexp.MustCompile(`<option value="([^"]+)">`)
	answerID = regexp.MustCompile(`"id": "([^"]+)"`)
)

// What the gateway lists nowhere is offered as long as it is there.
func TestACheckoutIsOfferedUntilItIsDeleted(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, page := h.post("try/checkout", form(h.get("try/checkout")))
	id := answerID.FindStringSubmatch(shown(page)["Answer"])[1]
	for _, next := range []string{"checkout-update", "checkout-status", "checkout-delete"} {
		if !strings.Contains(page, "/try/"+next+"?id="+url.QueryEscape(id)) {
			t.Errorf("a new checkout is not followed by %s", next)
		}
	}
	ready := form(h.get("try/checkout-delete"))
	if ready.Get("id") != id {
		t.Errorf("a deletion is ready for %q, want the new checkout %s", ready.Get("id"), id)
	}
	if got := form(h.get("try/token-checkout-status")).Get("id"); got != "" {
		t.Errorf("what was stored is asked of %s, which only pays", got)
	}
	h.post("try/checkout-delete", ready)
	if left := offered.FindStringSubmatch(h.get("try/checkout-status")); left != nil {
		t.Errorf("the deleted checkout %s is still offered", left[1])
	}
}

func TestAnEndedScheduleIsNotOffered(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.send("deschedule", nil)
	if left := offered.FindStringSubmatch(h.get("try/reschedule")); left != nil {
		t.Errorf("the ended schedule %s is still offered", left[1])
	}
}

// The page of a link is where its shopper starts.
func TestALinkSendsTheShopperOff(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, page := h.post("try/link", form(h.get("try/link")))
	id := answerID.FindStringSubmatch(shown(page)["Answer"])[1]
	if want := `href="` + h.gateway.URL + "paymentlink/" + id + `"`; !strings.Contains(page, want) {
		t.Errorf("the page of a new link has no %s", want)
	}
}
