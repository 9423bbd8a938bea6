package simulator

import (
	"fmt"
	"strings"
)

// transferPage is a slip with the account that the shopper transfers to.
func transferPage() *pageKind {
	return &pageKind{name: "transfer", slip: true, screens: []screen{{
		name: "transfer-slip", title: "Transfer the amount", hint: slipHint, buttons: cashier(),
		show: func(p *payment) any {
			return struct{ Holder, Account, Reference, Until string }{
				"Assay Simulator", grouped(simulatedIBAN(p.channel.ids.key)), p.shortID(), p.until(),
			}
		},
	}}}
}

// simulatedIBAN has the form of an IBAN and right check digits, in a country
// that does not exist (ISO 3166 leaves XA to users), so that no money gets there.
func simulatedIBAN(seed uint64) string {
	account := fmt.Sprintf("ASSY%014d", mix(seed)%1e14)
	for check := 2; check < 99; check++ {
		if iban := fmt.Sprintf("XA%02d%s", check, account); ibanValid(iban) {
			return iban
		}
	}
	return ""
}

// grouped writes an IBAN as people do, in fours.
func grouped(iban string) string {
	var b strings.Builder
	for i, c := range iban {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}
