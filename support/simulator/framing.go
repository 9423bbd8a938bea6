package simulator

import (
	"net/http"
	"strings"
)

// framing is what a page has to do with frames and scripts. The zero value is a
// page without, which most are.
type framing struct {
	Within string // who may show the page in a frame, in the words of a content policy; "" = nobody
	Inner  bool   // the frame is the gateway's own, and what follows does not belong in it
	Shows  bool   // it shows a page of the gateway in a frame
	Script string // the one script that it runs
}

// allow relaxes the headers of a page as far as it needs; watch says that it
// waits for what is decided elsewhere.
func (f framing) allow(h http.Header, watch bool) {
	if f == (framing{}) && !watch {
		return
	}
	ancestors := "'none'"
	if f.Within != "" {
		ancestors = f.Within
		h.Del("X-Frame-Options") // which has no word for some of them; frame-ancestors goes before it
	}
	policy := []string{contentPolicy, "frame-ancestors " + ancestors}
	if f.Shows {
		policy = append(policy, "frame-src 'self'")
	}
	if f.Script != "" || watch {
		policy = append(policy, "script-src 'self'")
	}
	if watch {
		policy = append(policy, "connect-src 'self'")
	}
	h.Set("Content-Security-Policy", strings.Join(policy, "; "))
}

var framesRefused = wronglyShown("threedsecure", "issuer-page-refuses-frames",
	"the issuer's page cannot be shown in a frame of the merchant's")

// framed says whether the page is shown in a frame of the gateway's.
func (v visit) framed() bool { return v.p != nil && !v.outer && v.p.session.window.Width > 0 }

// framing lets a merchant show the issuer's page in a frame, which is what such
// pages are made for, and nobody any other.
//
// Source: EMV 3-D Secure, challenge window.
func (v visit) framing() framing {
	switch {
	case v.p == nil || !v.p.session.page.framable:
		return framing{}
	case !v.framed() && v.p.faulty(framesRefused):
		return framing{}
	}
	return framing{Within: "*", Inner: v.framed()}
}

// door is the address of a page beside the payment's own.
func (v visit) door(s *Server, name string) string {
	return s.base(v.r) + pagesPath + v.p.session.page.name + "/" + v.p.session.key + "/" + name
}

// wayOut is where the browser goes once the payment has ended: to the shop, out
// of the frame first if there is one.
func (v visit) wayOut(s *Server) string {
	if v.framed() && !v.p.misledPhone(phoneStaysFramed) {
		return v.door(s, "return")
	}
	return v.p.returnURL()
}
