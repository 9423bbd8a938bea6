package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// URL returns the address of the page, not masked.
func (t *Tab) URL(ctx context.Context) (string, error) {
	var address string
	err := t.do(ctx, "read the address", func(ctx context.Context) (string, error) {
		if err := t.settled(ctx); err != nil {
			return "", err
		}
		address = t.page.where()
		return "", nil
	})
	return address, err
}

// Text returns what a person can read in the page, not masked.
func (t *Tab) Text(ctx context.Context) (string, error) {
	var text string
	err := t.do(ctx, "read the page", func(ctx context.Context) (string, error) {
		for {
			world, err := t.world(ctx, nil)
			if err != nil {
				return "", err
			}
			var ready bool
			err = t.ask(ctx, world, &ready, "ready", within(ctx).Milliseconds())
			if err == nil {
				err = t.ask(ctx, world, &text, "text")
			}
			if !again(err) {
				return "", err
			}
			t.page.lost(world)
		}
	})
	return text, err
}

// Resize gives the page a window of the given size in CSS pixels.
func (t *Tab) Resize(ctx context.Context, width, height int) error {
	return t.do(ctx, fmt.Sprintf("resize to %dx%d", width, height), func(ctx context.Context) (string, error) {
		_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(width), Height: int64(height), DeviceScaleFactor: 1,
		})
		return "", err
	})
}

// Screenshot returns a PNG of the window. Fields that hold card data or secrets
// and every number that could be a card's are black in it: passwords, fields
// with autocomplete cc-*, what is marked data-secret. When that cannot be made
// sure, there is no picture but an error.
//
// A page that waits for another one to answer cannot be asked to blank itself,
// so the browser stops waiting after a second.
func (t *Tab) Screenshot(ctx context.Context) ([]byte, error) {
	var picture []byte
	err := t.do(ctx, "take a screenshot", func(ctx context.Context) (string, error) {
		if err := t.halt(ctx); err != nil {
			return "", err
		}
		for {
			before, worlds := t.page.inventory()
			shot, err := t.shoot(ctx, worlds)
			if err != nil {
				return "", err
			}
			// A document that came in between was not blanked.
			if after, _ := t.page.inventory(); after == before {
				picture = shot
				return "", nil
			}
		}
	})
	return picture, err
}

// halt gives a navigation that is under way a second, and ends it then.
func (t *Tab) halt(ctx context.Context) error {
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	err := t.page.wait(short, func() (bool, error) { return !t.page.leaving, nil })
	if err == nil || ctx.Err() != nil {
		return err
	}
	_, err = chromedp.Call(ctx, cdppage.StopLoading, cdp.Empty{})
	return err
}

func (t *Tab) shoot(ctx context.Context, worlds []string) ([]byte, error) {
	err := t.everywhere(ctx, worlds, "blank")
	var shot cdppage.CaptureScreenshotResult
	if err == nil {
		shot, err = chromedp.Call(ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
			Format: cdppage.CaptureScreenshotFormatPng, OptimizeForSpeed: new(true),
		})
	}
	return shot.Data, errors.Join(err, t.everywhere(ctx, worlds, "restore"))
}

// everywhere calls a function of the agent in each of the worlds.
func (t *Tab) everywhere(ctx context.Context, worlds []string, function string) error {
	for _, world := range worlds {
		if err := t.ask(ctx, world, nil, function); err != nil && !again(err) {
			return err
		}
	}
	return nil
}

// inventory returns the worlds there are and the count of changes among them.
func (p *page) inventory() (turnover int, worlds []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, world := range p.worlds {
		worlds = append(worlds, world)
	}
	return p.turnover, worlds
}
