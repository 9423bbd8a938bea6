// Package formwalk plays the shopper without a browser: it fetches pages over
// HTTP, reads their forms, links and frames, and sends what a shopper would. It
// takes the journeys of package browser. Scripts do not run: a page that is made
// by them answers every action with [ErrNeedsScripts].
//
// It is a fallback for machines that have no browser, good enough for the
// simulator's own pages. Start with [New].
package formwalk
