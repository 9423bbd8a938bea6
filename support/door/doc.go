// Package door lets people into a simulated gateway: pages that show its
// payments as they come, and examples of every flow to try out. Start with
// [Open].
//
// It is not a part of the gateway: it asks the management port and sends
// requests like any merchant, so it has an address of its own, on loopback
// only. It shows nothing that a report may not show.
//
// It may import support/opp, shop, spec, mask and simulator/control.
package door
