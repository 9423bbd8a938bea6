package reports

import (
	"strconv"
	"time"

	"github.com/cucumber/messages/go/v21"
)

// The messages of a step are most of a file: two for each, whose ids are digits
// and whose words are few. They are written by hand, at a fraction of the cost
// of encoding/json.

// stepStarted tells that a test step begins.
func (m *messenger) stepStarted(testCase, step string, at time.Time) {
	m.line = append(m.line[:0], `{"testStepStarted":`...)
	m.line = appendStepIDs(m.line, testCase, step)
	m.line = appendInstant(append(m.line, `,"timestamp":`...), at)
	m.write(append(m.line, '}', '}', '\n'))
}

// stepFinished tells what became of a test step.
func (m *messenger) stepFinished(testCase, step string, r StepRecord, at time.Time) {
	if r.Error != "" || status(r.Status) == messages.TestStepResultStatus_FAILED {
		m.emit(&messages.Envelope{TestStepFinished: &messages.TestStepFinished{
			TestCaseStartedId: testCase, TestStepId: step, Timestamp: timestamp(at), TestStepResult: result(r),
		}})
		return
	}
	took := duration(micros(r.DurationMicros))
	m.line = append(m.line[:0], `{"testStepFinished":`...)
	m.line = appendStepIDs(m.line, testCase, step)
	m.line = appendSeconds(append(m.line, `,"testStepResult":{"duration":`...), took.Seconds, took.Nanos)
	m.line = append(append(m.line, `,"status":"`...), status(r.Status)...)
	m.line = appendInstant(append(m.line, `"},"timestamp":`...), at)
	m.write(append(m.line, '}', '}', '\n'))
}

func (m *messenger) write(line []byte) {
	m.line = line
	if m.err == nil {
		_, m.err = m.out.Write(line)
	}
}

func appendStepIDs(b []byte, testCase, step string) []byte {
	b = append(append(b, `{"testCaseStartedId":"`...), testCase...)
	b = append(append(b, `","testStepId":"`...), step...)
	return append(b, '"')
}

func appendInstant(b []byte, at time.Time) []byte {
	t := timestamp(at)
	return appendSeconds(b, t.Seconds, t.Nanos)
}

func appendSeconds(b []byte, seconds, nanos int64) []byte {
	b = strconv.AppendInt(append(b, `{"seconds":`...), seconds, 10)
	b = strconv.AppendInt(append(b, `,"nanos":`...), nanos, 10)
	return append(b, '}')
}
