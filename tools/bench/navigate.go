package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/chromedp"
)

// browsers are the programs to look for, best first, as assay does.
var browsers = []string{
	"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome",
	"google-chrome-stable", "/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// findBrowser returns ASSAY_BROWSER or the first browser of this machine.
func findBrowser() (string, error) {
	if name := os.Getenv("ASSAY_BROWSER"); name != "" {
		return exec.LookPath(name)
	}
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no browser found: set ASSAY_BROWSER")
}

// navigateMain opens one page again and again, each time as a new visitor.
func navigateMain(args []string) error {
	flags := flag.NewFlagSet("navigate", flag.ContinueOnError)
	page := flags.String("url", "", "the page")
	times := flags.Int("times", 1, "how often")
	workers := flags.Int("workers", 2, "how many at the same time")
	if err := flags.Parse(args); err != nil {
		return err
	}
	path, err := findBrowser()
	if err != nil {
		return err
	}
	ctx, stop := untilStopped()
	defer stop()
	allocator, release := chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	defer release()
	browser, closeBrowser := chromedp.NewContext(allocator)
	defer closeBrowser()
	if err := chromedp.Do(browser); err != nil { // without a deadline: this context owns the browser
		return fmt.Errorf("the browser does not start: %w", err)
	}
	var next atomic.Int64
	failures := make([]error, *workers)
	var all sync.WaitGroup
	for i := range *workers {
		all.Go(func() {
			for failures[i] == nil && next.Add(1) <= int64(*times) {
				failures[i] = visit(browser, *page)
			}
		})
	}
	all.Wait()
	return errors.Join(append(failures, chromedp.Cancel(browser))...)
}

// visit opens the page in a context of its own and closes it.
func visit(browser context.Context, page string) error {
	tab, closeTab := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	defer closeTab()
	if err := chromedp.Do(tab); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(tab, 15*time.Second)
	defer cancel()
	return chromedp.Do(limited, chromedp.Navigate(page))
}
