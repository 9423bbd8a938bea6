package reports

import (
	"encoding/base64"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/messages/go/v21"
)

// attachmentLimit bounds what all attachments of a file weigh, since readers
// load the whole file. Further ones are left out; the log has them.
const attachmentLimit = 64 << 20

// told is an attempt with the details that messages need.
type told struct {
	Attempt
	Detail
}

// details reads the attempts that tell something about a scenario. A skip
// that needed no attempt is told as one. In brief, the steps come without their
// words, where the feature has them.
func (m *messenger) details(s *Scenario, brief bool) []told {
	attempts := s.telling()
	if len(attempts) == 0 && s.Verdict == Skipped {
		return []told{{Attempt: Attempt{Verdict: Skipped, Cause: s.Cause, At: m.run.Started}}}
	}
	list := make([]told, 0, len(attempts))
	for _, a := range attempts {
		d, err := m.run.detail(a, brief && a.Verdict == Passed, func(kind string) bool {
			return kind == typeStep || kind == typeArtifact || kind == typeNotification
		})
		if err != nil && m.err == nil {
			m.err = err
		}
		list = append(list, told{a, d})
	}
	return list
}

// scenario writes the pickle, its test case and every attempt at it.
func (m *messenger) scenario(s *Scenario, p *messages.Pickle, attempts []told) {
	m.emit(&messages.Envelope{Pickle: p})
	tc := &messages.TestCase{Id: m.ids.NewId(), PickleId: p.Id, TestSteps: []*messages.TestStep{}}
	for _, step := range p.Steps {
		tc.TestSteps = append(tc.TestSteps, &messages.TestStep{Id: m.ids.NewId(), PickleStepId: step.Id})
	}
	steps := len(p.Steps)
	for _, a := range attempts {
		if needsHook(a, steps) {
			tc.TestSteps = append(tc.TestSteps, &messages.TestStep{Id: m.ids.NewId(), HookId: m.hookID()})
			break
		}
	}
	m.emit(&messages.Envelope{TestCase: tc})
	for i, a := range attempts {
		m.attempt(tc, steps, a, int64(i), i < len(attempts)-1, s.Quarantine)
	}
}

// hookID announces the hook that stands for assay itself.
func (m *messenger) hookID() string {
	if m.hook == "" {
		m.hook = m.ids.NewId()
		m.emit(&messages.Envelope{Hook: &messages.Hook{
			Id: m.hook, Name: "assay", SourceReference: &messages.SourceReference{Uri: "assay"},
		}})
	}
	return m.hook
}

// needsHook tells whether the steps alone would give another result than the
// attempt has.
func needsHook(a told, steps int) bool {
	if steps == 0 || len(a.Steps) > steps {
		return true
	}
	_, failing := failingStep(a.Detail)
	switch {
	case a.Verdict.Bad():
		return !failing
	case a.Verdict == Skipped:
		for _, s := range a.Steps {
			if status(s.Status) == messages.TestStepResultStatus_SKIPPED {
				return false
			}
		}
		return len(a.Steps) == steps
	default:
		return false
	}
}

func (m *messenger) attempt(tc *messages.TestCase, steps int, a told, n int64, again bool, q *Quarantine) {
	started := m.ids.NewId()
	m.emit(&messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{
		Attempt: n, Id: started, TestCaseId: tc.Id, Timestamp: timestamp(a.At),
	}})
	if a.Again != "" {
		m.note("attempt "+strconv.FormatInt(n+1, 10)+": "+a.Again, started)
	}
	if q != nil {
		m.note(q.String(), started)
	}
	now := a.At
	for i, step := range tc.TestSteps {
		r := m.stepResult(a, i, steps)
		if r.At.IsZero() {
			r.At = now
		}
		now = r.At.Add(micros(r.DurationMicros))
		m.stepStarted(started, step.Id, r.At)
		belongs := func(n int) bool { return n-1 == i || i == len(tc.TestSteps)-1 && (n < 1 || n-1 > i) }
		for _, n := range a.Notifications {
			if belongs(n.Step) {
				m.notification(n, started, step.Id)
			}
		}
		for _, file := range a.Artifacts {
			if belongs(file.Step) {
				m.attachment(a.Attempt, file, started, step.Id)
			}
		}
		m.stepFinished(started, step.Id, r, now)
	}
	m.emit(&messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{
		TestCaseStartedId: started, Timestamp: timestamp(laterOf(now, a.At.Add(a.Duration))), WillBeRetried: again,
	}})
}

// stepResult is what became of the i-th test step: a step of the pickle, or
// the hook behind them. A step without a record was not reached.
func (m *messenger) stepResult(a told, i, steps int) StepRecord {
	if i < steps {
		if i < len(a.Steps) {
			return a.Steps[i]
		}
		r := StepRecord{Status: string(Skipped)}
		if a.Verdict == Skipped && i == len(a.Steps) {
			r.Error = a.Cause
		}
		return r
	}
	hook := StepRecord{Status: string(Passed)}
	if needsHook(a, steps) && a.Verdict != Passed {
		hook.Status, hook.Error = string(a.Verdict.known()), a.Cause
	}
	for _, extra := range a.Steps[min(steps, len(a.Steps)):] {
		hook.Error = strings.TrimSpace(hook.Error + "\n" + extra.Text + "\n" + extra.Error)
	}
	return hook
}

func result(r StepRecord) *messages.TestStepResult {
	res := &messages.TestStepResult{
		Duration: duration(micros(r.DurationMicros)), Message: r.Error, Status: status(r.Status),
	}
	if res.Status == messages.TestStepResultStatus_FAILED {
		res.Exception = &messages.Exception{Type: r.Status, Message: r.Error}
	}
	return res
}

func status(s string) messages.TestStepResultStatus {
	switch s {
	case string(Passed), string(Flaky):
		return messages.TestStepResultStatus_PASSED
	case string(Failed), string(Broken), string(Unavailable):
		return messages.TestStepResultStatus_FAILED
	case string(Skipped), string(NotRun):
		return messages.TestStepResultStatus_SKIPPED
	case "pending":
		return messages.TestStepResultStatus_PENDING
	case "undefined":
		return messages.TestStepResultStatus_UNDEFINED
	case "ambiguous":
		return messages.TestStepResultStatus_AMBIGUOUS
	default:
		return messages.TestStepResultStatus_UNKNOWN
	}
}

// attachment writes a file as base64. A file that is gone is left out: the
// rest of the report is worth having without it.
func (m *messenger) attachment(a Attempt, file ArtifactRecord, started, step string) {
	if m.err != nil || m.room+file.Bytes > attachmentLimit {
		return
	}
	in, err := m.run.Artifact(a, file)
	if err != nil {
		return
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, attachmentLimit-m.room))
	if err != nil {
		return
	}
	m.room += int64(len(data))
	m.emit(&messages.Envelope{Attachment: &messages.Attachment{
		Body: base64.StdEncoding.EncodeToString(data), ContentEncoding: messages.AttachmentContentEncoding_BASE64,
		FileName: file.Name, MediaType: file.MediaType, TestCaseStartedId: started, TestStepId: step,
	}})
}

// notification attaches what a webhook was told, if it could be read.
func (m *messenger) notification(n NotificationRecord, started, step string) {
	size := int64(len(n.Body))
	if n.Body == "" || m.room+size > attachmentLimit {
		return
	}
	m.room += size
	m.emit(&messages.Envelope{Attachment: &messages.Attachment{
		Body: n.Body, ContentEncoding: messages.AttachmentContentEncoding_IDENTITY, MediaType: "application/json",
		FileName: "webhook " + n.title() + ".json", TestCaseStartedId: started, TestStepId: step,
	}})
}

// note attaches a remark to an attempt in the way of Cucumber's own log.
func (m *messenger) note(text, started string) {
	m.emit(&messages.Envelope{Attachment: &messages.Attachment{
		Body: text, ContentEncoding: messages.AttachmentContentEncoding_IDENTITY,
		MediaType: "text/x.cucumber.log+plain", TestCaseStartedId: started,
	}})
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
