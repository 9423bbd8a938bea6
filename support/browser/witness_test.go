package browser

import (
	"strings"
	"testing"

	"assay/support/mask"

	"github.com/chromedp/cdproto/network"
)

func TestRequestsAreKeptWithoutSecrets(t *testing.T) {
	t.Parallel()
	r := NewRecorder(mask.New(mask.Options{}))
	r.keepSecret("973")
	body := "card.number=4111111111111111&otp=canary1&remark=973&note=1973&PaRes=x"
	r.witness(&network.EventRequestWillBeSent{RequestID: "1", Request: &network.Request{
		Method: "POST", URL: "https://pay.example/x?access_token=canary2&order=17&pwd=canary11#id_token=canary12",
		Headers: network.Headers{
			"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Authorization": "Bearer canary3",
			"Cookie": "a=canary4", "X-Api-Token": "canary5", "Referer": "https://shop.example/?otp=canary6", "Accept": "*/*",
			"X-Api-Key": "canary13", "X-Auth": "canary14", "X-From": "/cart?token=canary15",
		},
		PostDataEntries: []*network.PostDataEntry{{Bytes: []byte(body)}},
	}})
	r.witness(&network.EventResponseReceived{RequestID: "1", Response: &network.Response{
		Status: 200, MimeType: "text/html", Headers: network.Headers{
			"set-cookie": "b=canary7", "Server": "x",
			"Location": "/done?token=canary16&step=2", "Refresh": "5; url=done#access_token=canary17",
		},
	}})
	r.witness(&network.EventRequestWillBeSent{RequestID: "2", Request: &network.Request{
		Method: "POST", URL: "https://pay.example/json", Headers: network.Headers{"content-type": "application/json"},
		PostDataEntries: []*network.PostDataEntry{{Bytes: []byte(`{"cvv":"canary8","card.cvc": 12,"password":"a\"canary9","a":1,` +
			`"passwords":["canary18","canary19"],"tokens":{"x":"canary20"}}`)}},
	}})
	r.witness(&network.EventRequestWillBeSent{RequestID: "3", Request: &network.Request{
		Method: "POST", URL: "https://pay.example/bytes", Headers: network.Headers{"Content-Type": "multipart/form-data; boundary=x"},
		PostDataEntries: []*network.PostDataEntry{{Bytes: []byte("canary10")}},
	}})
	r.witness(&network.EventLoadingFailed{RequestID: "3", ErrorText: "net::ERR_FAILED"})

	seen := r.Recording()
	var all strings.Builder
	for _, q := range seen.Requests {
		for _, list := range [][]Pair{q.Header, q.Form, q.ResponseHeader} {
			for _, p := range list {
				all.WriteString(p.Name + ": " + p.Value + "\n")
			}
		}
		all.WriteString(q.URL + "\n" + q.Body + "\n" + q.Error + "\n")
	}
	text := all.String()
	for _, gone := range []string{"canary", "4111111111111111", ": 973", "Authorization", "ookie", "12"} {
		if strings.Contains(strings.ReplaceAll(text, "411111******1111", ""), gone) {
			t.Errorf("%s is kept:\n%s", gone, text)
		}
	}
	for _, kept := range []string{"order=17", "Accept: */*", "note: 1973", "PaRes: x", "Server: x", "step=2", `"a":1`, "net::ERR_FAILED"} {
		if !strings.Contains(text, kept) {
			t.Errorf("%s is not kept:\n%s", kept, text)
		}
	}
}

// A script of the page may pack what was typed before it sends it or tells it.
func TestWhatWasTypedIsHiddenInOtherForms(t *testing.T) {
	t.Parallel()
	r := NewRecorder(mask.New(mask.Options{}))
	r.keepSecret("4111 1111 1111 1111")
	r.keepSecret("973")
	packed := "eyJjdnYiOiI5NzMiLCJuIjoiOTIifQ==" // {"cvv":"973","n":"92"}
	r.witness(&network.EventRequestWillBeSent{RequestID: "1", Request: &network.Request{
		URL: "https://pay.example/x?d=" + packed + "&e=%257B%2522973%2522%257D",
	}})
	r.said(Message{Text: "paid with " + packed + " 4111.1111.1111.1111"}, nil)
	seen := r.Recording()
	if got, want := seen.Requests[0].URL, "https://pay.example/x?d=[secret]&e=%257B%2522[secret]%2522%257D"; got != want {
		t.Errorf("address %s, want %s", got, want)
	}
	if got, want := seen.Messages[0].Text, "paid with [secret] 4111.11**.****.1111"; got != want {
		t.Errorf("message %s, want %s", got, want)
	}
}

// A recorder keeps the last of everything and says how much it dropped.
func TestARecorderIsBounded(t *testing.T) {
	t.Parallel()
	r := NewRecorder(nil)
	big := strings.Repeat("x", mostWeight/4)
	for i := range 400 {
		r.said(Message{Text: "said"}, nil)
		if i < 10 {
			r.keepView([]document{{Body: big}})
		}
		r.sent(&network.EventRequestWillBeSent{Request: &network.Request{URL: "https://pay.example/"}})
	}
	seen := r.Recording()
	if got := len(seen.Views); got != 4 || seen.LostViews != 6 {
		t.Errorf("%d views and %d lost, want 4 and 6", got, seen.LostViews)
	}
	if got := len(seen.Requests); got != mostRequests || seen.LostRequests != 400-mostRequests {
		t.Errorf("%d requests and %d lost", got, seen.LostRequests)
	}
	if got := len(seen.Messages); got != mostMessages || seen.LostMessages != 400-mostMessages {
		t.Errorf("%d messages and %d lost", got, seen.LostMessages)
	}
}
