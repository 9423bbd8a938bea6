// Package pace decides when a request may be sent to a gateway, for all that
// talk to it at the same time: not more a second and a minute than it allows,
// not again at once after it was turned away, and not at all while the gateway
// is gone. Start with [New]; [Scheduler.Send] sends a request.
//
// It is not a client, and knows neither the API nor who asks.
//
// It may import nothing of ours.
package pace
