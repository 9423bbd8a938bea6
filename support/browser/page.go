package browser

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// worldName names the isolated world that the agent scripts run in.
const worldName = "assay"

// page is what the events of a tab say about the document it shows. The driver
// calls handle in the order in which the browser sent the events, so a waiter
// never sees a state that did not exist.
type page struct {
	crashed func()                                      // called once the process behind the page died
	dialog  func(*cdppage.EventJavascriptDialogOpening) // must return at once
	witness func(ev any)                                // is shown every event; must return at once
	paused  func(*fetch.EventRequestPaused)             // must return at once
	examine func(origin string)                         // a certificate; must return at once; may be nil

	mu          sync.Mutex
	changed     chan struct{} // closed and replaced at every change
	main        cdp.FrameID
	url         string
	loader      cdp.LoaderID // of the document in the main frame
	ready       bool         // that document is parsed
	past        map[cdp.LoaderID]bool
	leaving     bool                       // a navigation of the main frame is under way
	towards     string                     // where it leads, when the browser said so
	unreachable string                     // the address that an error page stands for
	errors      map[cdp.FrameID]*cdp.Frame // frames that stand for an address that could not be opened
	asked       map[cdp.LoaderID]string    // where a document comes from, after redirects
	failed      map[cdp.LoaderID]string
	status      map[cdp.LoaderID]int64
	download    string                 // the address of the newest file that the page offered
	replaced    int                    // counts the documents of the main frame
	worlds      map[cdp.FrameID]string // unique id of the agent's world in each frame
	proven      map[string]bool        // origins whose certificate only this run can trust: whether it does
	turnover    int                    // counts worlds made and lost
	removed     map[cdp.FrameID]bool   // frames that have gone from the document
	framed      int                    // counts the documents of other frames that are loaded
}

func newPage() *page {
	return &page{
		changed: make(chan struct{}),
		past:    map[cdp.LoaderID]bool{},
		asked:   map[cdp.LoaderID]string{},
		failed:  map[cdp.LoaderID]string{},
		status:  map[cdp.LoaderID]int64{},
		worlds:  map[cdp.FrameID]string{},
		proven:  map[string]bool{},
		removed: map[cdp.FrameID]bool{},
		errors:  map[cdp.FrameID]*cdp.Frame{},
	}
}

// start names the main frame of a new tab.
func (p *page) start(main cdp.FrameID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.main = main
}

// wait blocks until done says so or ctx ends. It returns what done returned.
func (p *page) wait(ctx context.Context, done func() (bool, error)) error {
	for {
		p.mu.Lock()
		ok, err := done()
		changed := p.changed
		p.mu.Unlock()
		if ok || err != nil {
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// handle takes in one event of the tab.
func (p *page) handle(ev any) {
	if p.witness != nil {
		p.witness(ev)
	}
	switch ev := ev.(type) {
	case *inspector.EventTargetCrashed:
		p.crashed()
		return
	case *cdppage.EventJavascriptDialogOpening:
		p.dialog(ev)
		return
	case *fetch.EventRequestPaused:
		p.paused(ev)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.take(ev) {
		close(p.changed)
		p.changed = make(chan struct{})
	}
}

func (p *page) take(ev any) bool {
	switch ev := ev.(type) {
	case *cdppage.EventFrameNavigated:
		p.navigated(ev.Frame)
	case *cdppage.EventNavigatedWithinDocument:
		if ev.FrameID == p.main {
			p.url = ev.URL
		}
	case *cdppage.EventFrameRequestedNavigation:
		if ev.FrameID == p.main && ev.Disposition == cdppage.ClientNavigationDispositionCurrentTab {
			p.leaving, p.towards = true, ev.URL
		}
	case *cdppage.EventFrameDetached:
		p.removed[ev.FrameID] = ev.Reason == cdppage.FrameDetachedReasonRemove
	case *cdppage.EventFrameStartedLoading:
		p.leaving = p.leaving || ev.FrameID == p.main
	case *cdppage.EventFrameStoppedLoading:
		p.leaving = p.leaving && ev.FrameID != p.main
		if ev.FrameID != p.main {
			p.framed++
		}
	case *cdppage.EventLifecycleEvent:
		if ev.FrameID != p.main || ev.LoaderID != p.loader || ev.Name != "DOMContentLoaded" {
			return false
		}
		p.ready, p.leaving = true, false
	case *browser.EventDownloadWillBegin:
		p.download = ev.URL
	case *network.EventRequestWillBeSent:
		if ev.Type != network.ResourceTypeDocument || ev.Request == nil {
			return false
		}
		p.asked[ev.LoaderID] = ev.Request.URL
	case *network.EventLoadingFailed:
		if ev.Type != network.ResourceTypeDocument {
			return false
		}
		p.failed[cdp.LoaderID(ev.RequestID)] = ev.ErrorText
	case *network.EventResponseReceived:
		p.suspect(ev)
		if ev.Type != network.ResourceTypeDocument || ev.Response == nil {
			return false
		}
		p.status[ev.LoaderID] = ev.Response.Status
	default:
		return p.takeWorld(ev)
	}
	return true
}

func (p *page) navigated(f *cdp.Frame) {
	if f.ParentID != "" {
		delete(p.errors, f.ID)
		if f.UnreachableURL != "" {
			p.errors[f.ID] = f
		}
		return
	}
	p.past[p.loader] = true
	p.replaced++
	clear(p.errors)
	clear(p.removed)
	p.towards = ""
	p.main, p.loader = f.ID, f.LoaderID
	p.url, p.unreachable = f.URL+f.URLFragment, f.UnreachableURL
	p.ready = false
}

func (p *page) takeWorld(ev any) bool {
	switch ev := ev.(type) {
	case *runtime.EventExecutionContextCreated:
		var aux struct {
			FrameID cdp.FrameID `json:"frameId"`
		}
		if ev.Context.Name != worldName || json.Unmarshal(ev.Context.AuxData, &aux) != nil {
			return false
		}
		p.worlds[aux.FrameID] = ev.Context.UniqueID
	case *runtime.EventExecutionContextDestroyed:
		p.drop(ev.ExecutionContextUniqueID)
	case *runtime.EventExecutionContextsCleared:
		clear(p.worlds)
	default:
		return false
	}
	p.turnover++
	return true
}

// drop forgets a world that is no more. The caller holds the lock.
func (p *page) drop(world string) {
	for frame, id := range p.worlds {
		if id == world {
			delete(p.worlds, frame)
		}
	}
}

// lost is drop for a caller that learned of it from a failed call.
func (p *page) lost(world string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drop(world)
}

// documents returns how many documents the main frame has shown.
func (p *page) documents() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.replaced
}

// source returns the address that a document was asked of at last.
func (p *page) source(loader cdp.LoaderID) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[loader]
}

// document returns what identifies the document in the main frame.
func (p *page) document() cdp.LoaderID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.loader
}

// awaited returns the address that the browser is waiting for, if any.
func (p *page) awaited() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.leaving {
		return ""
	}
	return p.towards
}

// where returns the address of the document, also that of a failed one.
func (p *page) where() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.unreachable != "" {
		return p.unreachable
	}
	return p.url
}
