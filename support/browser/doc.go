// Package browser is the shopper at a browser: it opens addresses, fills fields
// and presses buttons by the names a person reads, and says what it saw. Start
// a [Browser], Open a [Tab], then Go and Walk.
//
// One Chromium serves a whole run: one of our own, or one that runs elsewhere
// and is left as it was found. Each Tab has a browser context of its own,
// so no cookie, cache or storage passes from one scenario to the next. Every
// failure is an [*Error] that arrives within the deadline of its call, whatever
// became of the page, the browser or the driver; it names the cause, and its
// Harness method says whether the browser is at fault or the page may be.
//
// It knows nothing of payments: what the pages mean is written in journeys
// (data), where they lead is the shop's business. It takes no decision about
// verdicts; its errors say that the browser is at fault, not the gateway.
//
// The driver is chromedp, pinned to v0.23.0: its pipe transport leaves no
// browser behind when the parent dies, and its typed commands keep this package
// small. That version has a defect: selector actions ignore their deadline
// after the page's process has crashed and then block for good. So no selector
// action is used here (scripts in an isolated world find and act instead), and
// a watchdog stands outside every call, see guard. The API of chromedp moves
// from month to month, and nothing of it is visible from outside this package.
//
// It may import support/mask, chromedp and cdproto.
package browser
