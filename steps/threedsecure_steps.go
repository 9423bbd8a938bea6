package steps

import (
	"context"
	"fmt"

	"assay/support/opp"
)

var (
	browserDescribed     = sentence(`the merchant describes the shopper's browser`)
	authenticates        = sentence(`the merchant authenticates the shopper with {brand}`)
	hasAuthenticated     = sentence(`the merchant has authenticated the shopper with {brand}`)
	pendingAlone         = sentence(`a pending authentication of the shopper with {brand}`)
	pendingAloneSample   = sentence(`a pending authentication from sample {sample}`)
	asksAuthentication   = sentence(`the merchant asks for the status of the authentication`)
	paysAuthenticated    = sentence(`the merchant sends a {type} with {brand} and the values of the authentication`)
	asksExemption        = sentence(`the merchant asks for an exemption with {brand}`)
	issuerDoes           = sentence(`the shopper {deed} it on the issuer's page`)
	issuerHasDone        = sentence(`the shopper has approved it on the issuer's page`)
	bankAppDoes          = sentence(`the shopper {deed} it in the bank's app`)
	issuerWrongEntries   = sentence(`the shopper gives a wrong {entry} three times on the issuer's page`)
	shopperSentOff       = sentence(`the shopper is sent off`)
	issuerLooksFirst     = sentence(`the issuer is to see the shopper's browser first`)
	nothingFirst         = sentence(`nothing is to be done before the shopper is sent off`)
	issuerWindowIs       = sentence(`the issuer's page is in a window of {size}`)
	valuesRepeated       = sentence(`the answer repeats the values of the authentication`)
	authenticatedWithECI = sentence(`the answer shows an authentication with ECI {eci}`)
)

func registerThreeDSecure(r Registrar, w *World) {
	r.Given(browserDescribed, w.browserDescribed)
	r.When(authenticates, w.authenticates)
	r.Given(hasAuthenticated, w.hasAuthenticated)
	r.Given(pendingAlone, w.pendingAlone)
	r.Given(pendingAloneSample, w.pendingAloneSample)
	r.When(asksAuthentication, w.asksAuthentication)
	r.When(paysAuthenticated, w.paysAuthenticated)
	r.When(asksExemption, w.asksExemption)
	r.When(issuerDoes, w.issuerDoes)
	r.Given(issuerHasDone, w.issuerHasDone)
	r.When(bankAppDoes, w.bankAppDoes)
	r.When(issuerWrongEntries, w.issuerWrongEntries)
	r.When(shopperSentOff, w.shopperSentOff)
	r.Then(issuerLooksFirst, w.issuerLooksFirst)
	r.Then(nothingFirst, w.nothingFirst)
	r.Then(issuerWindowIs, w.issuerWindowIs)
	r.Then(valuesRepeated, w.valuesRepeated)
	r.Then(authenticatedWithECI, w.authenticatedWithECI)
}

func (w *World) browserDescribed() { w.draft("payment").browser = true }

func (w *World) authenticates(ctx context.Context, brand string) error {
	params, err := w.authenticationRequest(brand)
	if err != nil {
		return err
	}
	return w.authenticate(ctx, brand, params)
}

// authenticate sends an authentication of its own and remembers the answer.
func (w *World) authenticate(ctx context.Context, brand string, params opp.Params) error {
	p, err := w.gateway.Authenticate(ctx, params)
	if err != nil {
		return err
	}
	w.sent("authentication", brand, params, p)
	return nil
}

func (w *World) hasAuthenticated(ctx context.Context, brand string) error {
	if err := w.authenticates(ctx, brand); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

func (w *World) pendingAlone(ctx context.Context, brand string) error {
	if err := w.authenticates(ctx, brand); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "pending")
}

func (w *World) pendingAloneSample(ctx context.Context, sample string) error {
	params, err := w.sampleNamed(sample)
	if err != nil {
		return err
	}
	if err := w.authenticate(ctx, params.Get("paymentBrand"), params); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "pending")
}

func (w *World) asksAuthentication(ctx context.Context) error {
	id, err := w.idOf("authentication")
	if err != nil {
		return err
	}
	p, err := w.gateway.AuthenticationStatus(ctx, id)
	if err != nil {
		return err
	}
	w.remember("authentication", p)
	return nil
}

func (w *World) paysAuthenticated(ctx context.Context, paymentType, brand string) error {
	p, err := w.transaction("authentication")
	if err != nil {
		return err
	}
	d := w.draft("payment")
	d.also = append(d.also, valuesOf(p)...)
	return w.merchantSends(ctx, paymentType, brand)
}

func (w *World) asksExemption(ctx context.Context, brand string) error {
	params, err := w.authenticationRequest(brand)
	if err != nil {
		return err
	}
	p, err := w.gateway.Exemption(ctx, params)
	if err != nil {
		return err
	}
	w.remember("exemption", p)
	return nil
}

func (w *World) issuerDoes(ctx context.Context, deed string) error {
	outcome, err := outcomeOf(deed)
	if err != nil {
		return err
	}
	return w.walkPage(ctx, "", w.issuerPage(), outcome)
}

func (w *World) issuerHasDone(ctx context.Context) error {
	if err := w.walkPage(ctx, "", w.issuerPage(), "approve"); err != nil {
		return err
	}
	return w.shopperIsBack(ctx)
}

func (w *World) bankAppDoes(ctx context.Context, deed string) error {
	outcome, err := outcomeOf(deed)
	if err != nil {
		return err
	}
	if err := w.decideOnPhone(ctx, outcome); err != nil {
		return err
	}
	return w.waitingPageReturns(ctx)
}

func (w *World) issuerWrongEntries(ctx context.Context, entry string) error {
	return w.walkPage(ctx, "", w.issuerPage(), "wrong "+entry)
}

func (w *World) shopperSentOff(ctx context.Context) error {
	_, err := w.sendOff(ctx)
	return err
}

func (w *World) issuerLooksFirst() error {
	for _, row := range [][2]string{
		{"redirect.preconditions.0.url", "matches ^https?://"},
		{"redirect.preconditions.0.method", "POST"},
		{"redirect.preconditions.0.origin", "iframe#hidden"},
		{"redirect.preconditions.0.waitUntil", "iframe#onload"},
	} {
		if err := w.theAnswerHas(row[0], row[1]); err != nil {
			return err
		}
	}
	return expectMethodData(w.last)
}

func (w *World) nothingFirst() error { return w.theAnswerHas("redirect.preconditions", "absent") }

// issuerWindowIs measures the frame that the journey through the issuer's page
// names.
func (w *World) issuerWindowIs(ctx context.Context, size string) error {
	frame := frameOf(w.inPlace(w.env.Journeys[w.issuerPage()]["approve"]))
	if w.tab == nil || len(frame) == 0 {
		return fmt.Errorf("no window of the issuer's is open, and its journey names %s", orElse(frame.String(), "no frame"))
	}
	if err := w.issuerIsShown(ctx); err != nil {
		return err
	}
	width, height, err := w.tab.FrameSize(ctx, frame)
	if err != nil {
		return err
	}
	if got := fmt.Sprintf("%dx%d", width, height); got != size {
		return &AssertionError{Subject: "issuer's page", Path: "size of its window", Got: got, Want: size}
	}
	return nil
}

// issuerIsShown looks for what the journey through the issuer's page begins with.
func (w *World) issuerIsShown(ctx context.Context) error {
	actions, err := w.journey("", w.issuerPage(), "approve")
	if err != nil {
		return err
	}
	return shownAs("its question", w.tab.Walk(ctx, w.inPlace(sights(actions))))
}

func (w *World) valuesRepeated() error {
	p, err := w.transaction("authentication")
	if err != nil {
		return err
	}
	for _, value := range valuesOf(p) {
		if err := w.theAnswerHas(value.Name, `"`+value.Value+`"`); err != nil {
			return err
		}
	}
	return nil
}

// authenticatedWithECI expects the values that a shifted liability rests on.
// Source: parameters.tsv; recorded answers of the platform.
func (w *World) authenticatedWithECI(eci string) error {
	for _, row := range [][2]string{
		{"threeDSecure.eci", eci},
		{"threeDSecure.verificationId", "matches ^[A-Za-z0-9+/]{27}=$"},
		{"threeDSecure.version", "matches ^2\\.[0-9]+\\.[0-9]+$"},
		{"threeDSecure.dsTransactionId", "present"},
	} {
		if err := w.theAnswerHas(row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}
