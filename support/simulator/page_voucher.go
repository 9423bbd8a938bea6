package simulator

import "time"

const slipHint = "Confirm plays the money's arrival, decline its refusal. Going back to the shop leaves the payment pending."

// voucherPage is a slip that is paid in cash: a reference and its bars.
func voucherPage() *pageKind {
	return &pageKind{name: "voucher", slip: true, screens: []screen{{
		name: "voucher-slip", title: "Pay with this slip", hint: slipHint, buttons: cashier(),
		show: func(p *payment) any {
			return struct {
				Reference, Until string
				Bars             []bar
			}{p.shortID(), p.until(), bars(p.channel.ids.key ^ p.number)}
		},
	}}}
}

// shortID is the number by which people name a payment.
func (p *payment) shortID() string { return string(appendShortID(nil, p.channel.ids.key^p.number)) }

// until is when the payment ends by itself.
func (p *payment) until() string {
	if p.session.expiry == nil {
		return ""
	}
	return time.Unix(0, p.session.expiry.due).UTC().Format("2006-01-02 15:04 UTC")
}

// bar is a stroke of a picture that looks like a barcode and is none: no
// scanner reads it.
type bar struct{ X, Width int }

// barsWidth is how wide the picture is; its template has the number, too.
const barsWidth = 190

func bars(seed uint64) []bar {
	var strokes []bar
	for x := 0; x < barsWidth-4; {
		seed = mix(seed)
		width := 1 + int(seed%3)
		strokes = append(strokes, bar{x, width})
		x += width + 1 + int(seed>>8%3)
	}
	return strokes
}
