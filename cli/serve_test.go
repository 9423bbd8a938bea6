package cli

import (
	"slices"
	"testing"

	"assay/support/target"
)

// What a channels file says reaches the simulator, key by key.
func TestServedChannelsAreThoseOfTheFile(t *testing.T) {
	t.Parallel()
	c := served(target.Channel{
		Name: "n", EntityID: "e", Parent: "m", AccessToken: "t", UserID: "u", Password: "p", Mode: "EXTERNAL",
		Brands: []string{"VISA"}, Currencies: []string{"EUR"},
		PaymentTypes: []string{"PA"}, ThreeDSecure: true, Settings: map[string]string{"D25": "x"},
	})
	texts := []string{
		c.Name, c.EntityID, c.Parent, c.AccessToken, c.UserID, c.Password, c.Mode, c.Brands[0], c.Currencies[0], c.PaymentTypes[0],
	}
	want := []string{"n", "e", "m", "t", "u", "p", "EXTERNAL", "VISA", "EUR", "PA"}
	if !slices.Equal(texts, want) || !c.ThreeDSecure || c.Settings["D25"] != "x" {
		t.Errorf("served = %+v", c)
	}
}
