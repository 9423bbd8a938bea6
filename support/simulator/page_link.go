package simulator

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// linksPath is where the pages of payment links live.
const linksPath = "paymentlink/"

var returnUnnamed = wronglyShown("paybylink", "link-return-without-checkout",
	"the return from a payment link does not name the checkout")

// linkVisit is a request for a page of a payment link.
type linkVisit struct {
	w http.ResponseWriter
	r *http.Request
	l *paymentLink
	c *linkCheckout // nil at the link's own address

	profile *profile
	now     time.Time
}

// serveLink serves /paymentlink/...: the link itself ({id}), which begins a visit;
// the colours of its pages ({id}/layout.css); the visit's page ({id}/{checkout});
// and where brands send the shopper back to ({id}/{checkout}/return).
//
// Source: Pay By Link; the addresses below the link's own are this gateway's.
func (s *Server) serveLink(w http.ResponseWriter, r *http.Request, path string) {
	segments := strings.Split(strings.TrimPrefix(path, linksPath), "/")
	v := &linkVisit{w: w, r: r, l: s.link(segments[0])}
	if v.l == nil {
		s.noLink(v)
		return
	}
	v.now = v.l.channel.clock.catchUp()
	var err error
	if v.profile, err = asked(v.l.channel.profile.Load(), r); err != nil {
		refuseFault(w, err)
		return
	}
	if len(segments) == 1 {
		s.openLink(v)
		return
	}
	if len(segments) == 2 && segments[1] == "layout.css" {
		v.l.show.writeStyle(w)
		return
	}
	v.c = v.l.checkout(segments[1])
	switch {
	case v.c == nil || len(segments) > 3 || len(segments) == 3 && segments[2] != "return":
		s.noLink(v)
	case len(segments) == 3:
		s.backAtLink(v)
	case r.Method == http.MethodPost:
		s.submitLink(v)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		s.showLink(v, http.StatusOK)
	default:
		s.wrongWayIn(v)
	}
}

func (s *Server) wrongWayIn(v *linkVisit) {
	s.linkPage(v, http.StatusMethodNotAllowed, pageData{Title: "Wrong way in", Text: "This page is only for browsers."})
}

// openLink begins a visit, as long as the link can be paid by. Who only looks
// whether it is there, as mail programs do, begins none.
func (s *Server) openLink(v *linkVisit) {
	if v.r.Method != http.MethodGet && v.r.Method != http.MethodHead {
		s.wrongWayIn(v)
		return
	}
	v.l.mu.Lock()
	v.l.catchUp()
	status := v.l.status(v.now)
	v.l.mu.Unlock()
	if status != linkOpen {
		s.linkClosed(v, status)
		return
	}
	if v.r.Method == http.MethodHead {
		s.linkPage(v, http.StatusOK, pageData{Title: "Pay"})
		return
	}
	v.c = v.l.open(v.now)
	v.leave(v.address(s))
}

// address is the page of the visit.
func (v *linkVisit) address(s *Server) string { return s.base(v.r) + linksPath + v.l.id + "/" + v.c.id }

// leave sends the browser elsewhere, with a GET.
func (v *linkVisit) leave(to string) { visit{w: v.w, r: v.r}.leave(to) }

// shop is the way back to it, with the link and the visit added to the merchant's
// own address; "" when the merchant gave none. That id is the link's is concluded
// from what the status of a payment is asked with.
//
// Source: Pay By Link, return with id and checkoutId.
func (v *linkVisit) shop() string {
	if v.l.back == "" {
		return ""
	}
	query := "id=" + url.QueryEscape(v.l.id)
	if !v.profile.faulty(returnUnnamed) {
		query += "&checkoutId=" + url.QueryEscape(v.c.id)
	}
	return withQuery(v.l.back, query)
}

// toShop sends the shopper there, or shows what came of the visit.
func (s *Server) toShop(v *linkVisit) {
	if to := v.shop(); to != "" {
		v.leave(to)
		return
	}
	v.leave(v.address(s))
}

// backAtLink receives a shopper from a brand's page or a card's issuer: what is
// paid, or will be by a slip, goes on to the shop; anything else is told here.
func (s *Server) backAtLink(v *linkVisit) {
	v.l.mu.Lock()
	v.l.catchUp()
	done := v.c.state == approved || v.c.waits != nil && v.c.waits.session != nil && v.c.waits.session.money
	v.l.mu.Unlock()
	if done {
		s.toShop(v)
		return
	}
	v.leave(v.address(s))
}

// showLink shows the visit: the form, or that there is nothing more to do.
func (s *Server) showLink(v *linkVisit, status int) {
	v.l.mu.Lock()
	v.l.catchUp()
	how, busy := v.l.status(v.now), v.l.underWay()
	paidHere, notice, code := v.c.state == approved, v.c.notice, v.c.code
	v.l.mu.Unlock()
	switch {
	case paidHere && how == linkPaid:
		s.receipt(v)
	case how != linkOpen:
		s.linkClosed(v, how)
	case busy != nil:
		s.linkBusy(v, busy)
	default:
		if notice == "" && s.verdicts[code].state == rejected {
			notice = declineNotice(s.verdicts[code].text)
		}
		s.linkPage(v, status, pageData{
			Title: "Pay", Notice: notice, Action: v.address(s), Plain: true, template: "link-form",
			View: s.linkForm(v), Hint: linkHint,
		})
	}
}

const linkHint = "Any test card, such as 4200 0000 0000 0000, with any security code of three digits and later date. " +
	"A holder like 800.100.153 asks for that result."

// declineNotice tells the shopper why, and that all is not lost.
func declineNotice(reason string) string {
	return "The payment was declined: " + reason + ". You may try again."
}

// receipt is the end of a visit that was paid.
func (s *Server) receipt(v *linkVisit) {
	s.linkPage(v, http.StatusOK, pageData{
		Title: "Payment received", Text: "Thank you. Nothing more is to be done.",
		Back: shopLink(v.shop()),
	})
}

// linkBusy shows that a payment waits: for its shopper, who may go on with it if
// it is of this visit, or for money.
func (s *Server) linkBusy(v *linkVisit, busy *linkCheckout) {
	d := pageData{Title: "A payment is under way", Text: "Another one can be tried when it has ended without being paid."}
	v.l.mu.Lock()
	p := busy.waits
	v.l.mu.Unlock()
	if busy == v.c && p != nil && p.session != nil {
		d.View = visit{w: v.w, r: v.r, p: p}.address(s)
		d.Plain, d.template = true, "link-busy"
	}
	s.linkPage(v, http.StatusConflict, d)
}

// linkClosed says why a link cannot be paid by.
func (s *Server) linkClosed(v *linkVisit, how linkStatus) {
	d, status := pageData{Title: "This link has been paid", Text: "Nothing more is to be paid here."}, http.StatusOK
	switch how {
	case linkExpired:
		status = http.StatusGone
		d.Title, d.Text = "This link has expired", "Please ask the merchant for a new one."
	case linkOff:
		status = http.StatusGone
		d.Title, d.Text = "This link is switched off", "The merchant does not take payments by it any more."
	}
	s.linkPage(v, status, d)
}

func (s *Server) noLink(v *linkVisit) { s.unknownPage(visit{w: v.w, r: v.r}) }

// linkPage writes a page of a link.
func (s *Server) linkPage(v *linkVisit, status int, d pageData) {
	show := &v.l.show
	d.Brand, d.Kind, d.Merchant = show.merchant, "link", show.merchant
	d.Amount, d.Currency = show.amountOn(v.profile).String(), show.currency
	d.Style = "/" + linksPath + v.l.id + "/layout.css"
	s.write(v.w, status, d)
}
