package simulator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// schedule asks for 10.00 EUR a day at 6 o'clock; the first is 18 hours away.
func (g *gateway) schedule(token string, more ...string) answer {
	g.t.Helper()
	return g.post("scheduling/v1/schedules", append([]string{
		"registrationId=" + token, "paymentType=DB", "amount=10.00", "currency=EUR", "job.hour=6",
		"merchantTransactionId=subscription-1",
	}, more...)...)
}

func (g *gateway) reschedule(id string, more ...string) answer {
	g.t.Helper()
	return g.post("scheduling/v1/schedules/"+id+"/reschedule", more...)
}

func (g *gateway) deschedule(id string) answer {
	g.t.Helper()
	return g.post("scheduling/v1/schedules/" + id + "/deschedule")
}

// scheduled lists what the schedule of a test has paid, in brief and in order:
// "DB 10.00 11-23 06:00".
func (g *gateway) scheduled() string {
	g.t.Helper()
	a := g.get("v3/query", "merchantTransactionId=subscription-1", "limit=500")
	var lines []string
	for i := range 500 {
		at := fmt.Sprint("records.", i, ".")
		switch kind := a.text(at + "paymentType"); kind {
		case "":
			return strings.Join(lines, ", ")
		case "SD", "RS", "DS":
		default:
			what := a.text(at + "amount")
			if what == "" {
				what = a.text(at + "result.code")
			}
			lines = append(lines, kind+" "+what+" "+a.text(at + "timestamp")[5:16])
		}
	}
	return "500 or more"
}

func TestAScheduleIsATransactionOfItsOwn(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	sd := g.schedule(token, "card.number=4200000000000000", "card.expiryMonth=05", "card.expiryYear=2034", "card.cvv=123",
		"standingInstruction.mode=REPEATED",
		"standingInstruction.source=MIT", "standingInstruction.type=UNSCHEDULED", "customParameters[a]=b")
	sd.is(200, "000.100.110").has("paymentType", "SD", "amount", "10.00", "currency", "EUR", "registrationId", token,
		"job.hour", "6", "standingInstruction.mode", "REPEATED", "merchantTransactionId", "subscription-1",
		"customParameters.a", "b")
	sd.lacks("referencedId", "card", "risk", "resultDetails", "standingInstruction.initialTransactionId")
	id := sd.text("id")
	for _, path := range []string{"scheduling/v1/schedules/" + id, "v1/payments/" + id, "v1/query/" + id} {
		if a := g.get(path).is(200, "000.100.110").has("id", id, "paymentType", "SD"); a.get("plan.active") != true {
			t.Errorf("GET %s: plan.active = %v, want true", path, a.get("plan.active"))
		}
	}
	g.advance("18h")
	g.get("v3/query", "merchantTransactionId=subscription-1", "paymentTypes=DB").is(200, "000.000.100").has(
		"records.0.source", "SCHEDULER", "records.0.registrationId", token, "records.0.amount", "10.00",
		"records.0.standingInstruction.source", "MIT", "records.0.card.last4Digits", "0000", "records.0.paymentBrand", "VISA",
		"records.0.customParameters.a", "b",
	).lacks("records.1", "records.0.job", "records.0.plan")
}

func TestWhatASchedulePays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		more []string
		wait string
		want string
	}{
		{"every day, from the next time on", nil, "48h", "DB 10.00 11-23 06:00, DB 10.00 11-24 06:00"},
		{"nothing before its time", nil, "17h59m", ""},
		{"a preauthorization", []string{"paymentType=PA"}, "18h", "PA 10.00 11-23 06:00"},
		{"a credit", []string{"paymentType=CD"}, "18h", "CD 10.00 11-23 06:00"},
		{
			"by an expression",
			[]string{"-job.hour", "job.expression=0 30 18 ? * SUN,TUE"},
			"72h",
			"DB 10.00 11-22 18:30, DB 10.00 11-24 18:30",
		},
		{
			"from a first moment to a last",
			[]string{"job.startDate=2026-11-24 06:00:00", "job.endDate=2026-11-25 06:00:00"},
			"240h", "DB 10.00 11-24 06:00, DB 10.00 11-25 06:00",
		},
		{
			"for a duration",
			[]string{"job.durationNumber=2", "job.durationUnit=DAY"},
			"240h",
			"DB 10.00 11-23 06:00, DB 10.00 11-24 06:00",
		},
		{
			"for a duration from a first day on",
			[]string{"job.startDate=2026-11-24 06:00:00", "job.durationNumber=1", "job.durationUnit=DAY"},
			"240h",
			"DB 10.00 11-24 06:00",
		},
		{
			"a day of the week, at midnight",
			[]string{"-job.hour", "job.dayOfWeek=2"},
			"200h",
			"DB 10.00 11-23 00:00, DB 10.00 11-30 00:00",
		},
		{
			"a month, on its first day", []string{"-job.hour", "job.month=12"}, "240h", "DB 10.00 12-01 00:00",
		},
		{
			"any day where the day of the week does not matter", []string{"job.dayOfWeek=?"}, "18h", "DB 10.00 11-23 06:00",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			g.schedule(g.registered(account()), tt.more...).is(200, "000.100.110")
			g.advance(tt.wait)
			if got := g.scheduled(); got != tt.want {
				t.Errorf("paid %q, want %q", got, tt.want)
			}
		})
	}
}

// Whether Sunday is 1 or 0 is the channel's.
func TestDaysOfTheWeekMayBeCountedFromZero(t *testing.T) {
	t.Parallel()
	g := start(t, "week-days=0-6")
	token := g.registered(account())
	g.schedule(token, "-job.hour", "job.dayOfWeek=1").is(200, "000.100.110")
	g.schedule(token, "-job.hour", "job.dayOfWeek=7").is(400, "100.250.125")
	g.advance("24h")
	if got, want := g.scheduled(), "DB 10.00 11-23 00:00"; got != want {
		t.Errorf("paid %q, want %q", got, want)
	}
}

func TestASchedulesThatAreRefused(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	deleted := g.registered(account())
	g.deregister(deleted).is(200, "000.100.110")
	rejected := g.register(account("card.number=4200000000000001")...).text("id")
	payment := g.approved(visa("DB"))
	tests := []struct {
		name string
		more []string
		code string
	}{
		{"a registration nobody knows", []string{"registrationId=" + strings.Repeat("f", 32)}, "100.150.200"},
		{"one that was deleted", []string{"registrationId=" + deleted}, "100.150.202"},
		{"one that was rejected", []string{"registrationId=" + rejected}, "100.150.203"},
		{"a payment", []string{"registrationId=" + payment}, "100.150.204"},
		{"no job", []string{"-job.hour"}, "100.250.250"},
		{"a job without times", []string{"-job.hour", "job.name=gym"}, "100.250.100"},
		{"no payment type", []string{"-paymentType"}, "100.250.105"},
		{"the type of a back-office operation", []string{"paymentType=RF"}, "100.250.105"},
		{"a duration without a unit", []string{"job.durationNumber=3"}, "100.250.106"},
		{"a unit of duration nobody knows", []string{"job.durationNumber=3", "job.durationUnit=FORTNIGHT"}, "100.250.106"},
		{"a duration that is no number", []string{"job.durationNumber=x", "job.durationUnit=DAY"}, "100.250.106"},
		{"a notice without a unit", []string{"job.noticeNumber=3"}, "100.250.107"},
		{"a unit of notice without a number", []string{"job.noticeUnit=DAY"}, "100.250.107"},
		{"an empty time", []string{"job.hour="}, "100.250.110"},
		{"an empty expression", []string{"-job.hour", "job.expression="}, "100.250.111"},
		{"an expression and a time", []string{"job.expression=0 0 6 * * ?"}, "100.250.120"},
		{"an expression of five fields", []string{"-job.hour", "job.expression=0 6 * * *"}, "100.250.120"},
		{"two kinds of days", []string{"job.dayOfMonth=1", "job.dayOfWeek=MON"}, "100.250.120"},
		{"a day that no month has", []string{"job.dayOfMonth=30", "job.month=2"}, "100.250.120"},
		{"an end before the first time", []string{"job.endDate=2026-11-22 18:00:00"}, "100.250.120"},
		{"hour 24", []string{"job.hour=24"}, "100.250.121"},
		{"minute 60", []string{"job.minute=60"}, "100.250.122"},
		{"second 60", []string{"job.second=60"}, "100.250.122"},
		{"day 32", []string{"job.dayOfMonth=32"}, "100.250.123"},
		{"month 13", []string{"job.month=13"}, "100.250.124"},
		{"day 8 of the week", []string{"job.dayOfWeek=8"}, "100.250.125"},
		{"day 0 of the week", []string{"job.dayOfWeek=0"}, "100.250.125"},
		{
			"a standing instruction that does not say by whom",
			[]string{"standingInstruction.mode=REPEATED"},
			"600.200.501",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := g.schedule(token, tt.more...).is(400, tt.code).lacks("amount", "plan")
			g.get("v1/query/"+a.text("id")).is(400, tt.code).has("paymentType", "SD")
		})
	}
	for _, name := range []string{"registrationId", "amount", "currency"} {
		g.schedule(token, "-"+name).complains(name, "may not be empty")
	}
	g.schedule(token, "job.endDate=2026-02-30 00:00:00").complains("job.endDate", "invalid or missing parameter")
	g.schedule(token, "job.endDate=tomorrow").is(400, "200.300.404")
	g.advance("240h")
	if got := g.scheduled(); got != "" {
		t.Errorf("refused schedules paid %q", got)
	}
}

func TestAChangedScheduleGoesByItsNewPlan(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	sd := g.schedule(token).text("id")
	g.advance("18h")
	rs := g.reschedule(sd, "amount=12.00", "job.hour=7").is(200, "000.100.110")
	rs.has("paymentType", "RS", "referencedId", sd, "amount", "12.00", "currency", "EUR", "job.hour", "7")
	active := func(id string) any { return g.get("scheduling/v1/schedules/" + id).get("plan.active") }
	if was, is := active(sd), active(rs.text("id")); was != false || is != true {
		t.Errorf("plan.active = %v of the old plan and %v of the new", was, is)
	}
	g.advance("48h")
	again := g.reschedule(rs.text("id"), "amount=13.00").is(200, "000.100.110").text("id")
	g.advance("24h")
	if got, want := g.scheduled(), "DB 10.00 11-23 06:00, DB 12.00 11-23 07:00, DB 12.00 11-24 07:00, "+
		"DB 13.00 11-25 07:00"; got != want {
		t.Errorf("paid %q, want %q", got, want)
	}
	list := g.get("scheduling/v1/schedules/"+token).is(200, "000.000.100").has("id", token)
	var plans []string
	for i := range 4 {
		at := fmt.Sprint("records.", i, ".")
		plans = append(plans, fmt.Sprint(list.text(at+"paymentType"), " ", list.get(at+"plan.active")))
	}
	if want := []string{"SD false", "RS false", "RS true", " <nil>"}; !slices.Equal(plans, want) {
		t.Errorf("the plans are %q, want %q", plans, want)
	}
	g.reschedule(again, "job.hour=25").is(400, "100.250.121")
	g.reschedule(again, "paymentType=RF").is(400, "100.250.105")
	g.reschedule(again, "registrationId="+g.registered(account())).complains("registrationId",
		"was already set and cannot be overwritten")
	if active(again) != true {
		t.Error("a plan is given up for one that was refused")
	}
}

func TestAnEndedScheduleIsOver(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		end  func(g *gateway, token, sd string)
		paid string
	}{
		{"by the merchant", func(g *gateway, _, sd string) {
			g.deschedule(sd).is(200, "000.100.110").has("paymentType", "DS", "referencedId", sd)
		}, ""},
		{"by its last day", func(g *gateway, _, _ string) { g.advance("120h") }, "DB 10.00 11-23 06:00, DB 10.00 11-24 06:00"},
		{"with its registration", func(g *gateway, token, _ string) { g.deregister(token).is(200, "000.100.110") }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := g.registered(account())
			sd := g.schedule(token, "job.endDate=2026-11-24 06:00:00").text("id")
			tt.end(g, token, sd)
			if got := g.get("scheduling/v1/schedules/" + sd).get("plan.active"); got != false {
				t.Errorf("plan.active = %v, want false", got)
			}
			g.advance("240h")
			g.deschedule(sd).is(400, "100.360.303")
			g.reschedule(sd, "amount=12.00").is(400, "100.360.300")
			if got := g.scheduled(); got != tt.paid {
				t.Errorf("paid %q, want %q", got, tt.paid)
			}
		})
	}
}

func TestStepsOnWhatIsNoSchedule(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, id := range []string{strings.Repeat("f", 32), "sub-1", g.approved(visa("DB"))} {
		g.reschedule(id, "amount=12.00").is(400, "100.360.300").has("paymentType", "RS")
		g.deschedule(id).is(400, "100.360.303").has("paymentType", "DS")
		g.get("scheduling/v1/schedules/"+id).is(404, "700.400.580")
	}
	sd := g.schedule(g.registered(account())).text("id")
	for kind, code := range map[string]string{
		"CP": "700.400.510", "RF": "700.400.520", "RV": "700.400.530", "RB": "700.100.700", "CB": "700.400.550",
	} {
		g.follow(sd, kind, "amount=1.00", "currency=EUR").is(400, code)
	}
}

// The card declines, expires, is refunded: a scheduled payment is a payment.
func TestAScheduledPaymentIsOneLikeOthers(t *testing.T) {
	t.Parallel()
	g := start(t, "D23=duplicates", "D15-POST=2")
	g.schedule(g.registered(account("card.holder=800.100.153"))).is(200, "000.100.110")
	g.advance("48h")
	if got, want := g.scheduled(), "DB 800.100.153 11-23 06:00, DB 800.100.153 11-24 06:00"; got != want {
		t.Errorf("paid %q, want %q", got, want)
	}

	g = start(t, "D23=duplicates", "D15-POST=2")
	g.schedule(g.registered(account("card.expiryMonth=11", "card.expiryYear=2026")), "-job.hour", "job.dayOfMonth=30").
		is(200, "000.100.110")
	g.advance("960h")
	if got, want := g.scheduled(), "DB 10.00 11-30 00:00, DB 100.100.303 12-30 00:00"; got != want {
		t.Errorf("paid %q, want %q", got, want)
	}
	id := g.get("v3/query", "merchantTransactionId=subscription-1", "paymentTypes=DB").text("records.0.id")
	g.follow(id, "RF", "amount=4.00", "currency=EUR").is(200, "000.100.110")
	g.get("v1/payments/"+id).is(200, "000.100.110").has("paymentType", "DB")

	g = start(t)
	g.schedule(g.registered([]string{"paymentBrand=PAYPAL", "virtualAccount.accountId=jane"})).is(200, "000.100.110")
	g.advance("18h")
	if got, want := g.scheduled(), "DB 10.00 11-23 06:00"; got != want {
		t.Errorf("paid %q, want %q", got, want)
	}
	g.schedule(g.registered(account()), "customParameters[forceResultCode]=800.100.151").is(200, "000.100.110")
	g.advance("24h")
	if got, want := g.scheduled(), "DB 10.00 11-23 06:00, DB 10.00 11-24 06:00, DB 800.100.151 11-24 06:00"; got != want {
		t.Errorf("paid %q, want %q", got, want)
	}
}

func TestWhatAScheduleDoesIsToldOf(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	sd := g.schedule(g.store().text("id")).text("id")
	g.advance("18h")
	g.reschedule(sd, "amount=12.00")
	g.deschedule(sd)
	all := s.deliveries()
	if got, want := summary(all), "REGISTRATION CREATED RG 000.100.110, SCHEDULE SD 000.100.110, "+
		"PAYMENT DB 000.100.110, SCHEDULE RS 000.100.110, SCHEDULE DS 000.100.110"; got != want {
		t.Fatalf("told of %q, want %q", got, want)
	}
	for _, n := range all[1:] {
		if got := n.text("payload.source"); got != "SCHEDULER" {
			t.Errorf("the source of a %s is %q", n.text("type"), got)
		}
	}
}

// The token of another channel opens nothing.
func TestSchedulesStayOnTheirChannel(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	sd := g.schedule(token).text("id")
	leased := g.manage("POST", "channels", `{}`)
	other := "entityId=" + leased.text("channels.0.entityId")
	login := []string{"Authorization", "Bearer " + leased.text("channels.0.accessToken")}
	send := func(verb, path string, more ...string) answer {
		form := g.form(append([]string{other}, more...)...)
		if verb == "GET" {
			return g.do(verb, path, form, "", login...)
		}
		return g.do(verb, path, "", form, login...)
	}
	send("POST", "scheduling/v1/schedules", "registrationId="+token, "paymentType=DB", "amount=1.00", "currency=EUR",
		"job.hour=1").is(400, "700.400.700")
	send("POST", "scheduling/v1/schedules/"+sd+"/reschedule").is(400, "700.400.700")
	send("POST", "scheduling/v1/schedules/"+sd+"/deschedule").is(400, "700.400.700")
	send("GET", "scheduling/v1/schedules/"+sd).is(404, "700.400.580")
	send("GET", "scheduling/v1/schedules/"+token).is(404, "700.400.580")
}
