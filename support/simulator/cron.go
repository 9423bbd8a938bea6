package simulator

import (
	"math/bits"
	"time"
)

// cron says when a job runs: in every second that all of its fields allow, in
// UTC. Its form is Quartz's, whose order of fields the parameters job.second to
// job.year have.
//
// That the platform counts in UTC is decided; nobody publishes it.
type cron struct {
	seconds, minutes, hours, months set
	years                           set // from firstYear
	days                            dayRule
}

// set holds small numbers.
type set [3]uint64

func (s *set) add(n int)      { s[n/64] |= 1 << (n % 64) }
func (s *set) has(n int) bool { return s[n/64]&(1<<(n%64)) != 0 }

// from returns the smallest number of a set that is n or more, below an end.
func (s *set) from(n, end int) (int, bool) {
	for ; n < end; n = (n/64 + 1) * 64 {
		if rest := s[n/64] >> (n % 64); rest != 0 {
			n += bits.TrailingZeros64(rest)
			return n, n < end
		}
	}
	return 0, false
}

// The years that a job may name.
const (
	firstYear = 1970
	lastYear  = 2099
)

// dayRule chooses the days of a month: by their number or by the day of the week,
// never by both.
type dayRule struct {
	inMonth  set // by number, from 1
	weekdays set // every one of these, 0 = Sunday

	last      bool // L: the last day of the month
	before    int  // L-3: so many days before it
	nearest   int  // 15W: the working day nearest to this one; 0 = none
	lastWork  bool // LW: the last working day
	lastOf    set  // 6L: the last of these weekdays
	nth       int  // 6#3: which one of nthOf; 0 = none
	nthOf     int
	byWeekday bool // the day of the week decides
}

// next returns when the job runs first after a time, and whether it ever does.
func (c *cron) next(after time.Time) (time.Time, bool) {
	from := after.UTC().Truncate(time.Second).Add(time.Second)
	midnight := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
	day, found := c.day(midnight)
	for found {
		earliest := 0
		if day.Equal(midnight) {
			earliest = int(from.Sub(midnight) / time.Second)
		}
		if second, fits := c.second(earliest); fits {
			return day.Add(time.Duration(second) * time.Second), true
		}
		day, found = c.day(day.AddDate(0, 0, 1))
	}
	return time.Time{}, false
}

// day returns the first day from one on that the job may run on.
func (c *cron) day(from time.Time) (time.Time, bool) {
	year, month, first := from.Year(), int(from.Month()), from.Day()
	for ; year <= lastYear; year, month, first = year+1, 1, 1 {
		if !c.years.has(year - firstYear) {
			continue
		}
		for ; month <= 12; month, first = month+1, 1 {
			if !c.months.has(month) {
				continue
			}
			days := c.days.of(year, time.Month(month))
			if d, found := days.from(first, 32); found {
				return time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC), true
			}
		}
	}
	return time.Time{}, false
}

// second returns the first second of a day, from one on, that the job runs in.
func (c *cron) second(from int) (int, bool) {
	h, m, s := from/3600, from/60%60, from%60
	for hour, found := c.hours.from(h, 24); found; hour, found = c.hours.from(hour+1, 24) {
		if hour > h {
			m, s = 0, 0
		}
		for minute, found := c.minutes.from(m, 60); found; minute, found = c.minutes.from(minute+1, 60) {
			if hour > h || minute > m {
				s = 0
			}
			if second, found := c.seconds.from(s, 60); found {
				return hour*3600 + minute*60 + second, true
			}
		}
	}
	return 0, false
}

// of returns the days of a month that the rule chooses.
func (r *dayRule) of(year int, month time.Month) set {
	first := int(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Weekday())
	length := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	weekday := func(day int) int { return (first + day - 1) % 7 }
	var days set
	for day := 1; day <= length; day++ {
		chosen := r.inMonth.has(day)
		if r.byWeekday {
			w := weekday(day)
			chosen = r.weekdays.has(w) || r.lastOf.has(w) && day+7 > length ||
				r.nth > 0 && w == r.nthOf && (day+6)/7 == r.nth
		}
		if chosen {
			days.add(day)
		}
	}
	if end := length - r.before; r.last && end >= 1 {
		days.add(end)
	}
	if r.lastWork {
		days.add(working(length, length, weekday))
	}
	if r.nearest > 0 && r.nearest <= length {
		days.add(working(r.nearest, length, weekday))
	}
	return days
}

// working returns the working day nearest to one, in the same month.
func working(day, length int, weekday func(int) int) int {
	switch weekday(day) {
	case int(time.Saturday):
		if day == 1 {
			return 3
		}
		return day - 1
	case int(time.Sunday):
		if day == length {
			return day - 2
		}
		return day + 1
	}
	return day
}
