package main

import (
	"context"

	"assay/steps"

	"github.com/cucumber/godog"
)

// words are what the sentences below need beyond assay's own.
var words = []steps.Word{
	{Name: "order", Pattern: `A-\d{4}`, Meaning: "the number of an order in the merchant's own system"},
}

// sentences are what the features of this directory say beyond assay's own. Each
// function gets the scenario's world and one string for each word.
var sentences = []steps.Sentence{
	{
		Keyword: "When", Text: "the merchant sends a {type} with {brand} for order {order}",
		Meaning: "sends the usual payment with the order's number as merchantInvoiceId",
		Do:      paysOrder,
	},
	{
		Keyword: "Then", Text: "the answer is about order {order}",
		Meaning: "the answer repeats the order's number",
		Do:      isAboutOrder,
	},
	{
		Keyword: "Then", Text: "the order's answer has:",
		Meaning: "compares the answer with a table, as \"the answer has:\" does",
		Do:      has,
	},
}

func paysOrder(ctx context.Context, w *steps.World, paymentType, brand, order string) error {
	params, err := w.Request(paymentType, brand)
	if err != nil {
		return err
	}
	params.Set("merchantInvoiceId", order)
	if err := w.Pay(ctx, params); err != nil {
		return err
	}
	return w.Note("order", order) // {order} in later steps
}

func isAboutOrder(_ context.Context, w *steps.World, order string) error {
	p, err := w.Answer()
	if err != nil {
		return err
	}
	return w.Expect(p, "merchantInvoiceId", order)
}

func has(_ context.Context, w *steps.World, table *godog.Table) error {
	p, err := w.Answer()
	if err != nil {
		return err
	}
	for _, row := range table.Rows {
		if err := w.Expect(p, row.Cells[0].Value, row.Cells[1].Value); err != nil {
			return err
		}
	}
	return nil
}
