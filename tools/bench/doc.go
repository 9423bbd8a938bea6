// Command bench measures the built binary, bin/assay, against the simplest
// programs that do the same work, and prints one table.
//
// Everything that is measured runs in a process of its own, over plain HTTP on
// loopback, and everything that is compared runs in the same invocation, in
// turns: figures of one machine at one time are worth comparing, others are
// not. The references are this program again, started as "bench raw",
// "bench empty" and "bench navigate".
//
// With -only peers it is compared with other tools that do the same: the scripts
// in peers, for which Node has to be there and npm installs the rest once. Memory
// is then that of all processes of a tool together, browser included.
//
// Runs of 50,000 scenarios take minutes, and are done only when asked for by
// "-only large". A gateway that is far away is a simulator told to answer late.
//
// Started as "bench soak" it measures endurance instead: hundreds of thousands of
// payments on one simulator, whose memory must stay within bounds and whose every
// answer must be documented. Its clients also tell stories of every endpoint, whose
// answers must be what the story expects.
//
// It is no part of assay, imports nothing of it, and knows it only as its users
// do: by its command line, assay.yaml, the ready line of "assay serve",
// run.ndjson, and the tables of the API's endpoints, result codes and shoppers. It
// may import chromedp, for the bare browser.
package main
