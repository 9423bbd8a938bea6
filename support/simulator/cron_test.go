package simulator

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// lineOf is an expression as the fields of a cron line.
func lineOf(t *testing.T, expression string) [cronFields]string {
	t.Helper()
	line, code := splitExpression(expression)
	if code != "" {
		t.Fatalf("%q is no cron line: %s", expression, code)
	}
	return line
}

// The dates are worked out by hand: noon is that of Sunday, 22 November 2026.
func TestACronLineRunsWhenItSays(t *testing.T) {
	t.Parallel()
	const first = 1 // Sunday
	tests := []struct {
		name, line string
		sunday     int
		want       []string
	}{
		{"every second", "* * * * * ?", first, []string{"2026-11-22 12:00:01", "2026-11-22 12:00:02"}},
		{"every quarter of a minute", "*/15 * * * * ?", first, []string{"2026-11-22 12:00:15", "2026-11-22 12:00:30"}},
		{"steps from a number on", "0 50/5 * * * ?", first, []string{
			"2026-11-22 12:50:00", "2026-11-22 12:55:00", "2026-11-22 13:50:00",
		}},
		{"daily, later today", "30 15 18 * * ?", first, []string{"2026-11-22 18:15:30", "2026-11-23 18:15:30"}},
		{"daily, too late for today", "0 0 6 * * ?", first, []string{"2026-11-23 06:00:00"}},
		{"a list and a range of hours", "0 0 9-10,17 * * ?", first, []string{
			"2026-11-22 17:00:00", "2026-11-23 09:00:00", "2026-11-23 10:00:00", "2026-11-23 17:00:00",
		}},
		{"the first of the month", "0 0 0 1 * ?", first, []string{"2026-12-01 00:00:00", "2027-01-01 00:00:00"}},
		{"the 31st, where there is one", "0 0 0 31 * ?", first, []string{
			"2026-12-31 00:00:00", "2027-01-31 00:00:00", "2027-03-31 00:00:00",
		}},
		{"the last of the month", "0 0 12 L * ?", first, []string{
			"2026-11-30 12:00:00", "2026-12-31 12:00:00", "2027-01-31 12:00:00", "2027-02-28 12:00:00",
		}},
		{"three days before the last", "0 0 0 L-3 * ?", first, []string{"2026-11-27 00:00:00", "2026-12-28 00:00:00"}},
		{"the last working day", "0 0 0 LW * ?", first, []string{
			"2026-11-30 00:00:00", "2026-12-31 00:00:00", "2027-01-29 00:00:00",
		}},
		{"the working day nearest to the 15th", "0 0 0 15W * ?", first, []string{
			"2026-12-15 00:00:00", "2027-01-15 00:00:00", "2027-02-15 00:00:00",
		}},
		{"a Saturday's is the Friday before", "0 0 0 19W 12 ?", first, []string{"2026-12-18 00:00:00"}},
		{"a Sunday's is the Monday after", "0 0 0 20W 12 ?", first, []string{"2026-12-21 00:00:00"}},
		{"that of the first never leaves the month", "0 0 0 1W 5 ?", first, []string{"2027-05-03 00:00:00"}},
		{"nor that of the last", "0 0 0 31W 1 ?", first, []string{"2027-01-29 00:00:00"}},
		{"the 29th of February", "0 0 0 29 2 ?", first, []string{"2028-02-29 00:00:00", "2032-02-29 00:00:00"}},
		{"months by name", "0 0 0 1 JAN,jul ?", first, []string{"2027-01-01 00:00:00", "2027-07-01 00:00:00"}},
		{"working days", "0 0 8 ? * MON-FRI", first, []string{"2026-11-23 08:00:00", "2026-11-24 08:00:00"}},
		{"the same by number, from 1", "0 0 8 ? * 2-6", first, []string{"2026-11-23 08:00:00", "2026-11-24 08:00:00"}},
		{"the same by number, from 0", "0 0 8 ? * 1-5", 0, []string{"2026-11-23 08:00:00", "2026-11-24 08:00:00"}},
		{"Sunday is 1", "0 0 8 ? * 1", first, []string{"2026-11-29 08:00:00"}},
		{"Sunday is 0", "0 0 8 * * 0", 0, []string{"2026-11-29 08:00:00"}},
		{"the last day of the week", "0 0 0 ? * L", first, []string{"2026-11-28 00:00:00"}},
		{"the last Friday", "0 0 0 ? * 6L", first, []string{"2026-11-27 00:00:00", "2026-12-25 00:00:00"}},
		{"the third Friday", "0 0 0 ? * FRI#3", first, []string{"2026-12-18 00:00:00", "2027-01-15 00:00:00"}},
		{"the fifth Monday, where there is one", "0 0 0 ? * 2#5", first, []string{
			"2026-11-30 00:00:00", "2027-03-29 00:00:00",
		}},
		{"in some years", "0 0 0 1 1 ? 2030-2031", first, []string{
			"2030-01-01 00:00:00", "2031-01-01 00:00:00", "never",
		}},
		{"in a year that is over", "0 0 0 1 1 ? 2020", first, []string{"never"}},
		{"on a day that no month has", "0 0 0 30 2 ?", first, []string{"never"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, code := readCron(lineOf(t, tt.line), tt.sunday)
			if code != "" {
				t.Fatalf("%q is refused with %s", tt.line, code)
			}
			at := noon
			for _, want := range tt.want {
				got := "never"
				due, runs := c.next(at)
				if runs {
					got = due.Format(time.DateTime)
				}
				if got != want {
					t.Fatalf("%q runs after %s: %s, want %s", tt.line, at.Format(time.DateTime), got, want)
				}
				at = due
			}
		})
	}
}

func TestACronLineIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, line, code string }{
		{"a second too many", "60 0 0 * * ?", codeJobMinute},
		{"a minute too many", "0 60 0 * * ?", codeJobMinute},
		{"no number", "0 five 0 * * ?", codeJobMinute},
		{"an hour too many", "0 0 24 * * ?", codeJobHour},
		{"a range that ends before it begins", "0 0 10-8 * * ?", codeJobHour},
		{"a step of nothing", "0 0 */0 * * ?", codeJobHour},
		{"an empty place in a list", "0 0 1,,2 * * ?", codeJobHour},
		{"a day 0", "0 0 0 0 * ?", codeJobDay},
		{"a day 32", "0 0 0 32 * ?", codeJobDay},
		{"the working day nearest to none", "0 0 0 W * ?", codeJobDay},
		{"months before the last", "0 0 0 L-32 * ?", codeJobDay},
		{"a month 13", "0 0 0 1 13 ?", codeJobMonth},
		{"a month of no calendar", "0 0 0 1 FOO ?", codeJobMonth},
		{"a day 0 of the week", "0 0 0 ? * 0", codeJobWeekday},
		{"a day 8 of the week", "0 0 0 ? * 8", codeJobWeekday},
		{"the last day 8 of the month", "0 0 0 ? * 8L", codeJobWeekday},
		{"the sixth Friday", "0 0 0 ? * FRI#6", codeJobCombination},
		{"neither day of the month nor of the week", "0 0 0 ? * ?", codeJobCombination},
		{"both of them", "0 0 0 1 * MON", codeJobCombination},
		{"a year of no schedule", "0 0 0 1 1 ? 1969", codeJobCombination},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, code := readCron(lineOf(t, tt.line), 1); code != tt.code {
				t.Errorf("%q is refused with %q, want %s", tt.line, code, tt.code)
			}
		})
	}
	for _, short := range []string{"", "* * * * ?", "0 0 0 1 * ? 2030 1"} {
		if _, code := splitExpression(short); code != codeJobCombination {
			t.Errorf("an expression of the fields %q is refused with %q, want %s", short, code, codeJobCombination)
		}
	}
}

// drawn is a cron line of plain lists, and what is in them.
type drawn struct {
	line     [cronFields]string
	allowed  [cronFields][]string // none = all
	weekdays bool
}

func drawLine(t *rapid.T) drawn {
	var d drawn
	d.weekdays = rapid.Bool().Draw(t, "by the day of the week")
	for i := range d.line {
		f := cronLine[i]
		all := i == fieldDay && d.weekdays || i == fieldWeekday && !d.weekdays
		if i == fieldYear {
			f.first, f.last = 2026, 2032
		}
		if all || rapid.Bool().Draw(t, f.name+" is any") {
			d.line[i] = "*"
			continue
		}
		numbers := rapid.SliceOfNDistinct(rapid.IntRange(f.first, f.last), 1, 4, rapid.ID[int]).Draw(t, f.name)
		for _, n := range numbers {
			d.allowed[i] = append(d.allowed[i], strconv.Itoa(n))
		}
		d.line[i] = strings.Join(d.allowed[i], ",")
	}
	return d
}

// fits says whether a line allows a time, field by field.
func (d *drawn) fits(at time.Time) bool {
	values := [cronFields]int{
		at.Second(), at.Minute(), at.Hour(), at.Day(), int(at.Month()), int(at.Weekday()) + 1, at.Year(),
	}
	for i, allowed := range d.allowed {
		if allowed != nil && !slices.Contains(allowed, strconv.Itoa(values[i])) {
			return false
		}
	}
	return true
}

// The next run is after the reference and allowed, and none is between: neither in
// the next hours nor on another day at the same time.
func TestTheNextRunIsTheFirstThatFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawLine(t)
		c, code := readCron(d.line, 1)
		if code != "" {
			t.Fatalf("%v is refused with %s", d.line, code)
		}
		after := noon.Add(time.Duration(rapid.Int64Range(0, 3*365*24*3600).Draw(t, "after")) * time.Second)
		due, runs := c.next(after)
		if runs && (!due.After(after) || !d.fits(due) || due.Nanosecond() != 0) {
			t.Fatalf("%v runs after %v at %v", d.line, after, due)
		}
		end := due
		if !runs || due.Sub(after) > 4*time.Hour { // a sample: every second would take too long
			end = after.Add(4 * time.Hour)
		}
		for at := after.Add(time.Second); at.Before(end); at = at.Add(time.Second) {
			if d.fits(at) {
				t.Fatalf("%v runs after %v at %v, want %v", d.line, after, due, at)
			}
		}
		for at := due.AddDate(0, 0, -1); runs && at.After(after); at = at.AddDate(0, 0, -1) {
			if d.fits(at) {
				t.Fatalf("%v runs after %v at %v, want %v", d.line, after, due, at)
			}
		}
	})
}
