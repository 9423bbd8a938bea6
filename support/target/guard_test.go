package target

import (
	"strings"
	"testing"
)

func TestHostsThatLookLikeProduction(t *testing.T) {
	t.Parallel()
	tests := []struct {
		host             string
		production, sure bool
	}{
		{"eu-prod.oppwa.com", true, true},
		{"EU-PROD.oppwa.com.", true, true},
		{"oppwa.com", true, true},
		{"www.oppwa.com", true, true},
		{"ap-prod.oppwa.com", true, true},
		{"eu-prod2.example.com", true, true},
		{"gateway.production.example.com", true, true},
		{"live.example.com", true, true},
		{"test.prod.example.com", true, true},
		{"pay.example.com", true, false},
		{"contest.example.com", true, false},
		{"products.example.com", true, false},
		{"93.184.216.34", true, false},
		{"2606:2800::1", true, false},

		{"eu-test.oppwa.com", false, true},
		{"test.oppwa.com", false, true},
		{"uat.example.com", false, true},
		{"uat2.example.com", false, true},
		{"pay-sandbox.example.com", false, true},
		{"preprod.example.com", false, true},
		{"pre-prod.example.com", false, true},
		{"non-prod.example.com", false, true},
		{"gateway", false, true},
		{"pay.shop.internal", false, true},
		{"localhost", false, true},
		{"127.0.0.1", false, true},
		{"::1", false, true},
		{"10.1.2.3", false, true},
		{"192.168.0.9", false, true},
	}
	for _, tt := range tests {
		why, production, sure := looksLikeProduction(tt.host)
		if production != tt.production || sure != tt.sure || why == "" {
			t.Errorf("%s: production %v, sure %v (%s), want %v, %v", tt.host, production, sure, why, tt.production, tt.sure)
		}
	}
}

func TestGuard(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		yaml   []string
		mean   bool
		want   string // "" = allowed
		remedy string
	}{
		{"a test host", []string{base}, false, "", ""},
		{"a test host, meant as production", []string{base}, true, "", ""},
		{
			"the live host",
			[]string{"baseUrl: https://eu-prod.oppwa.com/"},
			false,
			"looks like production: eu-prod.oppwa.com is a documented live host", "--i-mean-production",
		},
		{
			"the live host, only the flag",
			[]string{"baseUrl: https://eu-prod.oppwa.com/"},
			true,
			"looks like production", "production: true",
		},
		{
			"the live host called a test host",
			[]string{"baseUrl: https://eu-prod.oppwa.com/", "production: false"},
			false, "looks like production",
			"test host",
		},
		{
			"the live host, only the file",
			[]string{"baseUrl: https://eu-prod.oppwa.com/", "production: true", "maxAmount: 1.00"},
			false,
			"does not confirm it", "--i-mean-production if real payments up to 1.00",
		},
		{
			"the live host, both",
			[]string{"baseUrl: https://eu-prod.oppwa.com/", "production: true", "maxAmount: 1.00"},
			true, "", "",
		},
		{
			"a host without any mark",
			[]string{"baseUrl: https://pay.example.com/"},
			false,
			"may be production: pay.example.com: nothing in its name", "production: false",
		},
		{
			"a host without any mark, called a test host",
			[]string{"baseUrl: https://pay.example.com/", "production: false"},
			false, "", "",
		},
		{
			"a test host, called production",
			[]string{base, "production: true", "maxAmount: 1"},
			false,
			"does not confirm it", "--i-mean-production",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := parse("c.yaml", []byte(withTarget(append(tt.yaml, channels)...)), vars("TOKEN", "t"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Target("qa")
			if err != nil {
				t.Fatal(err)
			}
			err = got.Guard(tt.mean)
			if tt.want == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			wantError(t, err, tt.want, tt.remedy)
		})
	}
}

func TestCardsThatAreNotTestData(t *testing.T) {
	t.Parallel()
	known := []string{"4200000000000000"}
	real := Target{Name: "qa", BaseURL: "https://eu-test.example.com/"}
	production := Target{Name: "live", BaseURL: "https://eu-prod.oppwa.com/", Production: true, MaxAmount: "1.00"}
	tests := []struct {
		name   string
		target Target
		pan    string
		mean   bool
		ok     bool
	}{
		{"a test card", real, "4200 0000 0000 0000", false, true},
		{"another card", real, "4111111111111111", false, false},
		{"another card, with the flag alone", real, "4111111111111111", true, false},
		{"another card on production", production, "4111111111111111", false, false},
		{"another card on production that is meant", production, "4111111111111111", true, true},
		{"another card on the simulator", builtIn(), "4111111111111111", false, true},
		{"something short", real, "4111", false, false},
	}
	for _, tt := range tests {
		err := tt.target.GuardPAN(tt.pan, known, tt.mean)
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil && strings.Contains(err.Error(), tt.pan) {
			t.Errorf("%s: the number is in the error: %v", tt.name, err)
		}
	}
	wantError(t, real.GuardPAN("4111-1111-1111-1234", known, false),
		"card number 411111******1234 is not", "documentation")
}

func TestAmountsOnProductionAreCapped(t *testing.T) {
	t.Parallel()
	production := Target{Name: "live", Production: true, MaxAmount: "5.00"}
	for amount, ok := range map[string]bool{
		"5.00": true, "5": true, "0.01": true, "5.01": false, "10.00": false, "-1": false, "": false, "1e3": false,
	} {
		if err := production.GuardAmount(amount); (err == nil) != ok {
			t.Errorf("%q: %v", amount, err)
		}
	}
	if err := (Target{}).GuardAmount("1000000.00"); err != nil {
		t.Errorf("a test host has no cap: %v", err)
	}
}
