package simulator

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// echoed lists the groups that an answer repeats from its request, in the order
// of the answer. card is not among them: of a card only a few fields may be
// said. Groups that nobody has seen in an answer are repeated too (D28).
var echoed = []string{
	"bankAccount", "virtualAccount", "customer", "billing", "shipping", "merchant", "merchantBilling",
	"merchantShipping", "corporate", "recipient", "cart", "marketPlace", "airline", "lodging", "forex",
	"recurringMigration", "chargeback", "customParameters",
}

var (
	tradeGroupsLost = wrongly("payments", "trade-groups-lost",
		"an answer repeats nothing of corporate, recipient, marketPlace, airline, lodging and forex")
	laterItemsLost = wrongly("payments", "later-items-lost", "of a list an answer repeats the first item only")
)

// tradeGroups are about what is sold and to whom; nobody has seen them in an
// answer (D28).
var tradeGroups = []string{"corporate", "recipient", "marketPlace", "airline", "lodging", "forex"}

// accountEchoes is how many of them, the first, are about an account.
const accountEchoes = 2

var echoIndex = func() map[string]int {
	index := map[string]int{}
	for i, group := range echoed {
		index[group] = i
	}
	return index
}()

// echo writes what an answer repeats of its request. What it leaves out is
// forgotten with the request: the card's number and CVV, passwords, tokens.
// Source: recorded answers.
func echo(w *writer, f *form) {
	echoMost(w, f)
	if asked := groupOf(f, "threeDSecure"); asked != nil {
		w.key("threeDSecure")
		nest(w, asked)
	}
}

// echoMost is echo without threeDSecure, which a payment's answer completes.
func echoMost(w *writer, f *form) {
	w.textIf("merchantInvoiceId", f.get("merchantInvoiceId"))
	echoCard(w, f, binDigits)
	echoGroups(w, f, 0, len(echoed))
}

// echoAccount writes the account alone.
func echoAccount(w *writer, f *form, shown int) {
	echoCard(w, f, shown)
	echoGroups(w, f, 0, accountEchoes)
}

// echoOthers writes all but the account: of a request that names a stored one.
func echoOthers(w *writer, f *form) {
	w.textIf("merchantInvoiceId", f.get("merchantInvoiceId"))
	echoGroups(w, f, accountEchoes, len(echoed))
}

// binDigits is how much of a card number's beginning an answer shows.
const binDigits = 6

func echoCard(w *writer, f *form, shown int) {
	if f.get("card.number") != "" {
		cardOf(f, shown).write(w)
	}
}

// shownCard is what answers show of a card.
type shownCard struct{ bin, last, holder, month, year, kind, country string }

// cardOf reads what is shown of the card in a request, as many of its number's
// first digits as said.
func cardOf(f *form, shown int) shownCard {
	c := shownCard{holder: f.get("card.holder"), month: f.get("card.expiryMonth"), year: f.get("card.expiryYear")}
	if number := f.get("card.number"); len(number) >= 12 {
		c.bin, c.last = number[:shown], number[len(number)-4:]
	}
	if c.kind = f.cardType; c.kind != "" {
		c.country = issuerCountry
	}
	if f.faults.has(cardCountryInWords) {
		c.country = "United Kingdom"
	}
	return c
}

func (c shownCard) write(w *writer) {
	w.open("card", '{')
	w.textIf("bin", c.bin)
	w.textIf("last4Digits", c.last)
	w.textIf("holder", c.holder)
	w.textIf("expiryMonth", c.month)
	w.textIf("expiryYear", c.year)
	w.textIf("country", c.country)
	if c.kind != "" {
		w.text("type", c.kind)
		w.text("level", issuerLevel)
		w.open("issuer", '{')
		w.text("bank", issuerBank)
		w.close('}')
	}
	w.close('}')
}

// clone is for keeping it when the request is forgotten.
func (c shownCard) clone() shownCard {
	return shownCard{
		strings.Clone(c.bin), strings.Clone(c.last), strings.Clone(c.holder), strings.Clone(c.month), strings.Clone(c.year),
		c.kind, c.country,
	}
}

// echoGroups writes those of the list from a first to before an end.
func echoGroups(w *writer, f *form, first, end int) {
	var present uint32
	for i := range f.params {
		name := f.params[i].name
		if end := strings.IndexAny(name, ".["); end > 0 && f.params[i].value != "" {
			if g, known := echoIndex[name[:end]]; known {
				present |= 1 << g
			}
		}
	}
	for i, group := range echoed[first:end] {
		if present&(1<<(first+i)) == 0 || f.faults.has(tradeGroupsLost) && slices.Contains(tradeGroups, group) {
			continue
		}
		if leaves := groupOf(f, group); leaves != nil {
			w.key(group)
			nest(w, leaves)
		}
	}
}

// leaf is a parameter within a group: the rest of its name, and its value.
type leaf struct {
	path, value string
}

func groupOf(f *form, group string) []leaf {
	var leaves []leaf
	for i := range f.params {
		p := &f.params[i]
		rest, found := strings.CutPrefix(p.name, group)
		if !found || p.value == "" || rest == "" || rest == "." || rest[0] != '.' && rest[0] != '[' ||
			p.name == "virtualAccount.password" || f.faults.has(laterItemsLost) && laterItem.MatchString(rest) {
			continue
		}
		value := p.value
		if p.name == "bankAccount.iban" || p.name == "bankAccount.number" {
			value = starred(value, 4, 4)
		}
		leaves = append(leaves, leaf{strings.TrimPrefix(rest, "."), value})
	}
	return leaves
}

// laterItem is the index of an item that is not the first of its list.
var laterItem = regexp.MustCompile(`\[[1-9]\d*\]`)

// starred keeps the first and last few characters and hides the rest.
func starred(s string, first, last int) string {
	if len(s) <= first+last {
		return strings.Repeat("*", len(s))
	}
	return s[:first] + strings.Repeat("*", len(s)-first-last) + s[len(s)-last:]
}

// nest writes dotted names as nested objects: "browser.language" as
// {"browser":{"language":...}}, "items[0].name" as {"items":[{"name":...}]},
// "[key]" as a member called key.
func nest(w *writer, leaves []leaf) {
	names := make([]string, len(leaves))
	rests := make([]string, len(leaves))
	numbered := true
	for i, l := range leaves {
		var index bool
		names[i], rests[i], index = splitPath(l.path)
		numbered = numbered && index
	}
	opening, closing := byte('{'), byte('}')
	if numbered {
		opening, closing = '[', ']'
	}
	w.b = append(w.b, opening)
	for _, i := range memberOrder(names, numbered) {
		key := names[i]
		if numbered {
			key = ""
		}
		var inner []leaf
		for j := range leaves {
			if names[j] == names[i] && rests[j] != "" {
				inner = append(inner, leaf{rests[j], leaves[j].value})
			}
		}
		w.key(key)
		if inner == nil {
			w.b = appendString(w.b, leaves[i].value)
		} else {
			nest(w, inner)
		}
	}
	w.b = append(w.b, closing)
}

// memberOrder returns the first position of each name: as they came, or by
// number.
func memberOrder(names []string, numbered bool) []int {
	var order []int
	for i, name := range names {
		if slices.Index(names, name) == i {
			order = append(order, i)
		}
	}
	if numbered {
		slices.SortStableFunc(order, func(a, b int) int {
			x, _ := strconv.Atoi(names[a])
			y, _ := strconv.Atoi(names[b])
			return x - y
		})
	}
	return order
}

// splitPath takes the first segment off a name and says whether it is a number
// in brackets.
func splitPath(path string) (name, rest string, index bool) {
	if path[0] == '[' {
		if end := strings.IndexByte(path, ']'); end > 1 {
			name = path[1:end]
			_, err := strconv.ParseUint(name, 10, 31)
			return name, strings.TrimPrefix(path[end+1:], "."), err == nil
		}
		return path, "", false
	}
	end := strings.IndexAny(path, ".[")
	switch {
	case end <= 0:
		return path, "", false
	case path[end] == '.':
		return path[:end], path[end+1:], false
	}
	return path[:end], path[end:], false
}
