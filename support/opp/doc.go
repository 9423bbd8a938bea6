// Package opp is the client of a gateway that speaks the Open Payment Platform
// API. There is one [Client] for a process and one [Channel] for a scenario;
// each call of a channel has a file named after its page of the documentation.
//
// A verdict is a value and an error is the lack of one. A decline, a refused
// parameter, HTTP 400, 403 or 429: whatever carries a result code comes back as
// a [*Payment] and a nil error. A [*NoVerdictError] says that there was no
// connection, no answer in time, no JSON, or no result code in it.
//
// The client never retries, follows no redirect and keeps no cookies: a payment
// that was sent twice is two payments, and scenarios share nothing. Whatever is
// observed ([Exchange]) or said (errors) is masked.
//
// It is no SDK: it does not wait, poll, page or judge, and it sends what it is
// told, wrong values included. It may import support/spec and support/mask, and
// is the home of Resty and gjson.
package opp
