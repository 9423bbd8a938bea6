package simulator

import "testing"

func TestReturnURLKeepsWhatTheShopWrote(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000301"
	const added = "id=" + id + "&resourcePath=%2Fv1%2Fpayments%2F" + id
	tests := []struct{ name, shop, want string }{
		{"no query", "https://shop.example/r", "https://shop.example/r?" + added},
		{"a query of its own", "https://shop.example/r?order=7", "https://shop.example/r?order=7&" + added},
		{"odd escapes stay", "https://shop.example/r?a=%2f+%20b", "https://shop.example/r?a=%2f+%20b&" + added},
		{"an empty query", "https://shop.example/r?", "https://shop.example/r?" + added},
		{"a query that ends open", "https://shop.example/r?a=1&", "https://shop.example/r?a=1&" + added},
		{"a fragment stays behind", "https://shop.example/r#top", "https://shop.example/r?" + added + "#top"},
		{"a query and a fragment", "https://shop.example/r?a=1#t?x", "https://shop.example/r?a=1&" + added + "#t?x"},
		{"an app", "shop.app://back", "shop.app://back?" + added},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := returnURL(tt.shop, id, "/v1/payments/"+id); got != tt.want {
				t.Errorf("returnURL = %q, want %q", got, tt.want)
			}
		})
	}
}
