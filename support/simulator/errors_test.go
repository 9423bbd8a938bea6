package simulator_test

import (
	"encoding/base64"
	"testing"

	"assay/support/simulator"
)

func simulatorConfig(vary int64) simulator.Config {
	return simulator.Config{Seed: 42, Vary: vary, Channels: []simulator.Channel{{Name: "Test_Channel"}}}
}

func TestAuthentication(t *testing.T) {
	t.Parallel()
	const (
		userID   = "0123456789abcdef0123456789abcdef"
		password = "a-Password1"
	)
	channel := simulator.Channel{
		EntityID: "8ac7a4c9aaaa00000000000000000001", AccessToken: "a+Bearer/token==", UserID: userID, Password: password,
	}
	legacy := []string{"authentication.userId=" + userID, "authentication.password=" + password}
	tests := []struct {
		name   string
		header string // Authorization; "" = none
		params []string
		status int
		code   string
	}{
		{"a bearer token", "Bearer a+Bearer/token==", nil, 200, "000.100.110"},
		{
			"a bearer token and authentication.entityId", "Bearer a+Bearer/token==",
			[]string{"-entityId", "authentication.entityId=" + channel.EntityID},
			200, "000.100.110",
		},
		{
			"the legacy login", "", append([]string{"-entityId", "authentication.entityId=" + channel.EntityID}, legacy...),
			200, "000.100.110",
		},
		{"the legacy login with entityId", "", legacy, 200, "000.100.110"},
		{"D01: no login at all", "", nil, 401, "800.900.300"},
		{"D01: another scheme", "Basic YTpi", nil, 401, "800.900.300"},
		{"D01: a scheme without a token", "Bearer ", nil, 401, "800.900.300"},
		{"D01: half a legacy login", "", legacy[:1], 401, "800.900.300"},
		{"D01 comes before D04", "", []string{"-amount"}, 401, "800.900.300"},
		{"D02: a wrong token", "Bearer wrong", nil, 403, "800.900.300"},
		{"D02: a wrong legacy password", "", []string{legacy[0], "authentication.password=wrong"}, 403, "800.900.300"},
		{
			"D02: an unknown entityId", "Bearer a+Bearer/token==",
			[]string{"entityId=8ac7a4c9bbbb00000000000000000009"},
			403, "800.900.300",
		},
		{"D04 comes before D02", "Bearer wrong", []string{"-amount"}, 400, "200.300.404"},
		{"D02 comes before D29", "Bearer wrong", []string{"paymentBrand=NOSUCH"}, 403, "800.900.300"},
	}
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{channel}})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := g.do("POST", "v1/payments", "", g.form(visa("PA", tt.params...)...), "Authorization", tt.header)
			a.t = t
			a.is(tt.status, tt.code)
			if tt.status != 200 {
				a.lacks("id", "card", "amount")
			}
			if tt.code == "800.900.300" {
				a.has("result.description", "invalid authentication information")
			}
		})
	}
	t.Run("D02 auth-401: a wrong token", func(t *testing.T) {
		channel.Settings = map[string]string{"D02": "auth-401"}
		g := startWith(t, simulator.Config{Channels: []simulator.Channel{channel}})
		g.do("POST", "v1/payments", "", g.form(visa("PA")...), "Authorization", "Bearer wrong").is(401, "800.900.300")
		g.do("POST", "v1/payments", "", g.form(visa("PA")...), "Authorization", "").is(401, "800.900.300")
	})
	t.Run("D02: a channel without a legacy login has none that fits", func(t *testing.T) {
		bearerOnly := simulator.Channel{EntityID: channel.EntityID, AccessToken: channel.AccessToken}
		g := startWith(t, simulator.Config{Channels: []simulator.Channel{bearerOnly}})
		g.do("POST", "v1/payments", "", g.form(visa("PA", legacy...)...), "Authorization", "").is(403, "800.900.300")
	})
	t.Run("the login of a GET is in its query", func(t *testing.T) {
		id := g.approved(visa("DB"))
		query := g.form("authentication.userId="+userID, "authentication.password="+password)
		g.do("GET", "v1/payments/"+id, query, "", "Authorization", "").is(200, "000.100.110")
		g.do("GET", "v1/payments/"+id, g.form(), "", "Authorization", "").is(401, "800.900.300")
		g.do("GET", "v1/payments/"+id, g.form(), "", "Authorization", "Bearer wrong").is(403, "800.900.300")
	})
}

func TestTheMadeTokenIsOfTheRealForm(t *testing.T) {
	t.Parallel()
	c := start(t).Channel
	plain, err := base64.StdEncoding.DecodeString(c.AccessToken)
	if err != nil || string(plain) != c.UserID+"|"+c.Password || len(c.UserID) != 32 || len(c.EntityID) != 32 {
		t.Errorf("token = %q (%v) of user %q", plain, err, c.UserID)
	}
}

func TestPathsAndMethods(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("DB"))
	tests := []struct {
		name, verb, path string
		status           int
		code             string
	}{
		{"D08: a doubled slash before a status path", "GET", "/v1/payments/" + id, 200, "000.100.110"},
		{"D08: doubled slashes anywhere", "GET", "v1//payments//" + id + "/", 200, "000.100.110"},
		{"an unknown path", "GET", "v1/nothing", 404, "200.300.404"},
		{"a version that does not exist", "GET", "v9/payments/" + id, 404, "200.300.404"},
		{"a path that is too long", "GET", "v1/payments/" + id + "/more", 404, "200.300.404"},
		{"no path", "GET", "", 404, "200.300.404"},
		{"a verb the path does not have", "DELETE", "v1/payments/" + id, 405, "200.300.403"},
		{"a status without an id", "GET", "v1/payments", 405, "200.300.403"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := g.do(tt.verb, tt.path, g.form(), "")
			a.t = t
			a.is(tt.status, tt.code)
		})
	}
	t.Run("an empty id is an initial payment", func(t *testing.T) {
		g.post("v1/payments/", "paymentType=RF", "amount=1.00", "currency=EUR", "paymentBrand=VISA",
			"card.number=4200000000000000", "card.expiryMonth=05", "card.expiryYear=2034").
			complains("paymentType", "must be one of [PA, DB, CD, PA.CP]")
	})
}
