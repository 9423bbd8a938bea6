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
	secret := strings.Repeat("3f1e9c0d", 8)
	hook := "http://127.0.0.1:9/hook?key=sesame-canary"
	h.configure(map[string]any{
		"name": "Shop of " + pan, "faults": []string{"delay=1ms"},
		"webhooks": []map[string]any{{"url": hook, "secret": secret, "active": true}},
	})
	texts := h.send("debit", url.Values{
		"p:card.number": {pan}, "p:card.cvv": {cvv},
		"more": {"customParameters[note]=" + pan + "\nmerchantInvoiceId=" + pan},
	})
	pages := map[string]string{"answer": texts["Answer"], "curl": texts["curl command"], "scenario": texts["Scenario"]}
	pages["payments"] = h.get("")
	for _, id := range regexp.MustCompile(`payments/([0-9a-f]{32})`).FindAllStringSubmatch(pages["payments"], -1) {
		pages["payment"] += h.get("payments/" + id[1])
	}
	if !strings.Contains(pages["payments"], "/hook") || !strings.Contains(pages["payment"], "/hook") {
		t.Error("the pages do not tell of the webhook")
	}
	_, pages["wrong amount"] = h.post("payments/"+pan+"/chargeback", url.Values{"amount": {pan}})
	_, pages["wrong id"] = h.post("payments/"+pan+"/receipt", nil)
	_, pages["wrong clock"] = h.post("clock", url.Values{"entityId": {pan}, "advance": {"1h"}})
	pages["examples"] = h.get("try") + h.get("try/refund") + h.get("try/report-by-reference")
	for name, page := range pages {
		if page == "" {
			t.Errorf("there is no %s to look at", name)
		}
		for _, hidden := range []string{
			pan, cvv, secret, "sesame-canary", h.gateway.Channel.AccessToken, h.gateway.Channel.Password,
		} {
			if strings.Contains(page, hidden) {
				t.Errorf("the %s shows %s", name, hidden)
			}
		}
	}
}
