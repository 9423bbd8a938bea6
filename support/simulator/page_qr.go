package simulator

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// phone is the page on which the shopper decides while another one waits.
func phone(buttons []button) *screen {
	return &screen{name: "phone", title: "Confirm on your phone", hint: "Approve or decline.", buttons: buttons}
}

// qrPage shows a picture to scan and waits for the phone.
func qrPage() *pageKind {
	return &pageKind{name: "qr", device: phone(decide()), screens: []screen{{
		name: "qr-wait", title: "Scan with your phone",
		hint: "Open the phone's page here or in a second tab. This page notices what is decided there and returns to the shop.",
		show: func(p *payment) any { return modules(p.channel.ids.key ^ p.number) },
	}}}
}

// modulesAcross is the size of the picture; its template has the number, too.
const modulesAcross = 25

// modules draws what looks like a QR code and is none, as the path of an SVG:
// three finders and noise.
func modules(seed uint64) string {
	var d strings.Builder
	for y := range modulesAcross {
		for x := range modulesAcross {
			seed = mix(seed)
			dark, within := finder(x, y)
			if !within {
				dark = seed&1 == 1
			}
			if dark {
				fmt.Fprintf(&d, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return d.String()
}

// finder says whether a module belongs to one of the three squares in the
// corners, or the light border around it, and whether it is dark.
func finder(x, y int) (dark, within bool) {
	for _, corner := range [][2]int{{3, 3}, {modulesAcross - 4, 3}, {3, modulesAcross - 4}} {
		dx, dy := x-corner[0], y-corner[1]
		ring := max(dx, -dx, dy, -dy)
		if ring <= 4 {
			return ring <= 1 || ring == 3, true
		}
	}
	return false, false
}

// maxWatch is how long a page's question after the end is kept waiting, before
// it has to ask again.
const maxWatch = 20 * time.Second

// watch answers the page's script as soon as the payment has ended: 200, or
// 204 when it has not for a while.
func (s *Server) watch(v visit) {
	secure(v.w.Header())
	patience := time.NewTimer(maxWatch)
	defer patience.Stop()
	status, ended := http.StatusOK, v.p.session.ended
	if v.p.misledPhone(phoneUnnoticed) {
		ended = nil
	}
	select {
	case <-ended:
	case <-patience.C:
		status = http.StatusNoContent
	case <-v.r.Context().Done():
		status = http.StatusNoContent
	}
	v.w.WriteHeader(status)
}
