package simulator

import "slices"

// Disturbance describes something that goes wrong on the way of a request or of
// its answer, not in what the gateway decides. As a fault it is written
//
//	name, name=value or name=value;limit=value;limit=value
//
// with the limits of [Limits]: "timeout-after;on=POST:payments;nth=1".
type Disturbance struct {
	Name    string // "reset-before"
	Value   string // what may be written behind "="; "" = nothing
	Default string // the value when none is written
	Meaning string // one line
	Pages   bool   // befalls the pages of the brands, not the API

	read   func(d *disturbance, value string) bool
	before func(m *mishap, d hit) bool // ahead of the processing; false = there will be none
	after  func(m *mishap, d hit) bool // with the answer at hand; false = it is not sent
}

// disturbances is read only.
var disturbances = []Disturbance{
	{
		Name: "delay", Value: "<duration>, uniform:<from>:<to> or exponential:<mean>:<bound>", Default: "1s",
		Meaning: "the answer comes later", read: readDelay, before: (*mishap).delay,
	},
	{
		Name: "timeout-before", Value: "<duration>", Default: longHold,
		Meaning: "nothing is done and nothing answered; the connection ends after the duration",
		read:    readDuration, before: (*mishap).hold,
	},
	{
		Name: "timeout-after", Value: "<duration>", Default: longHold,
		Meaning: "all is done and nothing answered; the connection ends after the duration",
		read:    readDuration, after: (*mishap).hold,
	},
	{Name: "reset-before", Meaning: "nothing is done, the connection is reset", before: (*mishap).reset},
	{Name: "reset-after", Meaning: "all is done, the connection is reset", after: (*mishap).reset},
	{
		Name: "html-before", Value: "<status>", Default: "502",
		Meaning: "nothing is done, an HTML error page is answered", read: readStatus, before: (*mishap).errorPage,
	},
	{
		Name: "html-after", Value: "<status>", Default: "502",
		Meaning: "all is done, an HTML error page is answered", read: readStatus, after: (*mishap).errorPage,
	},
	{
		Name: "error", Value: "<status>", Default: "500",
		Meaning: "nothing is done, the status is answered with a result that says so",
		read:    readStatus, before: (*mishap).failure,
	},
	{
		Name: "empty", Value: "<status>", Default: "503",
		Meaning: "nothing is done, the status is answered without a body", read: readStatus, before: (*mishap).empty,
	},
	{
		Name: "throttled", Meaning: "nothing is done, 429 is answered; with first=<n> a storm of them",
		before: (*mishap).throttled,
	},
	{Name: "redirect", Meaning: "nothing is done, 307 leads elsewhere on the same host", before: (*mishap).redirect},
	{Name: "truncated", Meaning: "all is done, the answer ends in its middle, as if whole", after: (*mishap).truncate},
	{Name: "cut", Meaning: "all is done, the connection breaks in the middle of the answer", after: (*mishap).cut},
	{Name: "malformed", Meaning: "all is done, the answer is no JSON by one character", after: (*mishap).malform},
	{
		Name: "content-type", Value: "<media type>", Default: "text/plain",
		Meaning: "all is done, the answer says it is something else", read: readMediaType, after: (*mishap).retype,
	},
	{
		Name: "drip", Value: "<duration>", Default: "1s",
		Meaning: "all is done, the body comes in small pieces over the duration", read: readDuration, after: (*mishap).drip,
	},
	{
		Name:    "unknown-members",
		Meaning: "all is done, every object of the answer has a member that nobody knows, in another order",
		after:   (*mishap).estrange,
	},
	{
		Name: "twice", Meaning: "the request arrives twice, as a double click sends it; the second answer is seen",
		before: (*mishap).twice,
	},
	{
		Name: "expired", Meaning: "the shopper comes to a page when the session is over", Pages: true,
		before: (*mishap).expire,
	},
}

// longHold is longer than a client waits that has nothing set.
const longHold = "35s"

// Disturbances lists the disturbances.
func Disturbances() []Disturbance { return slices.Clone(disturbances) }

// Limit describes a restriction of a disturbance.
type Limit struct {
	Name    string // "nth"
	Value   string // its form
	Meaning string // one line

	read func(d *disturbance, value string) bool
}

// limits is read only.
var limits = []Limit{
	{"on", "<verb>:<path>", "only requests of this endpoint, such as POST:payments or GET:payments/{id}, or page", readOn},
	{"nth", "<n>", "only the n-th of these requests", func(d *disturbance, v string) bool { return readCount(&d.nth, v) }},
	{"first", "<n>", "only the first n of them", func(d *disturbance, v string) bool { return readCount(&d.first, v) }},
	{"p", "<0..1>", "each of them with this probability, by the seed", readChance},
}

// Limits lists what a disturbance may be restricted to.
func Limits() []Limit { return slices.Clone(limits) }
