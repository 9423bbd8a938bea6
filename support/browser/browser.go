package browser

import (
	"context"
	"errors"
	"net/url"
	"os"
	"runtime"
	"sync"
	"time"

	"assay/support/mask"
)

// Options say which browser to use and how. The zero value is usable.
type Options struct {
	// Exec is the program; empty means the one that Find finds.
	Exec string
	// URL is the address of a browser that runs elsewhere and is used instead:
	// see [CheckURL] for its forms. It is connected to, never started or ended.
	URL string
	// TrustedKeys are base64 SHA-256 digests of public keys (SPKI): a
	// certificate with one of them is accepted whoever signed it.
	TrustedKeys []string
	// AllowHosts are hosts, or patterns like *.example.com, that pages may be
	// loaded from besides this machine. "*" allows every host.
	AllowHosts []string
	// Proxy leads to all hosts but this machine. Its user and password are not
	// given to the browser, which has no way to be told them. nil: none.
	Proxy *url.URL
	// Workers is how many tabs may be open at once; default is one per core,
	// above which a browser gets slower, not faster.
	Workers int
	// Timeout is the deadline of each call; default 15 seconds.
	Timeout time.Duration
	// RecycleAfter is how many tabs one Chromium serves before a fresh one
	// takes over; default 500.
	RecycleAfter int
	// TempRoot is where profile directories are made; default the system's.
	TempRoot string
	// Mask hides what errors and events must not show.
	Mask *mask.Masker
}

// Browser is a Chromium, and the next one when that dies or gets old. It is
// safe for concurrent use.
type Browser struct {
	options Options
	remote  *address      // of a browser elsewhere
	slots   chan struct{} // holds one token per open tab
	turn    chan struct{} // holds a token while a process is being started
	shut    chan struct{} // closed by Close
	once    sync.Once
	ending  sync.WaitGroup // processes being watched or ended

	mu      sync.Mutex
	current *process
	version string // of the newest process
	running map[*process]struct{}
}

// Start starts a browser; ctx bounds only the start. Directories that earlier
// runs could not remove are swept up first. The error is a [*NotFoundError] or
// an [*Error].
func Start(ctx context.Context, o Options) (*Browser, error) {
	var at *address
	if o.URL != "" {
		given, err := parseAddress(o.URL)
		if err != nil {
			return nil, err
		}
		at = &given
		o.Mask.Learn(given.secrets()...)
	} else {
		path, err := Find(o.Exec)
		if err != nil {
			return nil, err
		}
		o.Exec = path
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Timeout <= 0 {
		o.Timeout = 15 * time.Second
	}
	if o.RecycleAfter <= 0 {
		o.RecycleAfter = 500
	}
	if o.TempRoot == "" {
		o.TempRoot = os.TempDir()
	}
	b := &Browser{
		options: o,
		remote:  at,
		slots:   make(chan struct{}, o.Workers),
		turn:    make(chan struct{}, 1),
		shut:    make(chan struct{}),
		running: map[*process]struct{}{},
	}
	if _, err := b.process(ctx); err != nil {
		return nil, b.wrap("start the browser", err)
	}
	return b, nil
}

// Version returns product and version as the newest browser gives them, such as
// "HeadlessChrome/156.0.8078.79".
func (b *Browser) Version() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.version
}

// Where says which browser it is: the path of its program, or the host of one
// elsewhere.
func (b *Browser) Where() string {
	if b.remote != nil {
		return b.remote.host()
	}
	return b.options.Exec
}

// Close ends the browser with all its tabs and removes its files. It may be
// called more than once.
func (b *Browser) Close() error {
	b.once.Do(func() { close(b.shut) })
	b.turn <- struct{}{} // no process is being started from here on
	defer func() { <-b.turn }()
	b.mu.Lock()
	running := make([]*process, 0, len(b.running))
	for p := range b.running {
		running = append(running, p)
	}
	b.current = nil
	b.mu.Unlock()
	for _, p := range running {
		p.shut(errShut)
	}
	b.ending.Wait()
	return nil
}

// process returns the process that new tabs go to, started if need be.
func (b *Browser) process(ctx context.Context) (*process, error) {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-b.shut:
		return nil, errShut
	}
	select {
	case <-b.shut:
		return nil, errShut
	default:
	}
	b.mu.Lock()
	p := b.current
	b.mu.Unlock()
	if p != nil && p.alive() {
		return p, nil
	}
	p, err := b.obtain(ctx)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	b.current, b.version = p, p.version
	b.running[p] = struct{}{}
	b.mu.Unlock()
	b.ending.Go(func() { b.attend(p) })
	return p, nil
}

// obtain starts a browser, or connects to the one elsewhere.
func (b *Browser) obtain(ctx context.Context) (*process, error) {
	if b.remote != nil {
		return join(ctx, b.options, *b.remote)
	}
	return launch(ctx, b.options)
}

// attend waits until p is lost or ended, and cleans up after it.
func (b *Browser) attend(p *process) {
	select {
	case <-p.lost():
	case <-p.life.Done():
	}
	b.retire(p)
	p.shut(errGone)
	b.mu.Lock()
	delete(b.running, p)
	b.mu.Unlock()
}

// retire keeps new tabs away from p. It reports whether p serves none any more.
func (b *Browser) retire(p *process) (idle bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p.retired = true
	if b.current == p {
		b.current = nil
	}
	return p.live == 0
}

// join counts a tab in on p, and retires p when it has served enough.
func (b *Browser) join(p *process) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p.retired {
		return false
	}
	p.live++
	p.opened++
	if p.opened >= b.options.RecycleAfter {
		p.retired = true
		b.current = nil
	}
	return true
}

// leave counts a tab out. It reports whether that was the last one of a retired
// process, which is to end then.
func (b *Browser) leave(p *process) (last bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p.live--
	return p.retired && p.live == 0
}

// wrap makes an Error of what went wrong outside a tab.
func (b *Browser) wrap(action string, err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	kind := kindOf(err)
	return &Error{Kind: kind, Action: action, Err: b.reason(err), harness: kind == TimedOut} // no page had a part in it
}

// reason keeps what err says, masked, and what it is.
func (b *Browser) reason(err error) error {
	text := err.Error()
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		text = "no answer within the deadline"
	case errors.Is(err, context.Canceled):
		text = "the caller gave up"
	}
	return &reason{text: b.options.Mask.String(text), of: err}
}
