package steps

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

func TestAnAnswerThatNobodyJudgedIsReported(t *testing.T) {
	t.Parallel()
	w := paid(t, 200, approvedPA)
	err := w.End(context.Background())
	if err == nil || !strings.Contains(err.Error(), "8ac7a4a1000000000000000000000101") {
		t.Fatalf("error = %v, want one that names the payment", err)
	}
	if err := w.transactionIs("payment", "approved"); err != nil {
		t.Fatal(err)
	}
	if err := w.End(context.Background()); err != nil {
		t.Errorf("error = %v, want none: a Then has looked at it", err)
	}
}

func TestAnEarlierAnswerMustBeJudgedToo(t *testing.T) {
	t.Parallel()
	w := paid(t, 200, approvedPA)
	if err := w.merchantRepeats(context.Background(), "PA"); err != nil {
		t.Fatal(err)
	}
	if err := w.transactionIs("payment", "approved"); err != nil {
		t.Fatal(err)
	}
	if w.End(context.Background()) == nil {
		t.Error("the first of two answers was never looked at, and nobody says so")
	}
}

func TestAGivenThatDoesNotComeAboutIsAFailureOfTheGateway(t *testing.T) {
	t.Parallel()
	w := paid(t, 400, declined)
	var failed *AssertionError
	if err := w.anApproved(context.Background(), "PA", "92.00", "EUR"); !errors.As(err, &failed) {
		t.Errorf("error = %v, want an assertion that fails", err)
	}
}

func TestAnAnswerWithoutAVerdictIsNoFailure(t *testing.T) {
	t.Parallel()
	w, _ := worldAt(t, answers{})
	err := w.merchantSends(context.Background(), "PA", "VISA")
	var none *opp.NoVerdictError
	if !errors.As(err, &none) {
		t.Errorf("error = %v, want a NoVerdictError", err)
	}
}

func TestASentenceAboutWhatIsNotThereIsNoFailureOfTheGateway(t *testing.T) {
	t.Parallel()
	w, _ := worldAt(t, answers{})
	ctx := context.Background()
	for name, err := range map[string]error{
		"a capture that was never made":    w.transactionIs("capture", "approved"),
		"an answer that never came":        w.resultCodeIs("000.100.110"),
		"a payment that was never sent":    w.merchantOperates(ctx, "captures", "1.00", "EUR", "payment"),
		"a shopper that was never sent":    w.shopperIsBack(ctx),
		"a page that no journey describes": w.walk(ctx, "approve"),
		"a repetition of nothing":          w.merchantRepeats(ctx, "PA"),
	} {
		var failed *AssertionError
		if err == nil || errors.As(err, &failed) {
			t.Errorf("%s: error = %v, want one that is not the gateway's failure", name, err)
		}
	}
}

func TestWhatOnlyASimulatorCanDoIsSkippedElsewhere(t *testing.T) {
	t.Parallel()
	w, _ := worldAt(t, answers{})
	if err := w.waits(context.Background(), "30 minutes"); !errors.Is(err, godog.ErrSkip) {
		t.Errorf("error = %v, want a skip", err)
	}
	if err := w.moneyArrives(context.Background()); !errors.Is(err, godog.ErrSkip) {
		t.Errorf("error = %v, want a skip: nobody plays the cashier", err)
	}
	if err := w.hasWebhookThat(context.Background(), "wraps its body in JSON"); !errors.Is(err, godog.ErrSkip) {
		t.Errorf("error = %v, want a skip: the host's webhook is as its portal says", err)
	}
	err := w.legacyLogin()
	if !errors.Is(err, godog.ErrSkip) || !strings.Contains(err.Error(), "no userId and password in assay.yaml") {
		t.Errorf("error = %v, want a skip: the channel has no password", err)
	}
}

func TestTheSentencesAskWhereTheyClaimTo(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000101"
	approved := struct {
		status int
		body   string
	}{200, approvedPA}
	w, asked := worldAt(t, answers{
		"POST /v1/payments": approved, "POST /v1/payments/" + id: approved,
		"GET /v1/payments/" + id: approved, "GET /v1/query/" + id: approved, "GET /v1/query": approved,
	})
	ctx := context.Background()
	for _, err := range []error{
		w.anApproved(ctx, "PA", "92.00", "EUR"), w.merchantHasOperated(ctx, "captured", "1.00", "EUR", "preauthorization"),
		w.merchantReverses(ctx, "payment"), w.statusIs(ctx, "approved"), w.hasAskedStatus(ctx, "twice"),
		w.reportSays(ctx, "approved"), w.queriesReference(ctx),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	want := []string{
		"POST /v1/payments", "POST /v1/payments/" + id, "POST /v1/payments/" + id, "GET /v1/payments/" + id,
		"GET /v1/payments/" + id, "GET /v1/payments/" + id, "GET /v1/query/" + id, "GET /v1/query",
	}
	if !slices.Equal(*asked, want) {
		t.Errorf("asked %v, want %v", *asked, want)
	}
}

func TestAGivenDoesNotHideTheThrottle(t *testing.T) {
	t.Parallel()
	w, _ := worldAt(t, answers{"GET /v1/payments/8a01": {429, throttledAnswer}, "POST /v1/payments": {400, declined}})
	if err := w.merchantSends(context.Background(), "PA", "VISA"); err != nil {
		t.Fatal(err)
	}
	var failed *AssertionError
	if err := w.hasAskedStatus(context.Background(), "once"); !errors.As(err, &failed) {
		t.Errorf("error = %v, want an assertion that fails", err)
	}
}

func TestCloseMayComeAtAnyTime(t *testing.T) {
	t.Parallel()
	w := NewWorld()
	w.Close()
	w.Close()
	if w.Page() != nil {
		t.Error("a closed world has a tab")
	}
}

func TestWhatAnAuthorExpectsOfAnAnswerJudgesIt(t *testing.T) {
	t.Parallel()
	w := paid(t, 200, approvedPA)
	if err := w.Expect(w.last, "paymentType", "PA"); err != nil {
		t.Error(err)
	}
	if err := w.End(t.Context()); err != nil {
		t.Error(err)
	}
	err := w.Expect(w.last, "currency", "USD")
	if _, failed := errors.AsType[*AssertionError](err); !failed {
		t.Errorf("another currency is %v, not an assertion that failed", err)
	}
}
