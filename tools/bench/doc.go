// Command bench measures the built binary, bin/assay, against the simplest
// programs that do the same work, and prints one table.
//
// Everything that is measured runs in a process of its own, over plain HTTP on
// loopback, and everything that is compared runs in the same invocation, in
// turns: figures of one machine at one time are worth comparing, others are
// not. The references are this program again, started as "bench raw",
// "bench empty" and "bench navigate".
//
// It is no part of assay, imports nothing of it, and knows it only as its users
// do: by its command line, assay.yaml, the ready line of "assay serve" and
// run.ndjson. It may import chromedp, for the bare browser.
package main
