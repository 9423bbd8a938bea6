package runner

import (
	"slices"
	"strconv"
	"strings"

	"assay/steps"
	"assay/support/spec"
	"assay/support/target"
)

// demand is what a scenario asks of its channel.
type demand struct {
	brands, currencies, types []string
	threeDSecure              bool // it is about 3-D Secure
	cards                     bool // it pays by card, and says nothing of 3-D Secure
}

// demandOf reads from its sentences and tags what a scenario needs. What they
// leave out is what the steps will fill in.
func demandOf(s *scenario, brands *spec.Catalogue) demand {
	var d demand
	for step := range s.steps {
		before, begins, named := "", false, len(d.brands)
		for word := range strings.FieldsSeq(s.fill(step.Text)) {
			word = strings.Trim(word, `",.:`)
			if _, known := brands.Lookup(word); known {
				d.brands = append(d.brands, word)
			} else if sample, known := spec.LookupSample(word); known {
				d.brands = append(d.brands, sample.Value("paymentBrand"))
				d.currencies = append(d.currencies, sample.Value("currency"))
			}
			if slices.Contains(initialTypes, word) {
				d.types = append(d.types, word)
				begins = begins || slices.Contains(outcomes, before)
			}
			if isAmount(before) && len(word) == 3 && word == strings.ToUpper(word) {
				d.currencies = append(d.currencies, word)
			}
			before = word
		}
		if begins && len(d.brands) == named {
			d.brands = append(d.brands, steps.UsualBrand)
		}
	}
	for _, tag := range s.tags {
		if paymentTypes[tag] {
			d.types = append(d.types, tag[1:])
		}
	}
	d.threeDSecure = s.has("@threedsecure")
	if len(d.types) > 0 {
		d.usual(brands)
	}
	d.cards = !d.threeDSecure && slices.ContainsFunc(d.brands, func(name string) bool {
		b, _ := brands.Lookup(name)
		return b.Kind == "card" && b.Workflow == spec.Sync
	})
	return d
}

// usual adds the brand and the currency of a payment that names none.
func (d *demand) usual(brands *spec.Catalogue) {
	if len(d.brands) == 0 {
		d.brands = []string{steps.UsualBrand}
	}
	if len(d.currencies) > 0 {
		return
	}
	for _, name := range d.brands {
		b, _ := brands.Lookup(name)
		d.currencies = append(d.currencies, b.Currency(steps.UsualCurrency))
	}
}

// isAmount says whether a word is an amount as sentences write them: "92.00".
func isAmount(word string) bool {
	point := len(word) - len(".00")
	if point < 1 || word[point] != '.' {
		return false
	}
	_, err := strconv.ParseUint(word[:point]+word[point+1:], 10, 64)
	return err == nil
}

// initialTypes are the words of sentences that begin a payment.
var initialTypes = []string{"PA", "DB", "CD"}

// outcomes are the words before them where a payment was made: "an approved PA".
// Without a brand it is the usual one, whatever brands other sentences name.
var outcomes = []string{"approved", "rejected", "captured", "pending"}

// paymentTypes are the tags that name a paymentType of the API.
var paymentTypes = map[string]bool{
	"@PA": true, "@DB": true, "@CD": true, "@CP": true, "@RV": true, "@RF": true,
	"@RB": true, "@RC": true, "@CB": true, "@CR": true,
}

// lackedBy names what a channel does not have. A channel that lists nothing of a
// kind has everything of it.
func (d demand) lackedBy(c target.Channel) (lacks []string) {
	switch {
	case d.threeDSecure && !c.ThreeDSecure:
		lacks = append(lacks, "3-D Secure")
	case d.cards && c.ThreeDSecure:
		lacks = append(lacks, "cards without 3-D Secure")
	}
	for _, pair := range []struct{ wanted, has []string }{
		{d.brands, c.Brands}, {d.types, c.PaymentTypes}, {d.currencies, c.Currencies},
	} {
		for _, want := range pair.wanted {
			if want != "" && len(pair.has) > 0 && !slices.Contains(pair.has, want) && !slices.Contains(lacks, want) {
				lacks = append(lacks, want)
			}
		}
	}
	return lacks
}
