package coverage_test

import (
	"fmt"
	"slices"
	"testing"

	"assay/reports"
	"assay/support/coverage"
	"assay/support/spec"
)

const (
	approved = `{"result":{"code":"000.100.110"}}`
	declined = `{"result":{"code":"800.100.153"}}`
	sentOff  = `{"redirect":{"url":"` + base + `v1/threeDSecure/execute?session=1"},"result":{"code":"000.200.000"}}`
	refusal  = `{"result":{"code":"200.300.404","parameterErrors":[{"name":"card.cvv"},{"name":"currency"}]}}`
)

func TestWhatARunCovers(t *testing.T) {
	t.Parallel()
	pay := func(form, body string) call { return call{"POST", "v1/payments", form, 200, body} }
	tests := []struct {
		name    string
		tried   tried
		measure string
		want    string
	}{
		{
			"a call that was answered is an endpoint",
			tried{calls: []call{pay("", approved)}},
			"endpoints", "POST /v1/payments",
		},
		{
			"a doubled slash leads to the same",
			tried{calls: []call{{"GET", "/v1/payments/8a01?entityId=1", "", 200, approved}}},
			"endpoints", "GET /v1/payments/{id}",
		},
		{
			"a call that was declined is none",
			tried{calls: []call{{"POST", "v1/payments", "", 400, declined}}},
			"endpoints", "",
		},
		{
			"rows of one path are told apart by their query",
			tried{calls: []call{{"GET", "v3/query?entityId=1&merchantTransactionId=2", "", 200, approved}}},
			"endpoints",
			"GET /v3/query?merchantTransactionId=",
		},
		{
			"and may be asked for at once",
			tried{calls: []call{{"GET", "v3/query?date.from=1&date.to=2&shortId=3", "", 200, approved}}},
			"endpoints",
			"GET /v3/query?shortId=, GET /v3/query?date.from=&date.to=",
		},
		{
			"a schedule is asked for by its own id",
			tried{calls: []call{{"GET", "scheduling/v1/schedules/8a01", "", 200, approved}}},
			"endpoints", "GET /scheduling/v1/schedules/{id}",
		},
		{
			"or by the id that an answer called the registration's",
			tried{calls: []call{
				{"POST", "nowhere", "", 200, `{"registrationId":"8a01"}`}, {"GET", "scheduling/v1/schedules/8a01", "", 200, approved},
			}},
			"endpoints", "GET /scheduling/v1/schedules/{registrationId}",
		},
		{
			"the browser's calls are told by where it was sent, and came to",
			tried{visits: base + "connectors/acs/1", calls: []call{pay("", sentOff)}},
			"endpoints",
			"POST /v1/payments, POST /v1/threeDSecure/execute",
		},
		{"a shopper who was sent off and never came made none", tried{calls: []call{pay("", sentOff)}}, "endpoints", "POST /v1/payments"},
		{
			"nor one who came elsewhere",
			tried{visits: "https://shop.example/", calls: []call{pay("", sentOff)}},
			"endpoints",
			"POST /v1/payments",
		},
		{
			"what failed covers nothing",
			tried{verdict: "failed", calls: []call{pay("", approved)}},
			"endpoints", "",
		},
		{
			"a parameter is told by its row, and an empty one was not sent",
			tried{calls: []call{{"POST", "nowhere", "cart.items[3].name=Tea corporate.vatId=1 currency= nonsense=1", 200, approved}}},
			"parameters", "corporate.*, cart.items[n].name",
		},
		{
			"a decline took the parameters all the same",
			tried{calls: []call{{"POST", "nowhere", "amount=1.00", 400, declined}}},
			"parameters", "amount",
		},
		{
			"of a refused request no parameter was taken",
			tried{calls: []call{{"POST", "nowhere", "card.cvv=12 amount=1.00", 400, refusal}}},
			"parameters", "",
		},
		{
			"a refusal names what was sent, not what is missing",
			tried{calls: []call{{"POST", "nowhere", "card.cvv=12 amount=1.00", 400, refusal}}},
			"refusals", "card.cvv",
		},
		{
			"a wrong login took nothing",
			tried{calls: []call{{"POST", "nowhere", "amount=1.00", 403, `{"result":{"code":"800.900.300"}}`}}},
			"parameters", "",
		},
		{
			"the header is told by its call",
			tried{calls: []call{pay("", approved)}},
			"parameters", "Authorization",
		},
		{
			"unless the login was in the body",
			tried{calls: []call{pay("authentication.password=[secret]", approved)}},
			"parameters", "authentication.password",
		},
		{
			"groups are those of the parameters", tried{calls: []call{pay("billing.city=Porto", approved)}}, "groups", "authentication, billing",
		},
		{
			"a type is the request's and the answer's",
			tried{calls: []call{pay("paymentType=PA.CP", `{"paymentType":"PA","result":{"code":"000.100.110"}}`)}},
			"types", "PA, PA.CP",
		},
		{
			"a path may imply the type",
			tried{calls: []call{{"DELETE", "v1/registrations/8a01", "", 200, approved}}},
			"types", "DR",
		},
		{
			"a brand that is pending is covered",
			tried{calls: []call{pay("paymentBrand=PAYPAL", `{"result":{"code":"000.200.000"}}`)}},
			"brands", "PAYPAL",
		},
		{"a brand that was declined is not", tried{calls: []call{pay("paymentBrand=PAYPAL", declined)}}, "brands", ""},
		{
			"a brand is covered with its types",
			tried{told: `{"payload":{"paymentBrand":"VISA","paymentType":"CP","result":{"code":"000.100.110"}}}`},
			"brand-types", "VISA CP",
		},
		{
			"a back office operation has the brand of its payment",
			tried{calls: []call{
				pay("", `{"id":"8a01","paymentBrand":"VISA","paymentType":"PA","result":{"code":"000.100.110"}}`),
				{"POST", "v1/payments/8a01", "", 200, `{"id":"8a02","paymentType":"CP","result":{"code":"000.100.110"}}`},
				{"POST", "v1/payments/8a02", "", 200, `{"id":"8a03","paymentType":"RF","result":{"code":"000.100.110"}}`},
			}},
			"brand-types", "VISA PA, VISA CP, VISA RF",
		},
		{
			"codes come in reports, too",
			tried{calls: []call{{"GET", "v3/query/1", "", 200, `{"result":{"code":"000.000.100"},"records":[{"result":{"code":"800.100.153"}}]}`}}},
			"codes", "000.000.100, 800.100.153",
		},
		{
			"a group is that of its codes", tried{calls: []call{pay("", declined)}}, "code-groups", "reject-bank",
		},
		{"a code nobody asked for is behaviour", tried{calls: []call{pay("", declined)}}, "codes", "800.100.153"},
		{"a code in a parameter is asked for", tried{calls: []call{pay("card.holder=800.100.153", declined)}}, "codes", ""},
		{
			"a code further on in a parameter is not",
			tried{calls: []call{pay("card.holder=not,800.100.153", declined)}},
			"codes", "800.100.153",
		},
		{
			"perhaps with an advice",
			tried{calls: []call{pay("", approved), {"POST", "v1/payments?card.holder=800.100.153+MAC+02", "", 400, declined}}},
			"codes",
			"000.100.110",
		},
		{"and counts as forced", tried{calls: []call{pay("card.holder=800.100.153", declined)}}, "forced-codes", "800.100.153"},
		{
			"it stays asked for until the scenario ends",
			tried{calls: []call{pay("card.holder=800.100.153", approved), pay("", declined)}},
			"forced-codes", "800.100.153",
		},
		{
			"a test card asks for its code",
			tried{calls: []call{pay("paymentBrand=VISA card.number=401200******1114", `{"result":{"code":"100.390.112"}}`)}},
			"forced-codes", "100.390.112",
		},
		{
			"a setting may be a code",
			tried{refs: "chargeback-reason=800.100.153", calls: []call{pay("", declined)}},
			"forced-codes",
			"800.100.153",
		},
		{
			"or name one among other things",
			tried{refs: "outcomes=amount=1.00:100.396.101,amount=2.00:800.100.153", calls: []call{pay("", declined)}},
			"forced-codes",
			"800.100.153",
		},
		{
			"what a shopper types may ask for what test data do",
			tried{fills: true, calls: []call{pay("", declined)}},
			"forced-codes",
			"800.100.153",
		},
		{
			"test data are told by what a log shows of them",
			tried{calls: []call{pay("paymentBrand=MASTER card.number=545454******5454", approved)}},
			"test-data",
			"MASTER card.number=545454******5454",
		},
		{"a demand is quoted", tried{refs: "S06"}, "demands", "S06"},
		{"a rule is quoted", tried{refs: "R002 R999"}, "rules", "R002"},
		{"what failed shows no rule", tried{verdict: "failed", refs: "R002"}, "rules", ""},
		{"a decision is quoted", tried{refs: "D10"}, "decisions", "D10"},
		{"where the channel is set otherwise it is not the decision", tried{refs: "D10 D10=no-capture"}, "decisions", ""},
		{"nor where a part of it is", tried{refs: "D15 D15-POST=2"}, "decisions", ""},
		{"the setting is covered then", tried{refs: "D10 D10=no-capture"}, "settings", "D10=no-capture"},
		{"a number is one of its form", tried{refs: "D15-POST=2"}, "settings", "D15-POST=<number>"},
		{"tags are those of the registry", tried{tags: "@PA @nosuch @PA-001"}, "tags", "@PA"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.tried.id = "X-001"
			if got := names(t, covered(t, tt.tried), tt.measure); got != tt.want {
				t.Errorf("%s = %q, want %q", tt.measure, got, tt.want)
			}
		})
	}
}

func TestItemsSayHowCertainTheyAre(t *testing.T) {
	t.Parallel()
	c := covered(t,
		tried{id: "A-001", tags: "@verified", refs: "S01"}, tried{id: "A-002", tags: "@unverified", refs: "S01 S02"},
		tried{id: "A-003", tags: "@decided", refs: "S01"}, tried{id: "A-004", tags: "@verified", refs: "S01", verdict: "failed"},
	)
	m, _ := c.Measure("demands")
	if got, want := fmt.Sprint(m.Items[0].Verified, m.Items[0].Decided, m.Items[0].Unverified, m.Items[0].Scenarios),
		"1 1 1 [A-001 A-002 A-003]"; got != want {
		t.Errorf("S01 = %s, want %s", got, want)
	}
	if m.Covered != 2 || m.Certain != 1 || c.Scenarios != 3 || c.LeftOut != 1 {
		t.Errorf("%d covered, %d certain, %d scenarios, %d left out; want 2, 1, 3, 1", m.Covered, m.Certain, c.Scenarios, c.LeftOut)
	}
}

func TestARuleIsNoMoreCertainThanItsRow(t *testing.T) {
	t.Parallel()
	for certainty, want := range map[string]int{"verified": 1, "decided": 1, "unverified": 0} {
		i := slices.IndexFunc(spec.Rules(), func(r spec.Rule) bool { return r.Certainty == certainty })
		m, _ := covered(t, tried{id: "A-001", tags: "@verified", refs: spec.Rules()[i].ID}).Measure("rules")
		if m.Covered != 1 || m.Certain != want {
			t.Errorf("a rule that is %s: %d covered, %d certain, want 1, %d", certainty, m.Covered, m.Certain, want)
		}
	}
}

func TestACodeOfBehaviourIsNoForcedOne(t *testing.T) {
	t.Parallel()
	pay := func(form string) []call { return []call{{"POST", "v1/payments", form, 400, declined}} }
	c := covered(t, tried{id: "A-001", calls: pay("card.holder=800.100.153")}, tried{id: "A-002", calls: pay("")})
	if got := names(t, c, "codes") + "/" + names(t, c, "forced-codes"); got != "800.100.153/" {
		t.Errorf("by behaviour/forced = %q, want 800.100.153/", got)
	}
}

func TestEveryTableIsMeasured(t *testing.T) {
	t.Parallel()
	c := covered(t)
	totals := map[string]int{
		"endpoints": len(spec.Endpoints()), "parameters": len(spec.Parameters()), "brands": len(spec.Brands()),
		"codes": len(spec.Codes()), "demands": len(spec.Demands()), "decisions": len(spec.Decisions()), "settings": 3,
		"rules": len(spec.Rules()),
	}
	for name, want := range totals {
		if m, _ := c.Measure(name); m.Total != want || len(m.Missing()) != want {
			t.Errorf("%s: %d of %d are missing, want all of %d", name, len(m.Missing()), m.Total, want)
		}
	}
}

func TestScenariosAloneCoverWhatTheySay(t *testing.T) {
	t.Parallel()
	c := coverage.Planned([]reports.ScenarioRecord{
		{ID: "A-001", Name: "A CP with VISA, or so", Tags: []string{"@CP"}, Refs: []string{"S06", "R003", "D10=no-capture"}},
	}, settings)
	for measure, want := range map[string]string{
		"types": "CP", "brands": "VISA", "demands": "S06", "rules": "R003", "settings": "D10=no-capture", "tags": "@CP",
	} {
		if got := names(t, c, measure); got != want {
			t.Errorf("%s = %q, want %q", measure, got, want)
		}
	}
	if _, measured := c.Measure("endpoints"); measured {
		t.Error("endpoints are measured, though nothing was sent")
	}
}
