package runner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assay/support/browser"

	"github.com/oklog/ulid/v2"
)

// Finding is one line of the doctor.
type Finding struct {
	Name   string // browser, target, credentials, clock
	OK     bool
	Code   int    // what a run that meets it ends with, [ExitPassed] when OK
	Detail string // what was found, or what is wrong
	Remedy string // what to do about it; empty when OK
}

// startTime is how long the doctor waits for a browser to start.
const startTime = 30 * time.Second

// Doctor looks at everything a run needs: the browser, the target and its
// credentials, and the clock. It sends one harmless query to each channel.
func Doctor(ctx context.Context, cfg Config) []Finding {
	if cfg.Concurrency < 1 {
		cfg.Concurrency = DefaultConcurrency
	}
	findings := []Finding{checkBrowser(ctx, cfg)}
	if err := cfg.Target.Guard(cfg.MeanProduction); err != nil {
		return append(findings, failed("target", err))
	}
	if err := CheckListed(cfg.Target.Channels, cfg.Brands); err != nil {
		return append(findings, failed("target", err))
	}
	cfg.Browser, cfg.BrowserURL = "", ""
	s, err := open(ctx, cfg, ulid.Make().String(), false)
	if err != nil {
		name := "target"
		var p *Problem // perhaps joined with what went wrong while closing
		if errors.As(err, &p) && p.Credentials {
			findings = append(findings, Finding{Name: "target", OK: true, Detail: cfg.Target.BaseURL + " answers"})
			name = "credentials"
		}
		return append(findings, failed(name, err))
	}
	defer s.close()
	findings = append(findings,
		Finding{Name: "target", OK: true, Detail: cfg.Target.Name + " answers at " + s.baseURL()},
		Finding{Name: "credentials", OK: true, Detail: s.describeCredentials()},
	)
	return append(findings, s.checkClock(ctx))
}

func failed(name string, err error) Finding {
	f := Finding{Name: name, Code: CodeOf(err), Detail: err.Error()}
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		f.Remedy = hinter.Hint()
	}
	return f
}

// checkBrowser finds a browser and really starts it, unless the target has no
// pages for one.
func checkBrowser(ctx context.Context, cfg Config) Finding {
	if !cfg.Target.Has("browser") {
		return Finding{Name: "browser", OK: true, Detail: "not needed: the target is said to have no pages for shoppers"}
	}
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	b, err := browser.Start(ctx, browser.Options{Exec: cfg.Browser, URL: cfg.BrowserURL, Workers: 1})
	if err != nil {
		return failed("browser", err)
	}
	detail := b.Version() + " at " + b.Where()
	if err := b.Close(); err != nil {
		return failed("browser", err)
	}
	return Finding{Name: "browser", OK: true, Detail: detail}
}

func (s *stage) describeCredentials() string {
	if s.sim != nil {
		return "the simulator makes a channel for every scenario"
	}
	return fmt.Sprintf("accepted on %d channel(s)", len(s.cfg.Target.Channels))
}

// checkClock says whether time can be advanced, on which @clock scenarios
// depend. A host without such a clock is no fault.
func (s *stage) checkClock(ctx context.Context) Finding {
	if s.control == nil {
		return Finding{Name: "clock", OK: true, Detail: "the host's own; @clock scenarios will be skipped"}
	}
	at, err := s.control.Clock(ctx, "")
	if err != nil {
		return failed("clock", err)
	}
	return Finding{Name: "clock", OK: true, Detail: "can be advanced; it is " + at.UTC().Format(time.RFC3339)}
}

// baseURL returns where the gateway listens.
func (s *stage) baseURL() string {
	if s.sim != nil {
		return s.sim.URL
	}
	return s.cfg.Target.BaseURL
}
