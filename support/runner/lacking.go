package runner

import (
	"errors"

	"assay/support/browser"
)

// withhold skips what the run cannot do, whatever the target: what needs a browser
// when nobody has named one and this machine has none (one that was named has to
// be there), and what counts on the time of webhooks when they are late on purpose.
func (p *plan) withhold(cfg Config) {
	var none *browser.NotFoundError
	if !cfg.NoBrowser && cfg.Browser == "" && cfg.BrowserURL == "" {
		_, err := browser.Find("")
		errors.As(err, &none)
	}
	run, channels := p.run, p.channels
	p.run, p.channels = nil, nil
	for i, s := range run {
		switch {
		case none != nil && s.has("@browser"):
			p.skipped = append(p.skipped, skipped{s, "this machine has no browser: " + none.Hint()})
		case cfg.Vary != 0 && s.has("@webhooks"):
			p.skipped = append(p.skipped, skipped{s, "with --vary, webhooks come late and twice"})
		default:
			p.run, p.channels = append(p.run, s), append(p.channels, channels[i])
		}
	}
}
