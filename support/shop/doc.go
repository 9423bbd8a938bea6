// Package shop is the merchant's side of a redirect: it makes of a redirect
// object the page that sends the shopper off, and receives the shopper on the
// way back. Start with [Open], then NewOrder; [Redirect] works without a shop.
//
// It is not a client: it never asks the gateway anything, and what an arrival
// means for the payment is for others to find out. It is not a shop anybody
// could buy at either.
//
// It may import support/mask and the standard library.
package shop
