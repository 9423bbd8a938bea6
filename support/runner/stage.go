package runner

import (
	"context"
	"crypto/x509"
	"errors"
	"net/url"
	"os"
	"sync"
	"time"

	"assay/steps"
	"assay/support/browser"
	"assay/support/formwalk"
	"assay/support/mask"
	"assay/support/opp"
	"assay/support/pace"
	"assay/support/shop"
	"assay/support/simulator"
	"assay/support/simulator/control"
	"assay/support/spec"
)

// stage is what scenarios act on: the gateway (the target's, or a simulator of
// this run), the merchant's shop and the shopper's browser.
type stage struct {
	cfg      Config
	runID    string
	mask     *mask.Masker
	sim      *simulator.Running // nil on a real host
	control  *control.Client    // nil on a real host
	leases   *leases            // nil on a real host
	client   *opp.Client
	pace     *pace.Scheduler // nil on the run's own simulator
	shop     *shop.Shop
	personas spec.Personas
	journeys browser.Journeys
	roots    *x509.CertPool // authorities of the gateway beyond the system's
	pins     []string       // keys the browser is to trust beyond its own store
	proxy    *url.URL       // leads to the gateway and its pages; nil = none

	mu      sync.Mutex // guards the browser, which starts when first needed
	browser *browser.Browser
	failure error
	walker  *formwalk.Walker // instead of a browser; nil unless that was asked for
}

// channel is what a scenario is given: credentials, and the token is in them.
type channel = opp.Credentials

// open makes everything ready that a plan needs. Close must be called after.
func open(ctx context.Context, cfg Config, runID string, needsBrowser bool) (_ *stage, err error) {
	s := &stage{cfg: cfg, runID: runID, mask: mask.New(mask.Options{PANs: spec.TestPANs()})}
	s.mask.Learn(cfg.Target.Secrets()...)
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if needsBrowser {
		if err := s.findBrowser(); err != nil {
			return nil, err
		}
	}
	if err := s.openTestData(); err != nil {
		return nil, err
	}
	if cfg.Target.Simulator {
		err = s.openSimulator(ctx)
	} else {
		err = s.openHost(ctx)
	}
	if err != nil {
		return nil, err
	}
	s.shop, err = shop.Open(shopOptions(cfg.Target, s.mask))
	if err != nil {
		return nil, &Problem{Code: ExitUsage, Text: "the shop cannot open", Err: err}
	}
	if cfg.NoBrowser {
		s.walker = formwalk.New(formwalk.Options{RootCAs: s.roots, Proxy: s.proxy, Mask: s.mask})
	}
	if needsBrowser && cfg.BrowserURL != "" {
		if _, err := s.startBrowser(); err != nil {
			return nil, &Problem{Code: ExitBroken, Text: needed, Err: err}
		}
	}
	return s, nil
}

// openTestData reads the target's personas and journeys; the simulator's stand
// in where the target has none of its own.
func (s *stage) openTestData() error {
	s.personas, s.journeys = spec.SimulatorPersonas(), browser.SimulatorJourneys()
	t := s.cfg.Target
	if t.TestData != "" {
		f, err := os.Open(t.TestData)
		if err != nil {
			return usage("correct testData of the target in assay.yaml", "cannot read the target's test data: %v", err)
		}
		defer f.Close()
		if s.personas, err = spec.ParsePersonas(f); err != nil {
			return usage("the columns are paymentBrand, persona, parameters and source", "%s: %v", t.TestData, err)
		}
	}
	if t.Journeys != "" {
		journeys, err := loadJourneys(t.Journeys, s.cfg.brands())
		if err != nil {
			return err
		}
		s.journeys = journeys
	}
	return s.guardCards()
}

// guardCards refuses card numbers that are not test data (decision 17).
func (s *stage) guardCards() error {
	for _, persona := range s.personas {
		for _, p := range persona.Parameters {
			if p.Name != "card.number" {
				continue
			}
			if err := s.cfg.Target.GuardPAN(p.Value, spec.TestPANs(), s.cfg.MeanProduction); err != nil {
				return &Problem{Code: ExitUsage, Text: "persona \"" + persona.Name + "\" of " + persona.Brand, Err: err}
			}
		}
	}
	return nil
}

// openSimulator starts a gateway in this process, on loopback and over TLS. It
// outlives an interruption: what has begun is finished with it.
func (s *stage) openSimulator(ctx context.Context) error {
	config := simulator.Config{Seed: s.cfg.Seed, Vary: s.cfg.Vary, Brands: s.cfg.brands(), Faults: s.cfg.Faults}
	at := simulator.Listen{Manage: "127.0.0.1:0", Around: s.cfg.around}
	sim, err := simulator.Start(context.WithoutCancel(ctx), config, at)
	if err != nil {
		return &Problem{Code: ExitBroken, Text: "the simulator cannot start", Err: err}
	}
	s.sim, s.pins = sim, []string{sim.SPKI}
	s.control = control.New(sim.ManageURL, "", nil)
	s.leases = &leases{control: s.control, mask: s.mask}
	options := opp.Options{BaseURL: sim.URL, MaxConns: s.cfg.Concurrency, Mask: s.mask}
	s.roots, err = pool(sim.CA)
	options.RootCAs = s.roots
	if err != nil {
		return err
	}
	s.client, err = opp.New(options)
	return err
}

// env makes what a scenario works with, its evidence going to the attempt.
func (s *stage) env(c channel, a *attempt) steps.Env {
	return steps.Env{
		Gateway:  s.gateway(c, a),
		Control:  s.control,
		OpenTab:  func(ctx context.Context) (steps.Page, error) { return s.openPage(ctx, a) },
		NewOrder: func() (*shop.Order, error) { return s.shop.NewOrder(a.arrival), nil },
		NewWebhook: func() (*shop.Webhook, error) {
			options, err := s.webhookOptions(c.EntityID)
			if err != nil {
				return nil, err
			}
			options.Observe = a.notified
			return s.shop.NewWebhook(options), nil
		},
		Second:   func() string { return second(s.cfg.Target, c.EntityID, demandOf(a.scenario, s.cfg.brands())) },
		Watch:    s.shop.Watch,
		Personas: s.personas,
		Journeys: s.journeys,
		Pages:    s.cfg.Target.Journeys,
		Brands:   s.cfg.brands(),
		RunID:    s.runID,
		Now:      time.Now,

		StatusPerMinute: s.cfg.Target.Limits.StatusPerMinute,
		Wait:            a.pass,
	}
}

// close ends everything that open and the scenarios have started.
func (s *stage) close() error {
	var failures []error
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.browser != nil {
		failures = append(failures, s.browser.Close())
	}
	if s.walker != nil {
		s.walker.Close()
	}
	if s.shop != nil {
		failures = append(failures, s.shop.Close())
	}
	if s.pace != nil {
		s.pace.Close()
	}
	if s.client != nil {
		s.client.Close()
	}
	if s.sim != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		failures = append(failures, s.sim.Close(ctx))
	}
	return errors.Join(failures...)
}
