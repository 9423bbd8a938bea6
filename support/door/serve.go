package door

import (
	"bytes"
	"context"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

func (d *Door) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.showPayments)
	mux.HandleFunc("GET /payments/{id}", d.showPayment)
	mux.HandleFunc("GET /try", d.showExamples)
	mux.HandleFunc("GET /try/{example}", d.showExample)
	mux.HandleFunc("POST /try/{example}", d.tryExample)
	mux.HandleFunc("POST /try/{example}/before", d.prepareExample)
	mux.HandleFunc("POST /clock", d.advanceClock)
	mux.HandleFunc("POST /payments/{id}/{happening}", d.happen)
	mux.HandleFunc("GET /openapi.yaml", d.describe)
	mux.HandleFunc("GET /assets/{file}", asset)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, http.StatusNotFound, "Nothing here", "There is no such page.")
	})
	return guarded(mux)
}

// maxForm bounds what a form may hold, patience how long a page may take.
const (
	maxForm  = 256 << 10
	patience = 30 * time.Second
)

// guarded lets in only who names this machine as the host, and lets forms be
// sent only from these pages: a page of somebody else in the same browser must
// neither read nor send anything.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := (&url.URL{Host: r.Host}).Hostname()
		origin, err := url.Parse(r.Header.Get("Origin"))
		if !loopback(host) || r.Method != http.MethodGet && r.Method != http.MethodHead && (err != nil || origin.Host != r.Host) {
			http.Error(w, "these pages are for a browser on this machine", http.StatusForbidden)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// view is what every page has.
type view struct {
	Title, Here string // Here names the tab of the navigation
	Head        string // goes before the title where windows are listed
	Live        bool   // the page asks for itself again
	Described   bool   // there is an OpenAPI description
	Page        any
	Body        template.HTML
}

// show writes a page: a template within the layout.
func (d *Door) show(w http.ResponseWriter, status int, name string, v view) {
	v.Described = len(d.o.OpenAPI) > 0
	var body, page bytes.Buffer
	err := d.pages.ExecuteTemplate(&body, name, v.Page)
	if err == nil {
		v.Body = template.HTML(body.String()) //nolint:gosec // html/template has escaped it
		err = d.pages.ExecuteTemplate(&page, "layout", v)
	}
	if err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // the browser has gone: nobody is left to tell
}

// contentPolicy allows a page what it brings along.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (d *Door) fail(w http.ResponseWriter, status int, title, text string) {
	d.show(w, status, "message", view{Title: title, Page: text})
}

var assetTypes = map[string]string{
	"door.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8",
	"copy.js": "text/javascript; charset=utf-8",
}

func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	content, err := pageFiles.ReadFile("pages/" + name)
	if err != nil || assetTypes[name] == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", assetTypes[name])
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(content) // the browser has gone: nobody is left to tell
}

// describe serves the description of the gateway's API.
func (d *Door) describe(w http.ResponseWriter, _ *http.Request) {
	if len(d.o.OpenAPI) == 0 {
		d.fail(w, http.StatusNotFound, "Nothing here", "There is no description of the API here.")
		return
	}
	w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(d.o.OpenAPI) // the browser has gone: nobody is left to tell
}
