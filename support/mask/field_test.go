package mask

import "testing"

func TestField(t *testing.T) {
	t.Parallel()
	m := New(Options{})
	m.Learn("a-known-token")
	tests := []struct{ name, field, value, want string }{
		{"a card number keeps its ends", "card.number", "4200000000000000", "420000******0000"},
		{"with spaces too", "card.number", "4200 0000 0000 0000", "4200 0*********0000"},
		{"also when it fails Luhn", "card.number", "4200000000000002", "420000******0002"},
		{"a short one keeps its last four", "card.number", "123456789012", "********9012"},
		{"a very short one keeps nothing", "card.number", "4200", "****"},
		{"in a list", "registrations[0].card.number", "4200000000000000", "420000******0000"},
		{"in brackets", "card[number]", "4200000000000002", "420000******0002"},
		{"in brackets within a list", "registrations[0][card][cvv]", "123", "[secret]"},
		{"within a custom parameter", "customParameters[card.cvv]", "123", "[secret]"},
		{"a custom parameter is none", "customParameters[SHOPPER_ref]", "123", "123"},
		{"misspelt", "Card.Number", "4200000000000002", "420000******0002"},
		{"a CVV is never shown", "card.cvv", "123", "[secret]"},
		{"nor a misspelt one", "card.CVV", "123", "[secret]"},
		{"the expiry is blanked", "card.expiryYear", "2034", "**"},
		{"and its month", "card.expiryMonth", "05", "**"},
		{"the holder is shown", "card.holder", "Jane Jones", "Jane Jones"},
		{"the legacy login", "authentication.userId", "8a8294174b7ecb28014b9699220015cc", "[secret]"},
		{"and its password", "authentication.password", "x", "[secret]"},
		{"any password", "virtualAccount.password", "x", "[secret]"},
		{"a bare password", "password", "x", "[secret]"},
		{"a wallet's token", "applePay.paymentToken", "{}", "[secret]"},
		{"a risk system's token", "risk.accountToken", "t-4711", "[secret]"},
		{"token accounts", "tokenAccount.number", "4200000000000000", "[secret]"},
		{"a cryptogram", "threeDSecure.cryptogram", "AAAB", "[secret]"},
		{"a header", "authorization", "Bearer x", "[secret]"},
		{"an IBAN keeps its ends", "bankAccount.iban", "DE23100000001234567890", "DE23**************7890"},
		{"an account number", "bankAccount.number", "1234567890123", "1234*****0123"},
		{"a short account number", "bankAccount.number", "1234567", "*******"},
		{"anything else by value", "merchantMemo", "see a-known-token", "see [secret]"},
		{"anything else by pattern", "card.holder", "4200000000000000", "420000******0000"},
		{"a name without a dot", "amount", "92.00", "92.00"},
		{"nothing stays nothing", "card.cvv", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := m.Field(tt.field, tt.value); got != tt.want {
				t.Errorf("Field(%q, %q) = %q, want %q", tt.field, tt.value, got, tt.want)
			}
		})
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	m := New(Options{})
	m.Learn("a+known/token")
	tests := []struct{ name, raw, want string }{
		{"a plain one stays", "https://h.example/v1/payments/x?entityId=8ac7a4a1000000000000000000000101", ""},
		{"escapes stay as they are", "https://h.example/?u=https%3A%2F%2fshop%2F&n=a+b", ""},
		{"a field by its name", "/v1?card.cvv=123&amount=1.00", "/v1?card.cvv=[secret]&amount=1.00"},
		{"an escaped name", "/v1?card%2Ecvv=123", "/v1?card%2Ecvv=[secret]"},
		{"a card number", "/v1?card.number=4200+0000+0000+0000", "/v1?card.number=4200+0*********0000"},
		{"a secret by value", "/v1?x=a%2Bknown%2Ftoken#y", "/v1?x=[secret]#y"},
		{"a secret in the path", "/v1/a+known/token/x", "/v1/[secret]/x"},
		{"a card number in the fragment", "/#4200000000000000", "/#420000******0000"},
		{"a user", "https://me:pw@h.example/x@y", "https://[secret]@h.example/x@y"},
		{"what is no URL", "%zz?a=%zz&=&&b", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.want == "" {
				tt.want = tt.raw
			}
			if got := m.URL(tt.raw); got != tt.want {
				t.Errorf("URL(%q) = %q, want %q", tt.raw, got, tt.want)
			}
		})
	}
}
