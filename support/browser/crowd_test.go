package browser_test

import (
	"context"
	"flag"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assay/support/browser"
)

// repetitions is how often each shopper of the crowd pays; a soak says 200.
var repetitions = flag.Int("repetitions", 1, "how many payments each of the crowd's shoppers makes")

// crowd is how many shoppers there are at once, each of a merchant of its own.
const crowd = 8

// TestACrowdOfShoppers lets shoppers of eight merchants pay side by side in one
// browser, again and again. Each of them must see what it buys and nothing else,
// and when all have gone nothing of them may be left. It does not run beside
// other tests, so that what is left can only be its own.
func TestACrowdOfShoppers(t *testing.T) {
	before := goleak.IgnoreCurrent()
	root := tempRoot(t)
	gateway, shop := merchants(t), thanks(t)
	b, err := browser.Start(t.Context(), browser.Options{
		Exec: os.Getenv("ASSAY_BROWSER"), Timeout: deadline, Workers: crowd, TempRoot: root,
	})
	ok(t, err)

	var paid, mixed, failed atomic.Int64
	var seen census
	started := time.Now()
	var all sync.WaitGroup
	for number := range crowd {
		all.Go(func() {
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			for repetition := range *repetitions {
				o := newOrder(gateway.URL, shop.URL, number, repetition)
				switch alien, err := o.pay(t.Context(), &http.Client{Transport: transport}, b); {
				case err != nil:
					failed.Add(1)
					t.Errorf("%v: %v", o, err)
				case alien != "":
					mixed.Add(1)
					t.Errorf("%v: what is seen is not its own: %s", o, alien)
				default:
					paid.Add(1)
				}
				if repetition%50 == 0 {
					seen.add(processes(t, root, "")...)
				}
			}
		})
	}
	all.Wait()
	took := time.Since(started)
	seen.add(processes(t, root, "")...)
	ok(t, b.Close())
	shop.CloseClientConnections()
	shop.Close()
	ok(t, gateway.Close(context.WithoutCancel(t.Context())))

	t.Logf("%d shoppers at once, %d kinds of page: %d journeys in %v, %.1f/s; %d failed, %d mixed up",
		crowd, len(brandOf), paid.Load(), took.Round(time.Millisecond), float64(paid.Load())/took.Seconds(),
		failed.Load(), mixed.Load())
	eventually(t, "the browsers' processes end", func() bool { return seen.alive() == 0 })
	if err := goleak.Find(before); err != nil {
		t.Errorf("goroutines are left: %v", err)
	}
	if left := profiles(t, root); len(left) > 0 {
		t.Errorf("profiles are left: %v", left)
	}
	if !t.Failed() {
		t.Logf("of %d processes, their profiles and the goroutines, nothing is left", len(seen.pids))
	}
}
