package reports

import "time"

// Schema is the version of the log that this package writes. It rises only
// when an older reader would misunderstand a newer log; new record types and
// new fields do not raise it.
const Schema = 1

// The types of record, in the field "type" of every line.
const (
	typeRun          = "run"
	typeFeature      = "feature"
	typeScenario     = "scenario"
	typeElsewhere    = "elsewhere"
	typeAttemptStart = "attempt-start"
	typeStep         = "step"
	typeExchange     = "exchange"
	typeJourney      = "journey"
	typeNotification = "notification"
	typeArtifact     = "artifact"
	typeAttemptEnd   = "attempt-end"
	typeRunEnd       = "run-end"
)

// RunRecord opens a log: what was run against what, with which settings.
type RunRecord struct {
	Schema      int               `json:"schema"`             // see [Schema]; Create fills a zero
	RunID       string            `json:"run"`                // ULID; the same in every shard and rerun
	PlanHash    string            `json:"planHash,omitempty"` // identifies the set of selected scenarios
	Target      string            `json:"target,omitempty"`   // name of the target
	BaseURL     string            `json:"baseUrl,omitempty"`
	Seed        int64             `json:"seed,omitempty"`
	Concurrency int               `json:"concurrency,omitempty"`
	Tool        string            `json:"tool,omitempty"`     // version of assay
	Spec        string            `json:"spec,omitempty"`     // version of the facts
	Selected    int               `json:"selected,omitempty"` // scenarios in this log's plan
	Faults      []string          `json:"faults,omitempty"`   // what the gateway did wrong on purpose
	Settings    map[string]string `json:"settings,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"` // free, for the reader: branch, commit, build
	Started     time.Time         `json:"started"`

	LogID   string   `json:"log,omitempty"`     // ULID of this log alone
	Planned int      `json:"planned,omitempty"` // scenarios of the whole plan; 0: this log's are all
	Shard   int      `json:"shard,omitempty"`   // which part of the plan this is, from 1; 0: no part
	Shards  int      `json:"shards,omitempty"`  // how many parts there are
	Rerun   bool     `json:"rerun,omitempty"`   // it runs again what did not pass
	Command []string `json:"command,omitempty"` // by which it was run, without seed and paths: "assay", "run", "--vary", "3"
	Paths   []string `json:"paths,omitempty"`   // of features, as they were named; none: those that are built in
}

// ElsewhereRecord names scenarios of the plan that this log leaves to others:
// to those of other shards, or to the log that a rerun is of.
type ElsewhereRecord struct {
	File string   `json:"file"`
	IDs  []string `json:"ids"`
}

// FeatureRecord keeps the whole text of a feature file, so that a log can be
// turned into Cucumber Messages when the file is gone or has changed.
type FeatureRecord struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// ScenarioRecord names a scenario of the plan; a row of an outline is one.
type ScenarioRecord struct {
	ID      string   `json:"id"` // permanent: PA-001, or PA-001[VISA] for a row
	Name    string   `json:"name"`
	Feature string   `json:"feature,omitempty"` // title of the feature
	Rule    string   `json:"rule,omitempty"`
	File    string   `json:"file,omitempty"`
	Line    int      `json:"line,omitempty"` // of the scenario, or of the row
	Tags    []string `json:"tags,omitempty"` // each with its @
	Source  string   `json:"source,omitempty"`
	Refs    []string `json:"refs,omitempty"` // ids of the facts it stands on, and settings: "D10=no-capture"
	Steps   int      `json:"steps,omitempty"`
	Skip    string   `json:"skip,omitempty"` // why the plan leaves it out; it then needs no attempt

	Quarantine *Quarantine `json:"quarantine,omitempty"` // nil: its verdict counts
}

// AttemptStart opens the block of records of one attempt.
type AttemptStart struct {
	Scenario string    `json:"scenario"`
	Attempt  string    `json:"attempt"` // ULID
	At       time.Time `json:"at"`
	Again    string    `json:"again,omitempty"` // why it is not the only one: [AgainRetry] and so on
}

// Why there is a further attempt at a scenario, in [AttemptStart].
const (
	AgainRetry   = "retry"   // the one before did not pass
	AgainHarness = "harness" // the one before failed for a cause in the harness
	AgainOutage  = "outage"  // the target was gone during the one before
	AgainRepeat  = "repeat"  // each is one of many that were asked for, also the first
)

// AttemptEnd closes the block of records of one attempt.
type AttemptEnd struct {
	Scenario       string    `json:"scenario"`
	Attempt        string    `json:"attempt"`
	Verdict        Verdict   `json:"verdict"`
	Cause          string    `json:"cause,omitempty"` // in words, for a person; empty when passed
	At             time.Time `json:"at"`
	DurationMicros int64     `json:"durationMicros,omitempty"`
	Outage         bool      `json:"outage,omitempty"` // unavailable because the target was gone for everybody
}

// StepRecord is one step of an attempt, executed or not. The records of an
// attempt come in the order of the scenario's steps, those of backgrounds
// first.
type StepRecord struct {
	Scenario       string     `json:"scenario"`
	Attempt        string     `json:"attempt"`
	N              int        `json:"n"` // counts from 1
	Keyword        string     `json:"keyword,omitempty"`
	Text           string     `json:"text"`
	Status         string     `json:"status"` // a verdict's word, or pending, undefined, ambiguous
	Error          string     `json:"error,omitempty"`
	At             time.Time  `json:"at"`
	DurationMicros int64      `json:"durationMicros,omitempty"`
	Table          [][]string `json:"table,omitempty"`
	Doc            string     `json:"doc,omitempty"`
}

// Field is a parameter of a request.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ExchangeRecord is a request to the gateway and its answer.
type ExchangeRecord struct {
	Scenario       string    `json:"scenario"`
	Attempt        string    `json:"attempt"`
	Step           int       `json:"step,omitempty"` // N of the step that sent it
	Method         string    `json:"method"`
	URL            string    `json:"url"`
	Form           []Field   `json:"form,omitempty"`
	Status         int       `json:"status,omitempty"` // HTTP status, 0 without an answer
	ContentType    string    `json:"contentType,omitempty"`
	Fidelity       string    `json:"fidelity,omitempty"` // the simulator's own doubt: "assumed-workflow"
	Body           string    `json:"body,omitempty"`
	Error          string    `json:"error,omitempty"`
	At             time.Time `json:"at"`
	DurationMicros int64     `json:"durationMicros,omitempty"`
}

// JourneyRecord is one action of the shopper in the browser.
type JourneyRecord struct {
	Scenario       string    `json:"scenario"`
	Attempt        string    `json:"attempt"`
	Step           int       `json:"step,omitempty"`
	Action         string    `json:"action"`
	URL            string    `json:"url,omitempty"`
	Error          string    `json:"error,omitempty"`
	At             time.Time `json:"at"`
	DurationMicros int64     `json:"durationMicros,omitempty"`
}

// NotificationRecord is what the gateway told a webhook of the merchant's.
type NotificationRecord struct {
	Scenario    string    `json:"scenario"`
	Attempt     string    `json:"attempt"`
	Step        int       `json:"step,omitempty"` // N of the step that ran when it came
	URL         string    `json:"url,omitempty"`
	ContentType string    `json:"contentType,omitempty"`
	Kind        string    `json:"kind,omitempty"`   // PAYMENT, REGISTRATION, ...
	Action      string    `json:"action,omitempty"` // of a registration: CREATED, ...
	Status      int       `json:"status,omitempty"` // the merchant's answer
	Body        string    `json:"body,omitempty"`   // decrypted
	Error       string    `json:"error,omitempty"`  // why it could not be read
	At          time.Time `json:"at"`
}

// ArtifactRecord points to a file that an attempt left behind. [Log.Artifact]
// writes the file and returns the record.
type ArtifactRecord struct {
	Scenario  string `json:"scenario"`
	Attempt   string `json:"attempt"`
	Step      int    `json:"step,omitempty"`
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	Path      string `json:"path"` // relative to the log's directory, with slashes
	Bytes     int64  `json:"bytes,omitempty"`
}

// The causes for which a run ends early, in [RunEnd].
const (
	EndInterrupted = "interrupted"
	EndUnavailable = "unavailable"
	EndFailFast    = "fail-fast"
	EndLog         = "log" // it could not be written any further
)

// RunEnd closes a log. A log without one is that of a run which was killed.
type RunEnd struct {
	At    time.Time `json:"at"`
	Cause string    `json:"cause,omitempty"` // empty: everything that was planned has run
	LogID string    `json:"log,omitempty"`   // that of the run record; [Log.End] fills it in

	// Withheld counts the scenarios that got no retry since too many had failed.
	Withheld int `json:"withheld,omitempty"`
}
