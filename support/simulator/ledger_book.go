package simulator

// book takes a step that check let through and returns the longer ledger. A
// step without an amount is booked with the whole of what it refers to.
func (l ledger) book(s step) ledger {
	s.on = l.subject(s.on)
	m := &l[s.on]
	amount := s.amount
	if s.kind == typeRV || amount == 0 {
		amount = m.amount
	}
	switch s.kind {
	case typePA:
		m.added += amount
	case typeCP, typeRC:
		m.taken += amount
		m.captures++
		m.reversed = m.reversed || s.final // what is left is released
	case typeRF:
		l.giveBack(s.on, amount)
	case typeRV:
		m.reversed = true // D12: what is not captured of a PA is released
	case typeCB:
		m.disputed = true
	case typeCR:
		m.answered = true
	}
	return append(l, movement{
		kind: s.kind, on: s.on, amount: amount, currency: m.currency, mode: m.mode, state: approved, at: s.at,
	})
}

// giveBack books a refund on the movement itself, or on a PA's captures, the
// oldest first (D13). A receipt is to a PA what a capture is.
func (l ledger) giveBack(on int, amount minor) {
	if l[on].kind != typePA {
		l[on].returned += amount
		return
	}
	for i := range l {
		if l[i].on == on && l[i].collects() {
			part := min(amount, l[i].refundable())
			l[i].returned += part
			amount -= part
		}
	}
}
