package simulator

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"assay/support/spec"
)

// account is what the gateway knows of a stored account once the request is
// forgotten: what answers repeat, and whatever the number or the holder's name
// decide about a payment. The number itself is not kept. It never changes: an
// update is another account.
type account struct {
	members []byte    // JSON members of an answer: card, bankAccount, virtualAccount
	card    shownCard // empty = it is no card
	expires time.Time // end of a card's last month; zero = it is no card
	trigger string    // result code that the holder's name asks for (D24); "" = none
	advice  string    // merchant advice that comes with it; "" = none
	mark    mark      // tells the same number when it comes again

	issuer spec.Issuer // what 3-D Secure meets
	digits string      // a card's last four
}

// accountOf keeps what is needed of the account in a request. The members show
// as many of a card number's first digits.
func (s *Server) accountOf(f *form, shown int) account {
	number := f.get("card.number")
	a := account{
		expires: cardExpiry(f), mark: markOf(accountNumber(f)),
		issuer: spec.IssuerOf(number), digits: lastDigits(number),
	}
	code, advice := triggeredBy(f.get("card.holder"), s.verdicts)
	a.trigger, a.advice = strings.Clone(code), strings.Clone(advice)
	if number != "" {
		a.card = cardOf(f, shown).clone()
	}
	var w writer
	echoAccount(&w, f, shown)
	a.members = w.b
	return a
}

// accountNumber is what tells one account from another.
func accountNumber(f *form) string {
	return f.first("card.number", "bankAccount.iban", "bankAccount.number", "virtualAccount.accountId")
}

// mark tells whether two numbers are the same without being one: a keyed digest,
// whose key dies with the process.
type mark [16]byte

var markKey = sync.OnceValue(func() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // it never fails
	return key
})

func markOf(number string) mark {
	var m mark
	if number != "" {
		digest := hmac.New(sha256.New, markKey())
		digest.Write([]byte(number))
		copy(m[:], digest.Sum(nil))
	}
	return m
}

// How long an account is kept: after a card's expiry, or after the last use of
// any other; and from an extension on. Source: flows of tokenisation, "Retention"
// and "extendlife"; that an extension always lasts the longest time is assumed.
const (
	retentionMonths = 14
	extensionMonths = 24
)

// registration is what a stored account (RG) keeps beside its transaction, which
// is pending while the payment is that it came with.
type registration struct {
	account atomic.Pointer[account]
	payment string                // id of the payment that it came with; "" = none
	expiry  atomic.Pointer[event] // looks whether its time has come
	plans   atomic.Int64          // how many schedules in force pay with it

	// Guarded by the RG's chain.mu.
	reads        throttle // GET /v1/registrations/{id}
	deregistered bool
	until        time.Time // when it is forgotten
	initialID    string    // of the agreement that it was first paid with; "" = none yet
}

var (
	unconfirmedPays = wrongly("registrations", "unconfirmed-registration-pays",
		"a registration can be paid with before its own payment has ended")
	deregisteredPays = wrongly("registrations", "deregistered-pays", "a deleted registration still pays")
	retentionEndless = wrongly("registrations", "registration-kept-for-good",
		"a registration is never forgotten")
	extensionIgnored = wrongly("registrations", "extension-ignored",
		"extending the life of a registration is confirmed and changes nothing")
)

// usable returns the code of why a registration cannot be used, "" if it can;
// with chain.mu held. Source: result codes 100.150.201 to .203.
func (p *payment) usable() string {
	switch {
	case p.registration.deregistered:
		return codeDeregistered
	case p.chain.ledger[0].state == pending:
		return codeTokenUnconfirmed
	case p.chain.ledger[0].state == rejected:
		return codeTokenRejected
	}
	return ""
}

// used notes that an account was paid with: the retention of anything but a card
// counts from its last use.
func (r *registration) used(at time.Time) {
	if r.account.Load().expires.IsZero() {
		r.keepUntil(at.AddDate(0, retentionMonths, 0))
	}
}

func (r *registration) keepUntil(t time.Time) {
	if t.After(r.until) {
		r.until = t
	}
}

// tellRegistration lets the account that a payment stores or is paid with know
// how the payment ended. Its lock is taken after that of the payment, and never
// the other way round.
func (p *payment) tellRegistration(at time.Time) {
	t := p.chain.token
	if t == nil || p.on != "" || p.state() == pending {
		return
	}
	t.chain.mu.Lock()
	defer t.chain.mu.Unlock()
	r, m := t.registration, &t.chain.ledger[0]
	if r.payment == p.id && m.state == pending {
		m.state, m.at = p.state(), at
		t.code, t.at = p.code, at
		if m.state == approved {
			t.notifyRegistration(actionCreated)
		}
	}
	if p.state() != approved {
		return
	}
	r.used(at)
	if p.chain.agreement != nil && r.initialID == "" {
		r.initialID = p.initialID()
	}
}

// retain makes the channel's clock forget a registration when its time has come.
func (s *Server) retain(p *payment, at time.Time) {
	r := p.registration
	r.expiry.Store(p.channel.clock.after(at, func(at time.Time) {
		p.chain.mu.Lock()
		until := r.until
		p.chain.mu.Unlock()
		switch {
		case p.gone.Load():
		case until.After(at):
			s.retain(p, until)
		default:
			s.store.drop(p)
		}
	}))
	if p.gone.Load() {
		p.channel.clock.cancel(r.expiry.Load())
	}
}
