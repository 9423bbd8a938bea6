package steps

import "context"

var (
	sendsSample     = sentence(`the merchant sends sample {sample} as a {type}`)
	pendingSample   = sentence(`a pending {type} from sample {sample}`)
	registersSample = sentence(`the merchant registers the account of sample {sample}`)
	paysWithSample  = sentence(`the merchant sends sample {sample} with the registration`)
)

func registerSample(r Registrar, w *World) {
	r.When(sendsSample, w.sendsSample)
	r.Given(pendingSample, w.pendingSample)
	r.When(registersSample, w.registersSample)
	r.When(paysWithSample, w.paysWithSample)
}

func (w *World) sendsSample(ctx context.Context, sample, paymentType string) error {
	params, err := w.samplePayment(sample, paymentType)
	if err != nil {
		return err
	}
	return w.pay(ctx, paymentType, params.Get("paymentBrand"), params)
}

func (w *World) pendingSample(ctx context.Context, paymentType, sample string) error {
	if err := w.sendsSample(ctx, sample, paymentType); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "pending")
}

func (w *World) registersSample(ctx context.Context, sample string) error {
	params, err := w.sampleNamed(sample)
	if err != nil {
		return err
	}
	return w.register(ctx, params)
}

func (w *World) paysWithSample(ctx context.Context, sample string) error {
	params, err := w.sampleNamed(sample)
	if err != nil {
		return err
	}
	return w.payWith(ctx, theRegistration, params)
}
