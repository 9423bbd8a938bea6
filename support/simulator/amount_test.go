package simulator

import "testing"

func TestAmountKeepsItsText(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"92.00", "92.00"},
		{"92", "92.00"},
		{"0.01", "0.01"},
		{"0", "0.00"},
		{"007.50", "7.50"},
		{"999999999999.99", "999999999999.99"},
	}
	for _, tt := range tests {
		if got, ok := parseAmount(tt.in); !ok || got.String() != tt.want {
			t.Errorf("parseAmount(%q) = %s, %v, want %s", tt.in, got, ok, tt.want)
		}
	}
	for _, in := range []string{"", ".", "1.2", "-1.00", "1,00", "1e3", ".00", "1234567890123", "1.234", "١.00"} {
		if got, ok := parseAmount(in); ok {
			t.Errorf("parseAmount(%q) = %s, want a refusal", in, got)
		}
	}
}
