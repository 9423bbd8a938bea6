package openapi

import ("testing";"os")

func TestX(t *testing.T) {
	d := Describe(Options{Version: "0"})
	y, err := d.YAML(); if err != nil { t.Fatal(err) }
	os.WriteFile("/tmp/oas-lint/o.yaml", y, 0o644)
	j, err := d.JSON(); if err != nil { t.Fatal(err) }
	os.WriteFile("/tmp/oas-lint/o.json", j, 0o644)
}
