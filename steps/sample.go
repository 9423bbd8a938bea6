package steps

import (
	"fmt"
	"strconv"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// sampleNamed makes the request of one of the vendor's samples, given its name.
func (w *World) sampleNamed(name string) (opp.Params, error) {
	s, known := spec.LookupSample(name)
	if !known {
		return nil, fmt.Errorf("no sample is called %q", name)
	}
	return w.fromSample(s)
}

// fromSample makes the request of a sample: its parameters in their order, a
// name that is there twice twice. Only what cannot be sent as published is
// changed: the expiry year lies in the future, the shopper returns to this
// merchant, and the login is the channel's.
func (w *World) fromSample(s spec.Sample) (opp.Params, error) {
	var params opp.Params
	for _, p := range s.Params {
		if p.Name == "entityId" || strings.HasPrefix(p.Name, "authentication.") {
			continue
		}
		switch p.Value {
		case "{expiryYear}":
			p.Value = strconv.Itoa(w.env.Now().Year() + 2)
		case "{shopperResultUrl}":
			back, err := w.newOrder()
			if err != nil {
				return nil, err
			}
			p.Value = back
		}
		params.Add(p.Name, p.Value)
	}
	return params, nil
}

// samplePayment makes a payment of a sample. Some samples leave paymentType to
// the reader, and most leave out the merchant's reference, without which the
// reports could not find the payment again.
func (w *World) samplePayment(name, paymentType string) (opp.Params, error) {
	params, err := w.sampleNamed(name)
	if err != nil {
		return nil, err
	}
	switch published := params.Get("paymentType"); published {
	case paymentType:
	case "":
		params.Add("paymentType", paymentType)
	default:
		return nil, fmt.Errorf("sample %s is a %s, not a %s", name, published, paymentType)
	}
	if own := params.Get("merchantTransactionId"); own != "" {
		w.reference = own
	} else {
		params.Add("merchantTransactionId", w.reference)
	}
	return params, nil
}
