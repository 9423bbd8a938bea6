package simulator

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// pagesPath is where the pages of the brands live.
const pagesPath = "connectors/"

//go:embed pages
var pageFiles embed.FS

// pages are the embedded templates, parsed once.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "pages/*.html"))
})

// pageData is what a page shows.
type pageData struct {
	Title, Brand, Kind         string
	Merchant, Amount, Currency string
	Notice, Text, Hint, Action string
	Buttons                    []button
	Cancel                     bool         // there is a button for it
	Watch                      bool         // the page waits for what is decided elsewhere
	Back                       template.URL // a scheme that runs nothing, checked when the payment came
	View                       any          // what the screen's template shows
	Framing                    framing
	Style                      string        // path of a style sheet beside the common one; "" = none
	Plain                      bool          // the template is no form
	Body                       template.HTML // that template, carried out

	template string // of the screen; "" = a page without a form
}

// visit is a request for a page, with the payment it is about.
type visit struct {
	w http.ResponseWriter
	r *http.Request
	p *payment

	device bool // on the shopper's phone
	outer  bool // on the page around the frame
}

// servePage serves /connectors/...: what the pages are made of, the entry that a
// redirect leads to ({kind}/{key}), the page itself ({kind}/{key}/page), and
// what some kinds have besides: the phone's page and the question whether it
// is all over (device, state).
func (s *Server) servePage(w http.ResponseWriter, r *http.Request, path string) {
	segments := strings.Split(strings.TrimPrefix(path, pagesPath), "/")
	if len(segments) == 1 && assetTypes[segments[0]] != "" {
		asset(w, segments[0])
		return
	}
	v := visit{w: w, r: r}
	if len(segments) >= 2 {
		v.p = s.store.find(segments[1])
	}
	if v.p == nil || v.p.session == nil || v.p.session.key != segments[1] ||
		v.p.session.page.name != segments[0] || len(segments) > 3 {
		s.unknownPage(v)
		return
	}
	v.p.channel.clock.catchUp()
	r.Body = http.MaxBytesReader(w, r.Body, maxPageForm)
	profile, err := asked(v.p.channel.profile.Load(), r)
	if err != nil {
		refuseFault(w, err)
		return
	}
	if profile.disturbances != nil {
		s.disturbed(w, r, profile.disturbances, v.p, func(w http.ResponseWriter) {
			v.w = w
			s.open(v, segments)
		})
		return
	}
	s.open(v, segments)
}

// open leads to the door that the path's segments name.
func (s *Server) open(v visit, segments []string) {
	waits := v.p.session.page.device != nil
	switch door := strings.Join(segments[2:], ""); {
	case door == "":
		s.enter(v)
	case door == "page":
		s.page(v)
	case door == "device" && waits:
		v.device = true
		s.page(v)
	case door == "state" && waits:
		s.watch(v)
	case v.p.session.page.doors[door] != nil:
		v.p.session.page.doors[door](s, v)
	default:
		s.unknownPage(v)
	}
}

// maxPageForm bounds what a page's form may send.
const maxPageForm = 64 << 10

// assetTypes are the files that pages refer to.
var assetTypes = map[string]string{
	"style.css": "text/css; charset=utf-8", "watch.js": "text/javascript; charset=utf-8",
	"leave.js": "text/javascript; charset=utf-8", "submit.js": "text/javascript; charset=utf-8",
}

func asset(w http.ResponseWriter, name string) {
	content, err := pageFiles.ReadFile("pages/" + name)
	if err != nil {
		http.Error(w, "no such file", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", assetTypes[name])
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	_, _ = w.Write(content) // the browser has gone: nobody is left to tell
}

// enter takes the shopper in exactly as the redirect object asked for it: a GET
// with the parameters added to the url's own query, or a POST of them (S09).
func (s *Server) enter(v visit) {
	r := v.p.session
	want := r.method
	if want == "" {
		want = http.MethodPost
	}
	if v.r.Method != want {
		s.render(v, http.StatusMethodNotAllowed, pageData{
			Title: "Wrong way in",
			Text:  "The redirect object asks for " + want + ", the browser came with " + v.r.Method + ".",
		})
		return
	}
	query := v.r.URL.Query()
	parameters := query
	if want == http.MethodPost {
		if err := v.r.ParseForm(); err != nil {
			s.unknownPage(v)
			return
		}
		parameters = v.r.PostForm
	}
	if query.Get("ndcid") != r.trace || !v.p.brought(parameters, s.base(v.r)) {
		s.unknownPage(v)
		return
	}
	s.letIn(v)
}

// brought says whether a shopper has all that the redirect gave them for the page.
func (p *payment) brought(parameters url.Values, base string) bool {
	for _, given := range p.brings(base) {
		if parameters.Get(given[0]) != given[1] {
			return false
		}
	}
	return true
}

// letIn leads the shopper to the page of a payment, or to what comes before.
func (s *Server) letIn(v visit) {
	r, to := v.p.session, v.address(s)
	v.p.chain.mu.Lock()
	r.arrived = true
	if r.page.entered != nil {
		to = r.page.entered(s, v)
	}
	v.p.chain.mu.Unlock()
	v.leave(to)
}

// address is the page's own, on which reloading and going back work.
func (v visit) address(s *Server) string {
	door := "/page"
	if v.device {
		door = "/device"
	}
	return s.base(v.r) + pagesPath + v.p.session.page.name + "/" + v.p.session.key + door
}

// shop is the way back to it as a link.
func (v visit) shop() template.URL {
	return template.URL(v.p.returnURL()) //nolint:gosec // scheme checked on arrival
}

// leave sends the browser elsewhere, with a GET.
func (v visit) leave(to string) {
	secure(v.w.Header())
	v.w.Header().Set("Location", to)
	v.w.Header().Set("Content-Length", "0")
	v.w.WriteHeader(http.StatusSeeOther)
}

// page shows the step the shopper is at, or takes what was entered.
func (s *Server) page(v visit) {
	switch v.r.Method {
	case http.MethodGet, http.MethodHead:
		s.show(v)
	case http.MethodPost:
		if err := v.r.ParseForm(); err != nil {
			s.render(v, http.StatusBadRequest, pageData{Title: "Payment not found", Text: "The form could not be read."})
			return
		}
		s.submit(v)
	default:
		s.render(v, http.StatusMethodNotAllowed, pageData{Title: "Wrong way in", Text: "This page is only for browsers."})
	}
}

func (s *Server) show(v visit) {
	v.p.chain.mu.Lock()
	state, code := v.p.state(), v.p.code
	d := s.describe(v)
	r := v.p.session
	arrived, paRes := r.arrived, r.paRes
	// A page that waited for the end returns to the shop once it is reached.
	waited := d.Watch && state != pending && !r.left && code != codeTimedOut
	r.left = r.left || waited
	v.p.chain.mu.Unlock()
	switch {
	case !arrived:
		s.unknownPage(v)
	case waited:
		v.leave(v.wayOut(s))
	case state == pending && paRes != "":
		s.bringBack(v, paRes)
	case state == pending:
		s.render(v, http.StatusOK, d)
	default:
		s.finished(v, d, code, http.StatusOK)
	}
}

// finished tells a shopper who comes again that there is nothing left to do.
func (s *Server) finished(v visit, d pageData, code string, status int) {
	d = pageData{
		Title: "This payment is finished", Text: "Nothing more can be changed here.",
		Amount: d.Amount, Currency: d.Currency,
		Back: v.shop(), Framing: v.framing(),
	}
	if code == codeTimedOut {
		d.Title, d.Text, status = "Session expired", "The payment was not confirmed in time.", http.StatusGone
	}
	s.render(v, status, d)
}

func (s *Server) unknownPage(v visit) {
	v.p = nil
	s.render(v, http.StatusNotFound, pageData{
		Title: "Payment not found", Text: "The link is unknown, incomplete or too old. Please start again in the shop.",
	})
}

// render writes a page: the screen's template within the layout.
func (s *Server) render(v visit, status int, d pageData) {
	d.Brand, d.Kind = "Payment page", "none"
	if v.p != nil {
		d.Brand, d.Kind, d.Merchant = s.brandTitle(v.p.brand), v.p.session.page.name, v.p.session.merchant
	}
	s.write(v.w, status, d)
}

// write sends a page that knows by whom and about what it is.
func (s *Server) write(w http.ResponseWriter, status int, d pageData) {
	var page bytes.Buffer
	err := s.renderInto(&page, d)
	if err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	secure(h)
	d.Framing.allow(h, d.Watch)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // the browser has gone: nobody is left to tell
}

func (s *Server) renderInto(page *bytes.Buffer, d pageData) error {
	if d.template != "" {
		var body bytes.Buffer
		if err := s.pages.ExecuteTemplate(&body, d.template, d); err != nil {
			return err
		}
		d.Body = template.HTML(body.String()) //nolint:gosec // html/template has escaped it
	}
	return s.pages.ExecuteTemplate(page, "layout", d)
}

// contentPolicy allows a page nothing but its style sheet.
const contentPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'"

// secure sets the headers of a page: no foreign hosts, no frames, no cache. A
// form may lead anywhere, since that is how the shopper returns to the shop.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy+"; frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}
