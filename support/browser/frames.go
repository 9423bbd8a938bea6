package browser

import (
	"context"
	"errors"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
)

// world waits until the page, or a frame of it, can be asked, and returns the
// world to ask. A frame that goes in the meantime, as all in it do, is looked
// for again.
func (t *Tab) world(ctx context.Context, path Path) (string, error) {
	if err := t.settled(ctx); err != nil {
		return "", err
	}
	for {
		world, err := t.worldOf(ctx, t.page.mainFrame())
		for i := 0; i < len(path) && world != "" && err == nil; i++ {
			world, err = t.into(ctx, world, path[:i], path[i])
		}
		if world != "" || err != nil {
			return world, err
		}
	}
}

// into returns the world of a frame by its name in the frame whose world is
// outer; none when one of them has gone.
func (t *Tab) into(ctx context.Context, outer string, path Path, name string) (string, error) {
	id, err := t.frame(ctx, outer, path, name)
	if again(err) {
		t.page.lost(outer)
		return "", nil
	}
	if id == "" || err != nil {
		return "", err
	}
	return t.worldOf(ctx, id)
}

// worldOf waits for the world of a frame; there is none when the frame goes, and
// an error when it stands for a page that could not be opened.
func (t *Tab) worldOf(ctx context.Context, id cdp.FrameID) (world string, err error) {
	err = t.page.wait(ctx, func() (bool, error) {
		if t.page.unreachable != "" && !t.page.leaving {
			return false, t.page.failure()
		}
		if f := t.page.errors[id]; f != nil {
			return false, unreachable(f.UnreachableURL, t.page.failed[f.LoaderID])
		}
		world = t.page.worlds[id]
		return (world != "" || t.page.removed[id]) && !t.page.unproven(), nil
	})
	return world, err
}

// frame returns the id of the frame of a name in the frame at path; none when it
// went while it was asked for.
func (t *Tab) frame(ctx context.Context, world string, path Path, name string) (cdp.FrameID, error) {
	object, err := t.evaluate(ctx, world, call("frame", name, within(ctx).Milliseconds()), false)
	if err != nil {
		return "", err
	}
	if object.ObjectID == "" {
		var found finding
		if err := t.ask(ctx, world, &found.Offers, "offers"); err != nil {
			return "", err
		}
		return "", t.noFrame(path, name, found.Offers)
	}
	node, err := chromedp.Call(ctx, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: object.ObjectID})
	if err != nil {
		return "", err
	}
	return node.Node.FrameID, nil
}

// FrameSize returns how wide and high the page in a frame may be, in CSS pixels.
// The frame is waited for.
func (t *Tab) FrameSize(ctx context.Context, frame Path) (width, height int, err error) {
	if len(frame) == 0 {
		return 0, 0, &Error{Kind: Misused, Action: "measure a frame", URL: t.where(), Err: errors.New("no frame is named")}
	}
	var size struct {
		Width, Height int
		Offers        *offers // of a page without that frame
	}
	outer, name := frame[:len(frame)-1], frame[len(frame)-1]
	err = t.do(ctx, "measure "+frame.String(), func(ctx context.Context) (string, error) {
		for {
			world, err := t.world(ctx, outer)
			if err != nil {
				return "", err
			}
			if err = t.ask(ctx, world, &size, "size", name, within(ctx).Milliseconds()); again(err) {
				t.page.lost(world)
				continue
			}
			if err == nil && size.Offers != nil {
				err = t.noFrame(outer, name, *size.Offers)
			}
			return "", err
		}
	})
	if err != nil {
		return 0, 0, err
	}
	return size.Width, size.Height, nil
}

// mainFrame returns the frame that the page itself is in.
func (p *page) mainFrame() cdp.FrameID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.main
}
