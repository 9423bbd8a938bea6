// Package reports keeps what happened in a run and shows it to people and to
// other programs.
//
// The one source is the log, run.ndjson: [Create] opens it, [Log.Attempt]
// appends to it. [Read] and [ReadAll] turn one log or several into a [Run],
// which holds an index and fetches details on demand. Every report is a
// function of a Run: [JUnit], [Messages], [HTML] and [Summary], and those of
// [Formats]; [WriteAll] writes the files. Start reading at [Run] and [Judge].
//
// It is not the place where scenarios are run, retried or selected, and it
// looks at no clock: all times come from the log.
//
// Of this module it may import support/mask only, and godog never.
package reports
