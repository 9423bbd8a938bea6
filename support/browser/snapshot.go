package browser

import (
	"context"
	"html"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// lookLimit is what a page may take to describe itself for a recording.
const lookLimit = 2 * time.Second

// document is what the agent says of the document in a frame.
type document struct {
	Path  string `json:"path"` // of the frame: "" is the page itself, "0.2" a frame in a frame
	Root  string `json:"root"` // attributes of the root element
	Title string `json:"title"`
	URL   string `json:"url"`
	Style string `json:"style"`
	Body  string `json:"body"`
	Cut   bool   `json:"cut"`
}

// view is a page with the frames in it, the page first.
type view struct {
	at        time.Time
	documents []document
}

func (v view) weight() int {
	n := 0
	for _, d := range v.documents {
		n += len(d.Style) + len(d.Body)
	}
	return n
}

// share lets equal texts of two views be one: style sheets seldom change.
func (v view) share(other view) {
	for i := range min(len(v.documents), len(other.documents)) {
		if d, o := &v.documents[i], other.documents[i]; d.Style == o.Style {
			d.Style = o.Style
		}
	}
}

// Look records what the page shows now. It fails only with the tab itself.
func (t *Tab) Look(ctx context.Context) error {
	if t.recorder == nil {
		return nil
	}
	_, _, err := guard(ctx, t.life, lookLimit, func(ctx context.Context) (struct{}, error) {
		if err := t.halt(ctx); err != nil {
			return struct{}{}, err
		}
		t.look(ctx)
		return struct{}{}, nil
	})
	return err
}

// look records what the page shows, as far as it can be asked. A document that
// goes meanwhile is left out: it is not what the shopper acts on.
func (t *Tab) look(ctx context.Context) {
	if t.recorder == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	t.page.mu.Lock()
	worlds := []string{t.page.worlds[t.page.main]}
	for frame, world := range t.page.worlds {
		if frame != t.page.main {
			worlds = append(worlds, world)
		}
	}
	t.page.mu.Unlock()
	var documents []document
	for i, world := range worlds {
		var d document
		if world == "" || t.ask(ctx, world, &d, "snapshot") != nil {
			if i == 0 {
				return
			}
			continue
		}
		documents = append(documents, d)
	}
	t.recorder.keepView(documents)
}

// viewPolicy lets a snapshot load nothing, whoever opens it.
const viewPolicy = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" ` +
	`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self' about:">`

// viewStyle blackens what was left out.
const viewStyle = `[data-blank]{background:#000!important;color:transparent!important}` +
	`iframe{border:1px solid #888}`

func escapeHTML(s string) string { return html.EscapeString(s) }

// page puts documents together to one, each frame in its place.
func (c concealer) page(documents []document) string {
	inner := map[string]string{}
	for _, d := range documents {
		inner[d.Path] = "<!doctype html><html" + c.text(d.Root) + "><head>" + viewPolicy + "<style>" + c.style(d.Style) +
			"</style><style>" + viewStyle + "</style></head>" + c.text(d.Body) + "</html>"
	}
	return fitFrames(inner, "")
}

// fitFrames fills in the frames of a document, and theirs.
func fitFrames(inner map[string]string, path string) string {
	const mark = `srcdoc="assay-frame:`
	var out strings.Builder
	rest := inner[path]
	for {
		before, after, found := strings.Cut(rest, mark)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		child, after, _ := strings.Cut(after, `"`)
		out.WriteString(`srcdoc="`)
		if len(child) > len(path) && strings.HasPrefix(child, path) { // deeper, so this ends
			out.WriteString(escapeHTML(fitFrames(inner, child)))
		}
		out.WriteByte('"')
		rest = after
	}
}

// framePatience is how long the frames of a document may take to be there.
const framePatience = time.Second

// put shows a document, and waits until its frames show theirs.
func (t *Tab) put(ctx context.Context, text string) error {
	t.page.mu.Lock()
	want := t.page.framed + strings.Count(text, "<iframe ")
	t.page.mu.Unlock()
	_, err := chromedp.Call(ctx, cdppage.SetDocumentContent,
		cdppage.SetDocumentContentParams{FrameID: cdp.FrameID(t.target), HTML: text})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, framePatience)
	defer cancel()
	_ = t.page.wait(ctx, func() (bool, error) { return t.page.framed >= want, nil })
	return nil
}

// Draw makes pictures of documents, in a tab of its own in which no script runs
// and nothing is loaded. What has not been drawn when ctx ends is missing.
func (b *Browser) Draw(ctx context.Context, documents []string) [][]byte {
	pictures := make([][]byte, 0, len(documents))
	tab, err := b.Open(ctx, nil)
	if err != nil {
		return nil
	}
	defer tab.Close()
	_ = tab.do(ctx, "draw", func(ctx context.Context) (string, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: true})
		for _, text := range documents {
			if err == nil {
				err = tab.put(ctx, text)
			}
			var shot cdppage.CaptureScreenshotResult
			if err == nil {
				shot, err = chromedp.Call(ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
					Format: cdppage.CaptureScreenshotFormatWebp, Quality: new(int64(60)),
				})
			}
			if err != nil {
				return "", err
			}
			pictures = append(pictures, shot.Data)
		}
		return "", nil
	})
	return pictures
}
