package reports

// record is what can be a line of the log.
type record interface{ encode(e *encoder) }

func (r RunRecord) encode(e *encoder) {
	e.begin(typeRun)
	e.number("schema", int64(r.Schema))
	e.text("planHash", r.PlanHash)
	e.text("target", r.Target)
	e.text("baseUrl", e.mask.URL(r.BaseURL))
	e.number("seed", r.Seed)
	e.number("concurrency", int64(r.Concurrency))
	e.text("tool", r.Tool)
	e.text("spec", r.Spec)
	e.number("selected", int64(r.Selected))
	e.texts("faults", r.Faults)
	e.settings("settings", r.Settings)
	e.settings("labels", r.Labels)
	e.time("started", r.Started)
	e.text("log", r.LogID)
	e.number("planned", int64(r.Planned))
	e.number("shard", int64(r.Shard))
	e.number("shards", int64(r.Shards))
	e.truth("rerun", r.Rerun)
	e.texts("command", r.Command)
	e.texts("paths", r.Paths)
	e.end()
}

func (r ElsewhereRecord) encode(e *encoder) {
	e.begin(typeElsewhere)
	e.text("file", r.File)
	e.texts("ids", r.IDs)
	e.end()
}

func (r FeatureRecord) encode(e *encoder) {
	e.begin(typeFeature)
	e.text("file", r.File)
	e.text("text", r.Text)
	e.end()
}

func (r ScenarioRecord) encode(e *encoder) {
	e.begin(typeScenario)
	e.text("id", r.ID)
	e.text("name", r.Name)
	e.text("feature", r.Feature)
	e.text("rule", r.Rule)
	e.text("file", r.File)
	e.number("line", int64(r.Line))
	e.texts("tags", r.Tags)
	e.text("source", r.Source)
	e.texts("refs", r.Refs)
	e.number("steps", int64(r.Steps))
	e.text("skip", r.Skip)
	r.Quarantine.encode(e)
	e.end()
}

// attempt opens a record that belongs to an attempt.
func (e *encoder) attempt(kind, scenario, attempt string) {
	e.begin(kind)
	e.text("scenario", scenario)
	e.text("attempt", attempt)
}

func (r AttemptStart) encode(e *encoder) {
	e.attempt(typeAttemptStart, r.Scenario, r.Attempt)
	e.time("at", r.At)
	e.text("again", r.Again)
	e.end()
}

func (r AttemptEnd) encode(e *encoder) {
	e.attempt(typeAttemptEnd, r.Scenario, r.Attempt)
	e.text("verdict", string(r.Verdict))
	e.text("cause", r.Cause)
	e.time("at", r.At)
	e.number("durationMicros", r.DurationMicros)
	e.truth("outage", r.Outage)
	e.end()
}

func (r StepRecord) encode(e *encoder) {
	e.attempt(typeStep, r.Scenario, r.Attempt)
	e.number("n", int64(r.N))
	e.text("keyword", r.Keyword)
	e.text("text", r.Text)
	e.text("status", r.Status)
	e.text("error", r.Error)
	e.time("at", r.At)
	e.number("durationMicros", r.DurationMicros)
	e.table("table", r.Table)
	e.text("doc", r.Doc)
	e.end()
}

func (r ExchangeRecord) encode(e *encoder) {
	e.attempt(typeExchange, r.Scenario, r.Attempt)
	e.number("step", int64(r.Step))
	e.text("method", r.Method)
	e.text("url", e.mask.URL(r.URL))
	e.fields("form", r.Form)
	e.number("status", int64(r.Status))
	e.text("contentType", r.ContentType)
	e.text("fidelity", r.Fidelity)
	e.text("body", r.Body)
	e.text("error", r.Error)
	e.time("at", r.At)
	e.number("durationMicros", r.DurationMicros)
	e.end()
}

func (r JourneyRecord) encode(e *encoder) {
	e.attempt(typeJourney, r.Scenario, r.Attempt)
	e.number("step", int64(r.Step))
	e.text("action", r.Action)
	e.text("url", e.mask.URL(r.URL))
	e.text("error", r.Error)
	e.time("at", r.At)
	e.number("durationMicros", r.DurationMicros)
	e.end()
}

func (r NotificationRecord) encode(e *encoder) {
	e.attempt(typeNotification, r.Scenario, r.Attempt)
	e.number("step", int64(r.Step))
	e.text("url", e.mask.URL(r.URL))
	e.text("contentType", r.ContentType)
	e.text("kind", r.Kind)
	e.text("action", r.Action)
	e.number("status", int64(r.Status))
	e.text("body", r.Body)
	e.text("error", r.Error)
	e.time("at", r.At)
	e.end()
}

func (r ArtifactRecord) encode(e *encoder) {
	e.attempt(typeArtifact, r.Scenario, r.Attempt)
	e.number("step", int64(r.Step))
	e.text("name", r.Name)
	e.text("mediaType", r.MediaType)
	e.text("path", r.Path)
	e.number("bytes", r.Bytes)
	e.end()
}

func (r RunEnd) encode(e *encoder) {
	e.begin(typeRunEnd)
	e.time("at", r.At)
	e.text("cause", r.Cause)
	e.number("withheld", int64(r.Withheld))
	e.text("log", r.LogID)
	e.end()
}
