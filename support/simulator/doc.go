// Package simulator is a payment gateway that speaks the Open Payment Platform
// API: stateful, offline, with the pages a shopper is redirected to and a
// management port for its clock and channels. [Start] runs it on a listener,
// [New] gives its handlers.
//
// It is built from the tables of package spec and the project's decisions
// (D-ids): [Settings] lists what a channel may do differently. It answers truly
// as far as the documentation is known; what nobody publishes is decided, and
// says so beside the code.
//
// It is not a mock to be programmed per test: it keeps a ledger of every
// payment and refuses what a gateway refuses. It stores no card number and no
// CVV: what outlives a request is the first six and last four digits.
//
// It may import package spec and the standard library. It must not know the
// client (opp), the runner or the browser: a mistake shared with them would
// pass every test.
//
// Reading order: ledger.go and its neighbours (what may follow what), payments.go
// (a request's way), backoffice.go (what may come after), answer.go (what is
// said), pagekind.go (what a shopper is shown), notification.go and mailroom.go
// (what webhooks are told, and how it gets there), entity.go (which channel is
// below which), server.go (where it hangs together); fault.go and disturb.go (what
// it does wrong when it is told to).
package simulator
