package simulator_test

import "testing"

var (
	firstByShopper  = []string{"standingInstruction.mode=INITIAL", "standingInstruction.source=CIT"}
	laterByMerchant = []string{"standingInstruction.mode=REPEATED", "standingInstruction.source=MIT"}
)

const (
	initialID = "standingInstruction.initialTransactionId"
	givenID   = "resultDetails.CardholderInitiatedTransactionID"
)

func TestTheInitialTransactionID(t *testing.T) {
	t.Parallel()
	g := start(t)
	first := g.pay(visa("DB", append(firstByShopper, "createRegistration=true")...)).is(200, "000.100.110")
	id, token := first.text(initialID), first.text("registrationId")
	if id == "" || id != first.text(givenID) {
		t.Errorf("the two ids are %q and %q", id, first.text(givenID))
	}
	g.get("v1/query/"+first.text("id")).has(initialID, id, "standingInstruction.mode", "INITIAL")
	g.payWith(token, "DB", laterByMerchant...).is(200, "000.100.110").has(initialID, id, givenID, id)
	g.pay(visa("DB", append(laterByMerchant, initialID+"="+id)...)).is(200, "000.100.110").has(initialID, id)
	other := g.pay(visa("DB", firstByShopper...)).is(200, "000.100.110")
	if other.text(initialID) == id {
		t.Errorf("two agreements have the id %q", id)
	}
	g.follow(first.text("id"), "RF", amount("1.00")...).is(200, "000.100.110").
		lacks("standingInstruction", "recurringType")
	g.pay(visa("DB")).lacks("standingInstruction", givenID)
	g.pay(visa("DB", append(firstByShopper, "card.holder=800.100.153")...)).is(400, "800.100.153").lacks(initialID).
		has("standingInstruction.source", "CIT")
	g.pay(visa("DB", append(laterByMerchant, initialID+"=77", "card.holder=800.100.153")...)).has(initialID, "77")
}

func TestTheInitialTransactionIDComesWithTheApproval(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visit("wallet", append(firstByShopper, "createRegistration=true")...)
	s.pay.has("standingInstruction.mode", "INITIAL").lacks(initialID, givenID)
	s.enter(signIn...).enter(walks["wallet"].approval...).returns()
	paid := g.get("v1/query/"+s.pay.text("id")).is(200, "000.100.110")
	if paid.text(initialID) == "" || paid.text(initialID) != paid.text(givenID) {
		t.Errorf("the two ids are %q and %q", paid.text(initialID), paid.text(givenID))
	}
	again := append(laterByMerchant, "shopperResultUrl=https://shop.example/result")
	g.payWith(s.pay.text("registrationId"), "DB", again...).is(200, "000.200.000")
}

func TestRecurringTheOlderWay(t *testing.T) {
	t.Parallel()
	g := start(t)
	first := g.pay(visa("DB", "recurringType=INITIAL", "createRegistration=true")).is(200, "000.100.110").
		has("recurringType", "INITIAL").lacks("standingInstruction")
	g.payWith(first.text("registrationId"), "DB", "recurringType=REPEATED").is(200, "000.100.110").
		has("recurringType", "REPEATED", givenID, first.text(givenID))
	g.pay(visa("DB", "recurringType=REPEATED")).is(400, "100.150.300")
	g.register(account(firstByShopper...)...).is(200, "000.100.110").has("standingInstruction.source", "CIT").
		lacks(initialID, "resultDetails")
}
