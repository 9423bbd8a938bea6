package simulator

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	jobStartIgnored = wrongly("scheduling", "schedule-ignores-start", "a schedule pays before its first day")
	jobEndIgnored   = wrongly("scheduling", "schedule-ignores-end", "a schedule pays after its last day")
	jobUnchecked    = wrongly("scheduling", "schedule-job-unchecked", "a job that nobody could carry out is accepted")
	weekdaysShifted = wrongly("scheduling", "schedule-shifts-weekdays", "the days of the week are counted from Monday")
)

// job is when a schedule pays.
type job struct {
	cron       cron
	start, end time.Time // the first and the last moment; zero = none
}

// next returns when the job runs first after a time, and whether it ever does.
func (j *job) next(after time.Time) (time.Time, bool) {
	if before := j.start.Add(-time.Second); before.After(after) {
		after = before
	}
	due, found := j.cron.next(after)
	return due, found && (j.end.IsZero() || !due.After(j.end))
}

const jobGroup = "job."

// scheduleTypes are what a schedule may do each time. Source: flows of
// subscriptions.
var scheduleTypes = []string{typePA, typeDB, typeCD}

// job reads when a request wants to be paid, or returns the code of what is wrong
// with it. Where the codes overlap, their use is assumed: 100.250.250 without any
// job.*, .100 without a word about time, .110 and .111 where such words are empty.
// Refusing a job that never runs is decided.
//
// Source: parameters.tsv, job.*; texts of result codes 100.250.*.
func (f *form) job(c *settings, now time.Time) (job, string) {
	if !f.named(jobGroup) {
		return job{}, codeNoJob
	}
	line, code := f.cronLine()
	if code == "" {
		code = f.jobUnits()
	}
	if code != "" {
		return job{}, code
	}
	var j job
	sunday := c.sunday
	if c.rules.faults.has(weekdaysShifted) {
		sunday--
	}
	if j.cron, code = readCron(line, sunday); code != "" && !c.rules.faults.has(jobUnchecked) {
		return j, code
	}
	j.start, _ = parseDate(f.get("job.startDate")) // its form was checked
	j.end, _ = parseDate(f.get("job.endDate"))
	if n, err := strconv.Atoi(f.get("job.durationNumber")); err == nil {
		j.limit(later(j.start, now), f.get("job.durationUnit"), n)
	}
	if c.rules.faults.has(jobStartIgnored) {
		j.start = time.Time{}
	}
	if c.rules.faults.has(jobEndIgnored) {
		j.end = time.Time{}
	}
	if _, runs := j.next(now); !runs && !c.rules.faults.has(jobUnchecked) {
		return j, codeJobCombination
	}
	return j, ""
}

// cronLine puts a cron line together: the one in job.expression, or its parts. A
// part that is left out is the first there is when it is finer than all that are
// given, and any otherwise: job.hour alone is once a day.
func (f *form) cronLine() (line [cronFields]string, code string) {
	parts, given := 0, cronFields // given is the finest
	for i := range line {
		name := cronLine[i].name
		if f.index(name) >= 0 {
			parts++
		}
		switch line[i] = strings.ToUpper(f.get(name)); {
		case line[i] == "":
		case i == fieldWeekday:
			given = min(given, fieldDay)
		default:
			given = min(given, i)
		}
	}
	weekly := line[fieldWeekday] != "" && line[fieldWeekday] != "?"
	expression := f.get("job.expression")
	switch {
	case expression != "" && given < cronFields:
		return line, codeJobCombination
	case expression != "":
		return splitExpression(expression)
	case f.index("job.expression") >= 0 && given == cronFields:
		return line, codeEmptyExpression
	case given == cronFields && parts > 0:
		return line, codeEmptyExecution
	case given == cronFields:
		return line, codeNoExecution
	}
	for i := range line {
		switch {
		case line[i] != "":
		case i == fieldWeekday:
			line[i] = "?"
		case i == fieldDay && weekly:
			line[i] = "?"
		case i < given:
			line[i] = strconv.Itoa(cronLine[i].first)
		default:
			line[i] = "*"
		}
	}
	return line, ""
}

// splitExpression reads a cron line of six fields, or of seven with the year.
func splitExpression(expression string) (line [cronFields]string, code string) {
	fields := strings.Fields(strings.ToUpper(expression))
	if len(fields) == cronFields-1 {
		fields = append(fields, "*")
	}
	if len(fields) != cronFields {
		return line, codeJobCombination
	}
	return [cronFields]string(fields), ""
}

// named says whether a parameter begins with the prefix, if without a value.
func (f *form) named(prefix string) bool {
	return slices.ContainsFunc(f.params, func(p param) bool { return strings.HasPrefix(p.name, prefix) })
}

// units are how long a unit of a duration or of a notice is: years, months, days.
// Their names are assumed.
var units = map[string][3]int{"DAY": {0, 0, 1}, "WEEK": {0, 0, 7}, "MONTH": {0, 1, 0}, "YEAR": {1, 0, 0}}

// jobUnits checks that duration and notice have a number and a unit that is known.
// A notice changes nothing: what it is for is not published.
func (f *form) jobUnits() string {
	for _, span := range []struct{ prefix, code string }{
		{"job.duration", codeJobDuration},
		{"job.notice", codeJobNotice},
	} {
		number, unit := f.get(span.prefix+"Number"), f.get(span.prefix+"Unit")
		if number == "" && unit == "" {
			continue
		}
		_, known := units[unit]
		if n, err := strconv.Atoi(number); err != nil || n < 0 || n > maxNumber || !known {
			return span.code
		}
	}
	return ""
}

// limit ends the job after a duration, just before it would begin again.
func (j *job) limit(from time.Time, unit string, n int) {
	u := units[unit]
	end := from.AddDate(u[0]*n, u[1]*n, u[2]*n).Add(-time.Second)
	if j.end.IsZero() || end.Before(j.end) {
		j.end = end
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// parseDate reads a date of a job, in UTC.
func parseDate(text string) (time.Time, error) { return time.Parse(time.DateTime, text) }

// jobDates adds what is wrong with dates that have the right form.
func (v *invalid) jobDates(f *form) {
	for _, name := range []string{"job.startDate", "job.endDate"} {
		text := f.get(name)
		if _, err := parseDate(text); text != "" && err != nil && !v.about(name) {
			v.add(name, text, missingOrWrong)
		}
	}
}
