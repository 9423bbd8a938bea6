// Package shop is the merchant's side: it makes of a redirect object the page
// that sends the shopper off, receives the shopper on the way back, and takes
// and decrypts what the gateway tells its webhooks. It also has the page that shows the gateway's widget. Start with [Open], then
// NewOrder or NewWebhook; [Redirect] and [Decrypt] work without a shop.
//
// It is not a client: it never asks the gateway anything, and what an arrival
// or a notification means for the payment is for others to find out. It is not a shop anybody
// could buy at either.
//
// It may import support/mask and the standard library.
package shop
