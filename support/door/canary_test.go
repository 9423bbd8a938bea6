package door_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// What nobody may see is on no page, wherever it was put in.
func TestNoPageShowsASecretOrACardNumber(t *testing.T) {
	t.Parallel()
	h := open(t)
	const pan, cvv = "4485275742308327", "7391"
	texts := h.send("debit", url.Values{
		"p:card.number": {pan}, "p:card.cvv": {cvv},
		"more": {"customParameters[note]=" + pan + "\nmerchantInvoiceId=" + pan},
	})
	pages := map[string]string{"answer": texts["Answer"], "curl": texts["curl command"], "scenario": texts["Scenario"]}
	pages["payments"] = h.get("")
	for _, id := range regexp.MustCompile(`payments/([0-9a-f]{32})`).FindAllStringSubmatch(pages["payments"], -1) {
		pages["payment"] += h.get("payments/" + id[1])
	}
	pages["examples"] = h.get("try") + h.get("try/refund") + h.get("try/report-by-reference")
	for name, page := range pages {
		if page == "" {
			t.Errorf("there is no %s to look at", name)
		}
		for _, secret := range []string{pan, cvv, h.gateway.Channel.AccessToken, h.gateway.Channel.Password} {
			if strings.Contains(page, secret) {
				t.Errorf("the %s shows %s", name, secret)
			}
		}
	}
}
