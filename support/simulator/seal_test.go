package simulator

import (
	"encoding/hex"
	"strings"
	"testing"
)

// knownAnswers are published with the vendor's and a reseller's documentation.
var knownAnswers = []struct{ vector, tag, body, plain string }{
	{
		"3D575574536D450F71AC76D8", "19FDD068C6F383C173D3A906F7BD1D83",
		"F8E2F759E528CB69375E51DB2AF9B53734E393", `{"type": "PAYMENT"}`,
	},
	{
		"000000000000000000000000", "CE573FB7A41AB78E743180DC83FF09BD",
		"0A3471C72D9BE49A8520F79C66BBD9A12FF9", `{"type":"PAYMENT"}`,
	},
}

func TestSealGivesThePublishedAnswers(t *testing.T) {
	t.Parallel()
	key, err := hex.DecodeString(strings.Repeat("000102030405060708090A0B0C0D0E0F", 2))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range knownAnswers {
		vector, err := hex.DecodeString(tt.vector)
		if err != nil {
			t.Fatal(err)
		}
		if body, tag := seal(key, vector, []byte(tt.plain)); body != tt.body || tag != tt.tag {
			t.Errorf("%s is sealed as %s, %s, want %s, %s", tt.plain, body, tag, tt.body, tt.tag)
		}
	}
}

func TestLeaveOutKeepsTheRestInItsPlace(t *testing.T) {
	t.Parallel()
	const object = `{"a":"1","b":{"c":[1,2],"d":"x"},"e":null,"f":{"c":"y"}}`
	for _, tt := range []struct {
		names []string
		want  string
	}{
		{nil, object},
		{[]string{"a", "e"}, `{"b":{"c":[1,2],"d":"x"},"f":{"c":"y"}}`},
		{[]string{"b.d", "f"}, `{"a":"1","b":{"c":[1,2]},"e":null}`},
		{[]string{"a.x"}, object},
	} {
		if got := string(leaveOut([]byte(object), tt.names...)); got != tt.want {
			t.Errorf("without %v = %s, want %s", tt.names, got, tt.want)
		}
	}
	if got := string(leaveOut([]byte("no object"), "a")); got != "no object" {
		t.Errorf("what is no object became %s", got)
	}
}

func TestOnlyThisMachineIsReached(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:80": true, "[::ffff:127.0.0.1]:80": true,
		"192.0.2.1:80": false, "0.0.0.0:80": false, "[2001:db8::1]:80": false, "localhost:80": false,
	} {
		if got := reachesHere(address); got != want {
			t.Errorf("%s is here: %v, want %v", address, got, want)
		}
	}
}
