package browser

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

const (
	// startLimit is for a browser on a cold disk: it reads some hundred
	// megabytes before it says anything.
	startLimit = 90 * time.Second
	// endLimit is for a browser that was killed to be gone with its files.
	endLimit = 15 * time.Second
)

// process is one Chromium: one of our own with its profile directory, or the
// connection to one elsewhere.
type process struct {
	life    context.Context // the driver's context of the whole browser
	kill    context.CancelCauseFunc
	release func() // the driver's cancel: waits until the process is reaped
	version string
	profile *profile      // nil for a browser elsewhere
	remote  *address      // nil for a browser of our own
	gone    chan struct{} // closed when everything of it has been removed

	// Guarded by Browser.mu.
	opened, live int
	retired      bool

	mu      sync.Mutex
	tabs    map[target.ID]*Tab
	windows *windows
	end     sync.Once
}

// launch starts a Chromium and waits until it answers.
func launch(ctx context.Context, o Options) (*process, error) {
	profile, err := newProfile(o.TempRoot)
	if err != nil {
		return nil, err
	}
	life, kill := context.WithCancelCause(context.Background())
	allocator, _ := chromedp.NewExecAllocator(life, allocatorOptions(o, profile)...)
	p := newProcess(allocator, kill)
	p.profile = profile
	_, _, err = guard(ctx, p.life, startLimit, func(context.Context) (struct{}, error) {
		// Not the call's context: what the driver gets first is what the
		// browser lives with.
		if err := p.greet(p.life); err != nil || !isShell(o.Exec) {
			return struct{}{}, err
		}
		return struct{}{}, p.closeFirst(p.life)
	})
	if err != nil {
		p.shut(err)
		return nil, firstLines(err)
	}
	profile.owner.group(chromedp.FromContext(p.life).Browser.Process().Pid)
	return p, nil
}

// newProcess makes the process that an allocator of the driver is about to give.
func newProcess(allocator context.Context, kill context.CancelCauseFunc) *process {
	silent := func(string, ...any) {}
	life, release := chromedp.NewContext(allocator, chromedp.WithLogf(silent), chromedp.WithErrorf(silent))
	return &process{
		life: life, kill: kill, release: release, gone: make(chan struct{}),
		tabs: map[target.ID]*Tab{}, windows: newWindows(),
	}
}

func (p *process) greet(ctx context.Context) error {
	v, err := chromedp.CallBrowser(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	p.version = v.Product
	if err := chromedp.ListenBrowser(ctx, p.handle); err != nil {
		return err
	}
	_, err = chromedp.CallBrowser(ctx, target.SetDiscoverTargets, target.SetDiscoverTargetsParams{Discover: true})
	return err
}

// closeFirst closes the window that the driver lets a browser start with. Nobody
// looks at it, and it keeps a renderer of its own for as long as the browser lives.
func (p *process) closeFirst(ctx context.Context) error {
	open, err := chromedp.CallBrowser(ctx, target.GetTargets, target.GetTargetsParams{})
	if err != nil {
		return err
	}
	for _, first := range open.TargetInfos {
		_, err := chromedp.CallBrowser(ctx, target.CloseTarget, target.CloseTargetParams{TargetID: first.TargetID})
		if err != nil {
			return err
		}
	}
	return nil
}

// handle takes in the events of the browser itself. A crash is announced to the
// tab as well, but without its cause.
func (p *process) handle(ev any) {
	if opened, ok := ev.(*target.EventTargetCreated); ok && opened.TargetInfo != nil {
		p.windows.take(*opened.TargetInfo)
		return
	}
	crash, ok := ev.(*target.EventTargetCrashed)
	if !ok {
		return
	}
	p.mu.Lock()
	tab := p.tabs[crash.TargetID]
	p.mu.Unlock()
	if tab != nil {
		tab.end(crashOf(crash.Status, crash.ErrorCode))
	}
}

// lost is closed when the connection to the process is.
func (p *process) lost() <-chan struct{} { return chromedp.FromContext(p.life).Browser.LostConnection }

// alive says that the process was not seen dying.
func (p *process) alive() bool {
	select {
	case <-p.lost():
		return false
	default:
		return p.life.Err() == nil
	}
}

// shut kills the process with all that it started and removes its files. It
// returns when that is done, or after endLimit.
func (p *process) shut(why error) {
	p.end.Do(func() {
		if p.remote != nil {
			p.vacate()
		}
		p.kill(why)
		go func() {
			defer close(p.gone)
			if p.remote != nil {
				p.hangUp()
				return
			}
			p.release()
			p.profile.remove()
		}()
	})
	select {
	case <-p.gone:
	case <-time.After(endLimit):
	}
}

// firstLines shortens what a browser printed before it died.
func firstLines(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	return fmt.Errorf("the browser did not start: %s", strings.Join(lines[:min(len(lines), 4)], "; "))
}

func allocatorOptions(o Options, profile *profile) []chromedp.ExecAllocatorOption {
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(o.Exec),
		chromedp.UserDataDir(profile.data),
		chromedp.NoInheritEnv,
		chromedp.Env(profile.environment()...),
		chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) { ownGroup(cmd) }),
	}
	for _, f := range flags(o) {
		options = append(options, chromedp.Flag(f.name, f.value))
	}
	return options
}
