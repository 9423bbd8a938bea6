package simulator

import (
	"strconv"
	"strings"
)

// cronField is one field of a cron line: what it may hold, and the code of what
// is wrong with it.
type cronField struct {
	name        string // of the parameter: "job.hour"
	first, last int
	names       []string // for the numbers from first on
	code        string
}

// The fields of a cron line in its order. Source: parameters.tsv, job.*; result
// codes 100.250.120 to .125. A wrong year has no code of its own.
const (
	fieldSecond = iota
	fieldMinute
	fieldHour
	fieldDay
	fieldMonth
	fieldWeekday
	fieldYear
	cronFields
)

var cronLine = [cronFields]cronField{
	{"job.second", 0, 59, nil, codeJobMinute},
	{"job.minute", 0, 59, nil, codeJobMinute},
	{"job.hour", 0, 23, nil, codeJobHour},
	{"job.dayOfMonth", 1, 31, nil, codeJobDay},
	{"job.month", 1, 12, []string{
		"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
	}, codeJobMonth},
	{"job.dayOfWeek", 1, 7, []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}, codeJobWeekday},
	{"job.year", firstYear, lastYear, nil, codeJobCombination},
}

// readCron reads the fields of a cron line, and returns the code of what is wrong
// with them. sunday is the number of Sunday: sources disagree whether days of the
// week are 1 to 7 or 0 to 6.
//
// What is not documented is Quartz's: one of dayOfMonth and dayOfWeek is "?" or
// "*", since a job cannot go by both.
func readCron(line [cronFields]string, sunday int) (c cron, code string) {
	week := cronLine[fieldWeekday]
	week.first, week.last = sunday, sunday+6
	day, weekday := line[fieldDay], line[fieldWeekday]
	for _, read := range [cronFields]func() string{
		fieldSecond:  func() string { return cronLine[fieldSecond].read(line[fieldSecond], 0, &c.seconds) },
		fieldMinute:  func() string { return cronLine[fieldMinute].read(line[fieldMinute], 0, &c.minutes) },
		fieldHour:    func() string { return cronLine[fieldHour].read(line[fieldHour], 0, &c.hours) },
		fieldDay:     func() string { return c.days.readDay(day) },
		fieldMonth:   func() string { return cronLine[fieldMonth].read(line[fieldMonth], 0, &c.months) },
		fieldWeekday: func() string { return c.days.readWeekday(weekday, &week) },
		fieldYear:    func() string { return cronLine[fieldYear].read(line[fieldYear], firstYear, &c.years) },
	} {
		if code = read(); code != "" {
			return c, code
		}
	}
	if day == "?" && weekday == "?" || !everyDay(day) && !everyDay(weekday) {
		return c, codeJobCombination
	}
	c.days.byWeekday = day == "?" || !everyDay(weekday)
	return c, ""
}

func everyDay(text string) bool { return text == "*" || text == "?" }

// read puts into a set what a field lists, numbers, ranges and steps, as in
// "1,5-10,*/15", less a base. It returns the code of what is wrong.
func (f *cronField) read(text string, base int, into *set) string {
	for _, part := range strings.Split(text, ",") {
		span, every, stepped := strings.Cut(part, "/")
		low, high, ok := f.span(span, stepped)
		step := 1
		if stepped {
			n, err := strconv.Atoi(every)
			step, ok = n, ok && err == nil && n >= 1 && n <= f.last
		}
		if !ok {
			return f.code
		}
		for n := low; n <= high; n += step {
			into.add(n - base)
		}
	}
	return ""
}

// span reads "*", "5", "5-10" or, before a step, where it begins.
func (f *cronField) span(text string, stepped bool) (low, high int, ok bool) {
	if text == "*" {
		return f.first, f.last, true
	}
	from, to, ranged := strings.Cut(text, "-")
	low, ok = f.number(from)
	switch high = low; {
	case ranged:
		end, known := f.number(to)
		high, ok = end, ok && known && low <= end
	case stepped:
		high = f.last
	}
	return low, high, ok
}

// number reads a number or a name, and says whether the field may hold it.
func (f *cronField) number(text string) (int, bool) {
	for i, name := range f.names {
		if strings.EqualFold(text, name) {
			return f.first + i, true
		}
	}
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= f.first && n <= f.last
}

// readDay reads the day of the month, with L, L-3, LW and 15W.
func (r *dayRule) readDay(text string) string {
	f := &cronLine[fieldDay]
	var ok bool
	switch before, offset := strings.CutPrefix(text, "L-"); {
	case text == "?":
		return ""
	case text == "L":
		r.last = true
		return ""
	case text == "LW":
		r.lastWork = true
		return ""
	case offset:
		r.last = true
		r.before, ok = f.number(before)
	case strings.HasSuffix(text, "W"):
		r.nearest, ok = f.number(strings.TrimSuffix(text, "W"))
	default:
		return f.read(text, 0, &r.inMonth)
	}
	if !ok {
		return f.code
	}
	return ""
}

// readWeekday reads the day of the week, with L, 6L and 6#3. L alone is the last
// day of the week, Saturday.
func (r *dayRule) readWeekday(text string, f *cronField) string {
	number, nth, counted := strings.Cut(text, "#")
	last, isLast := strings.CutSuffix(text, "L")
	switch {
	case text == "?":
		return ""
	case text == "L":
		r.weekdays.add(6)
		return ""
	case counted:
		w, ok := f.number(number)
		if !ok {
			return f.code
		}
		if len(nth) != 1 || nth[0] < '1' || nth[0] > '5' {
			return codeJobCombination
		}
		r.nthOf, r.nth = w-f.first, int(nth[0]-'0')
		return ""
	case isLast:
		w, ok := f.number(last)
		if !ok {
			return f.code
		}
		r.lastOf.add(w - f.first)
		return ""
	}
	return f.read(text, f.first, &r.weekdays)
}
