package simulator_test

import (
	"net/http"
	"testing"
	"time"

	"assay/support/spec"
)

func TestStatusRepeatsThePayment(t *testing.T) {
	t.Parallel()
	g := start(t)
	made := g.pay(visa("PA", "merchantTransactionId=status-01", "customer.givenName=Jane"))
	a := g.get("v1/payments/"+made.text("id")).is(200, "000.100.110")
	for _, path := range []string{
		"id", "amount", "currency", "descriptor", "merchantTransactionId", "card.bin",
		"customer.givenName", "risk.score", "buildNumber",
	} {
		a.has(path, made.text(path))
	}
	a.has("timestamp", "2026-11-22 12:00:00.575+0000").lacks("shortId") // D34
	if a.text("ndc") == made.text("ndc") {
		t.Error("ndc is not of this request alone")
	}
}

func TestD15StatusThrottle(t *testing.T) {
	t.Parallel()
	g := start(t)
	id, other := g.approved(visa("DB")), g.approved(visa("DB"))
	g.get("v1/payments/"+id).is(200, "000.100.110")
	g.wall.pass(30 * time.Second)
	g.get("v1/payments/"+id).is(200, "000.100.110")
	a := g.get("v1/payments/"+id).is(429, "800.120.100")
	a.has("id", id, "result.description", "Too many requests. Please try again later.").lacks("amount")
	g.get("v1/payments/"+other).is(200, "000.100.110")
	g.wall.pass(30 * time.Second)
	g.get("v1/payments/"+id).is(200, "000.100.110") // the first call is a minute old
	g.get("v1/payments/"+id).is(429, "800.120.100")
	g.advance("1m")
	g.get("v1/payments/"+id).is(200, "000.100.110")
}

func TestD15StatusThrottleBySetting(t *testing.T) {
	t.Parallel()
	g := start(t, "D15=1")
	id := g.approved(visa("DB"))
	g.get("v1/payments/"+id).is(200, "000.100.110")
	g.get("v1/payments/"+id).is(429, "800.120.100")
	g = start(t, "D15=0")
	id = g.approved(visa("DB"))
	for range 5 {
		g.get("v1/payments/"+id).is(200, "000.100.110")
	}
}

func TestD16QueriesAreNotThrottledUnlessStrict(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("DB", "merchantTransactionId=query-001"))
	for range 5 {
		g.get("v1/query/"+id).is(200, "000.100.110")
		g.get("v1/query", "merchantTransactionId=query-001").is(200, "000.000.100")
	}
	g = start(t, "D16=strict")
	id = g.approved(visa("DB"))
	g.get("v1/query/"+id).is(200, "000.100.110")
	g.get("v1/query/"+id).is(200, "000.100.110")
	g.get("v1/query/"+id).is(429, "800.120.100")
	g.get("v1/payments/"+id).is(200, "000.100.110")
}

func TestD20ARejectedPaymentAnswers400(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(visa("DB", "card.holder=800.100.153")).is(400, "800.100.153").text("id")
	g.get("v1/payments/"+id).is(400, "800.100.153").has("id", id, "paymentBrand", "VISA", "card.last4Digits", "0000").
		lacks("amount", "currency", "descriptor")
}

func TestD21UnknownIds(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, id := range []string{"8ac7a4c9ffffffffffffffffffffffff", "x"} {
		g.get("v1/payments/"+id).is(404, "700.400.580").lacks("id").has("result.description", "cannot find transaction")
		g.get("v1/query/"+id).is(400, "700.400.580")
	}
	g.get("v1/query", "merchantTransactionId=nobody-knows").is(400, "700.400.580")
	g.get("v1/query").complains("merchantTransactionId", "may not be empty")
	g.get("v1/payments/x", "-entityId").complains("entityId", "invalid or missing parameter")
	g.get("v1/payments/x", "amuont=1").complains("amuont", "is not an allowed parameter")
}

func TestQueryByReferenceListsTheChain(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA", "merchantTransactionId=chain-001"))
	g.advance("1h")
	capture := g.follow(id, "CP", append(amount("40.00"), "merchantTransactionId=chain-001")...)
	cp := capture.is(200, "000.100.110").text("id")
	g.approved(visa("PA", "merchantTransactionId=chain-002"))
	a := g.get("v1/query", "merchantTransactionId=chain-001").is(200, "000.000.100")
	a.has("result.description", "successful request", "timestamp", "2026-11-22 13:00:00.575+0000",
		"payments.0.id", id, "payments.0.paymentType", "PA", "payments.0.timestamp", "2026-11-22 12:00:00.575+0000",
		"payments.1.id", cp, "payments.1.referencedId", id, "payments.1.result.code", "000.100.110",
	).lacks("payments.2", "payments.0.ndc", "payments.0.buildNumber", "id")
	short := a.text("payments.0.shortId")
	if a.text("payments.0.descriptor") != short+" Test_Channel" {
		t.Errorf("shortId = %q, descriptor = %q", short, a.text("payments.0.descriptor"))
	}
	g.get("v1/query/"+cp).is(200, "000.100.110").has("paymentType", "CP", "amount", "40.00")
}

func TestResultCodesAreTheTables(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.do(http.MethodGet, "v1/resultcodes", "", "", "Authorization", "")
	listed, _ := a.get("resultCodes").([]any)
	if a.status != 200 || len(listed) != len(spec.Codes()) {
		t.Fatalf("answer = HTTP %d with %d codes, want 200 with %d", a.status, len(listed), len(spec.Codes()))
	}
	for i, c := range spec.Codes() {
		entry, _ := listed[i].(map[string]any)
		if entry["code"] != c.Code || entry["description"] != c.Description {
			t.Errorf("entry %d = %v, want %s %q", i, entry, c.Code, c.Description)
		}
	}
}
